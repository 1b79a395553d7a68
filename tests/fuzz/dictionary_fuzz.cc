// The dictionary's file. The checksum is set right first, or nothing would get behind it. Whatever the rest holds, a
// look-up ends and gives words that are no longer than the longest ending allows.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "text/dictionary.h"
#include "text/dictionary_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tarsach::text::on_disk::Header;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.size() >= sizeof(Header)) {
    const std::uint64_t checksum = tarsach::text::on_disk::checksum_of(bytes);
    std::memcpy(bytes.data() + offsetof(Header, checksum), &checksum, sizeof checksum);
  }
  const auto dictionary = tarsach::text::Dictionary::parse(bytes);
  if (!dictionary) return 0;
  for (const char* word : {"а", "вода", "водата", "води", "водя", "съм", "бяхме", "вод", "яя", "щщщщщщщщщщщ"}) {
    for (const std::string& lemma : (*dictionary)->lemmas(word))
      if (lemma.size() > bytes.size() + std::strlen(word)) std::abort();
    (void)(*dictionary)->lemmas_of_stem(word);
    (void)(*dictionary)->relatives(word);
  }
  return 0;
}

// The files of a Hunspell dictionary: a NUL separates the endings from the words. What is accepted gives a table whose
// words are found.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dictionary/affixes.h"
#include "dictionary/content.h"
#include "dictionary/entries.h"
#include "dictionary/paradigms.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t bound = std::min(bytes.find('\0'), bytes.size());
  const auto affixes = dictionary::Affixes::parse(bytes.substr(0, bound), "fuzz.aff");
  if (!affixes) return 0;
  const auto entries = dictionary::parse_entries(bytes.substr(std::min(bound + 1, bytes.size())), *affixes, "fuzz.dic");
  if (!entries) return 0;
  const auto content = dictionary::make_content(dictionary::make_paradigms(*entries, *affixes));
  const auto table = text::Dictionary::parse(text::encode_dictionary(content));
  if (!table) std::abort();
  for (const auto& [form, lemmas] : content.lemmas)
    if ((*table)->lemmas(form) != lemmas) std::abort();
  return 0;
}

// A file of translations: any bytes are opened or refused, and what is opened can be asked anything.
#include <cstdint>
#include <string>

#include "text/translations.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto translations = tarsach::text::Translations::parse(bytes);
  if (!translations) return 0;
  for (const std::string& word : {std::string("fund"), std::string("среща"), bytes}) {
    if ((*translations)->bulgarian(word, word).size() > size) return 1;
    if ((*translations)->english(word).size() > size) return 1;
  }
  return 0;
}

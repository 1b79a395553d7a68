// A dictionary of FreeDict: any list of headwords (before the first NUL) and any text give entries or an error; what
// is read can be made into a table, and the table opened.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dictionary/freedict.h"
#include "dictionary/translation_table.h"
#include "text/translations.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach;
  constexpr std::size_t kMaxBytes = 1 << 14;  // many headwords may share one long article
  const std::string_view bytes(reinterpret_cast<const char*>(data), std::min(size, kMaxBytes));
  const std::size_t end = std::min(bytes.find('\0'), bytes.size());
  const auto articles = dictionary::parse_freedict(bytes.substr(0, end), bytes.substr(std::min(end + 1, bytes.size())));
  if (!articles) return 0;
  if (!text::Translations::parse(text::encode_translations(dictionary::translation_table(*articles)))) std::abort();
  return 0;
}

#include "dictionary/bulgarian.h"

#include "base/file.h"
#include "dictionary/affixes.h"
#include "dictionary/content.h"
#include "dictionary/entries.h"
#include "dictionary/paradigms.h"

namespace tarsach::dictionary {
namespace {
constexpr std::uint64_t kMostFileBytes = std::uint64_t{64} << 20U;
}  // namespace

Result<std::string> bulgarian_dictionary(const std::filesystem::path& affixes_path,
                                         const std::filesystem::path& words_path) {
  TARSACH_TRY(const std::string affixes_text, read_file(affixes_path, kMostFileBytes));
  TARSACH_TRY(const Affixes affixes, Affixes::parse(affixes_text, affixes_path.string()));
  TARSACH_TRY(const std::string words_text, read_file(words_path, kMostFileBytes));
  TARSACH_TRY(const std::vector<WordEntry> entries, parse_entries(words_text, affixes, words_path.string()));
  return text::encode_dictionary(make_content(make_paradigms(entries, affixes)));
}

}  // namespace tarsach::dictionary

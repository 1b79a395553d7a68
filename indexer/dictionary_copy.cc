#include "indexer/dictionary_copy.h"

#include <string>

#include "base/data_file.h"
#include "base/file.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;

Result<std::shared_ptr<const text::Dictionary>> copy_dictionary(const fs::path& folder) {
  TARSACH_TRY(const fs::path installed, find_data_file(text::kDictionaryName));
  const fs::path copy = folder / text::kDictionaryName;
  TARSACH_CHECK(copy_to_new_file(installed, copy));
  auto dictionary = text::Dictionary::open(copy);
  if (!dictionary && dictionary.error().code == ErrorCode::kBadData)  // not of the copy, which will be gone
    return fail(ErrorCode::kBadData, installed.string() + " is damaged, or of another version",
                "install the package's data again");
  return dictionary;
}

}  // namespace tarsach::indexer

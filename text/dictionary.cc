#include "text/dictionary.h"

namespace tarsach::text {

Result<std::shared_ptr<const Dictionary>> Dictionary::open(const std::filesystem::path& path) {
  return fail(ErrorCode::kNotFound, path.string() + ": not yet");
}
std::vector<std::string> Dictionary::lemmas(std::string_view) const { return {}; }
bool Dictionary::knows(std::string_view) const { return false; }
std::vector<Relative> Dictionary::relatives(std::string_view) const { return {}; }

}  // namespace tarsach::text

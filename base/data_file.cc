#include "base/data_file.h"

#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

namespace tarsach {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> data_folders() {
  if (const char* set = std::getenv("TARSACH_DATA"); set != nullptr && *set != '\0') return {set};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const fs::path folder = program.parent_path();
  return {folder.parent_path() / "share" / "tarsach", folder / "share" / "tarsach"};
}

}  // namespace

Result<fs::path> find_data_file(std::string_view name) {
  std::string searched;
  for (const fs::path& folder : data_folders()) {
    std::error_code error;
    if (const fs::path path = folder / name; fs::is_regular_file(path, error)) return path;
    searched.append(searched.empty() ? "" : ", ").append(folder.string());
  }
  return fail(ErrorCode::kNotFound, "there is no " + std::string(name) + " in " + searched,
              "install the package's data, or name its folder in TARSACH_DATA");
}

}  // namespace tarsach

#include "tests/support/temporary.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>

namespace tarsach::testing {

TemporaryFolder::TemporaryFolder() : TemporaryFolder(std::filesystem::temp_directory_path()) {}

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent) {
  std::string name = (parent / "tarsach-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "cannot make a folder like " << name;
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::string& name, std::string_view content) const {
  auto path = path_ / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << content;
  if (!file.flush()) ADD_FAILURE() << "cannot write " << path;
  return path;
}

std::filesystem::path fast_temporary_path() {
  constexpr const char* kMemory = "/dev/shm";
  return ::access(kMemory, W_OK) == 0 ? kMemory : std::filesystem::temp_directory_path();
}

std::filesystem::path source_path(const std::string& name) { return std::filesystem::path(TARSACH_SOURCE_DIR) / name; }
std::filesystem::path shared_path(const std::string& name) {
  return std::filesystem::path(TARSACH_SOURCE_DIR).parent_path() / "shared" / name;
}

}  // namespace tarsach::testing

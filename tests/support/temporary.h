// A folder of its own for a test, gone with the object.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tarsach::testing {

class TemporaryFolder {
 public:
  TemporaryFolder();
  explicit TemporaryFolder(const std::filesystem::path& parent);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file (folders on the way are made) and returns its path.
  std::filesystem::path write(const std::string& name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

/// A file system in memory if there is one: for what syncs often and is not about disks.
[[nodiscard]] std::filesystem::path fast_temporary_path();

/// Files of the checkout ("corpus/sample"), and the folder beside the checkout that only developers have.
[[nodiscard]] std::filesystem::path source_path(const std::string& name);
[[nodiscard]] std::filesystem::path shared_path(const std::string& name);

}  // namespace tarsach::testing

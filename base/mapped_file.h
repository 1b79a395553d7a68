// A file in memory without reading it: the system brings its pages when they are looked at, and shares them between
// processes. For what is written once and never changes, such as the tables of a generation.
//
//   TARSACH_TRY(const MappedFile file, MappedFile::open(path));
//   parse(file.bytes());
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace tarsach {

/// Movable; the bytes live as long as the object that was moved to last. Any thread may read them.
class MappedFile {
 public:
  /// kNotFound if there is no such file, kInternal with the system's reason otherwise. An empty file has no bytes.
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes_;
};

}  // namespace tarsach

// Files, as far as the house needs them: read whole, write so that a crash leaves the old or the new, write piece by
// piece, lock.
// All functions report the path and the system's reason. Paths are passed on as they are (UTF-8).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace tarsach {

/// The whole file. kNotFound if it does not exist, kBadData if it is larger than `max_bytes`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::uint64_t max_bytes = std::uint64_t{1} << 32);

/// Writes beside the file, syncs, renames over it, syncs the directory: after a crash there is the old file or the
/// new one, never a part of one.
[[nodiscard]] Result<void> write_file_durably(const std::filesystem::path& path, std::string_view content);

/// Copies a file to a name that nobody has. Not synced. What std::filesystem::copy_file tells of a full disk is
/// "Input/output error" (libstdc++ 12).
[[nodiscard]] Result<void> copy_to_new_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// A new file, written piece by piece; what is there of that name is written over. Not synced.
class FileWriter {
 public:
  [[nodiscard]] static Result<FileWriter> create(const std::filesystem::path& path);
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&& other) noexcept;
  ~FileWriter();

  [[nodiscard]] Result<void> write(std::string_view bytes);
  /// Writes what waits in memory, and closes the file. Without it the end is missing.
  [[nodiscard]] Result<void> finish();

 private:
  FileWriter(std::filesystem::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::string waiting_;
};

/// fsync of a file or of a directory (a rename is durable only when its directory is).
[[nodiscard]] Result<void> sync_path(const std::filesystem::path& path);

/// An exclusive advisory lock on a file that is created when missing; released by the destructor or the process's end.
class FileLock {
 public:
  /// kLocked, naming the holder's process id if it wrote one, when another process (or handle) has it. Does not wait.
  [[nodiscard]] static Result<FileLock> acquire(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace tarsach

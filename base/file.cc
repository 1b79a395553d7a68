#include "base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/mapped_file.h"

namespace tarsach {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

tl::unexpected<Error> fail_with_errno(std::string_view action, const std::filesystem::path& path) {
  const int reason = errno;
  const std::string message =
      "cannot " + std::string(action) + " " + path.string() + ": " + std::generic_category().message(reason);
  if (reason == ENOENT || reason == ENOTDIR) return fail(ErrorCode::kNotFound, message);
  if (reason == EISDIR) return fail(ErrorCode::kBadData, message);
  if (reason == EACCES || reason == EPERM || reason == EROFS) {
    return fail(ErrorCode::kInternal, message, "check who owns the file and its folder");
  }
  if (reason == ENOSPC || reason == EDQUOT) return fail(ErrorCode::kInternal, message, "make room on the disk");
  return fail(ErrorCode::kInternal, message);
}

Result<void> write_all(int descriptor, std::string_view content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return fail_with_errno("write", path);
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// The folder that holds the file; "." for a bare name.
std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

Result<void> write_and_sync(const std::filesystem::path& path, std::string_view content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.number() < 0) return fail_with_errno("create", path);
  TARSACH_CHECK(write_all(file.number(), content, path));
  if (::fsync(file.number()) != 0) return fail_with_errno("sync", path);
  return {};
}

/// Whoever holds a lock wrote its process id into the file; empty if what stands there is no number.
std::string holder_of(int descriptor) {
  std::array<char, 32> text{};
  const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  long process = 0;
  if (size <= 0 || std::from_chars(text.data(), text.data() + size, process).ec != std::errc{}) return {};
  return std::to_string(process);
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return fail_with_errno("open", path);
  std::string content;
  std::array<char, std::size_t{64} * 1024> block;
  while (true) {
    const ssize_t size = ::read(file.number(), block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return fail_with_errno("read", path);
    if (size == 0) return content;
    if (content.size() + static_cast<std::size_t>(size) > max_bytes) {
      return fail(ErrorCode::kBadData, path.string() + ": larger than " + std::to_string(max_bytes) + " bytes");
    }
    content.append(block.data(), static_cast<std::size_t>(size));
  }
}

Result<void> write_file_durably(const std::filesystem::path& path, std::string_view content) {
  // The process id keeps two writers from sharing one unfinished file.
  std::filesystem::path unfinished = path;
  unfinished += ".tmp." + std::to_string(::getpid());
  auto written = write_and_sync(unfinished, content);
  if (written && ::rename(unfinished.c_str(), path.c_str()) != 0) written = fail_with_errno("replace", path);
  if (!written) {
    ::unlink(unfinished.c_str());
    return written;
  }
  return sync_path(folder_of(path));
}

Result<void> copy_to_new_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  TARSACH_TRY(const MappedFile source, MappedFile::open(from));
  const Descriptor file(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (file.number() < 0) return fail_with_errno("create", to);
  return write_all(file.number(), source.bytes(), to);
}

Result<FileWriter> FileWriter::create(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return fail_with_errno("create", path);
  return FileWriter(path, descriptor);
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      waiting_(std::move(other.waiting_)) {}

FileWriter& FileWriter::operator=(FileWriter&& other) noexcept {
  path_.swap(other.path_);
  std::swap(descriptor_, other.descriptor_);
  waiting_.swap(other.waiting_);
  return *this;
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> FileWriter::write(std::string_view bytes) {
  constexpr std::size_t kMostWaiting = std::size_t{64} * 1024;
  waiting_ += bytes;
  if (waiting_.size() < kMostWaiting) return {};
  TARSACH_CHECK(write_all(descriptor_, waiting_, path_));
  waiting_.clear();
  return {};
}

Result<void> FileWriter::finish() {
  TARSACH_CHECK(write_all(descriptor_, waiting_, path_));
  waiting_.clear();
  if (::close(std::exchange(descriptor_, -1)) != 0) return fail_with_errno("write", path_);
  return {};
}

Result<void> sync_path(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return fail_with_errno("open", path);
  // EINVAL: a file system that has nothing to sync for a folder (some network and overlay file systems).
  if (::fsync(file.number()) != 0 && errno != EINVAL) return fail_with_errno("sync", path);
  return {};
}

Result<FileLock> FileLock::acquire(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (file.number() < 0) return fail_with_errno("open", path);
  // A lock of the open file description: it also keeps out a second handle of this very process, is not lost when
  // another descriptor of the file is closed, and dies with the process, so that no stale lock can remain.
  struct flock whole_file = {};
  whole_file.l_type = F_WRLCK;
  whole_file.l_whence = SEEK_SET;
  if (::fcntl(file.number(), F_OFD_SETLK, &whole_file) != 0) {
    if (errno != EAGAIN && errno != EACCES) return fail_with_errno("lock", path);
    const std::string holder = holder_of(file.number());
    return fail(ErrorCode::kLocked,
                path.string() + " is held by " + (holder.empty() ? "another process" : "process " + holder),
                "wait until it has finished");
  }
  const std::string process = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file.number(), 0) != 0) return fail_with_errno("write", path);
  TARSACH_CHECK(write_all(file.number(), process, path));
  return FileLock(file.release());
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

// The file stays: removing it would let two processes hold "the" lock, one on the removed file, one on a new one.
FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace tarsach

#include "corpus/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace tarsach::corpus {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunkBytes = 256 * 1024;

tl::unexpected<Error> refused(const std::string& path, const std::string& why, const std::string& hint = {}) {
  return fail(ErrorCode::kUnavailable, path + ": " + why, hint);
}

/// Where an open file is. Its name would be looked up anew, and may be a link to something else by then.
fs::path place_of(int descriptor, const std::string& path) {
  std::error_code error;
  const fs::path place = fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
  return error ? fs::canonical(path, error) : place;
}

bool is_below(const fs::path& place, const fs::path& folder) {
  const fs::path relative = place.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

Result<void> check_opened(int descriptor, const std::string& path, const fs::path& within) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) return refused(path, std::generic_category().message(errno));
  if (!S_ISREG(status.st_mode))
    return refused(path, "not a regular file", "write it to a file, or pipe JSON Lines to \"-\"");
  if (!within.empty() && !is_below(place_of(descriptor, path), within))
    return refused(path, "a link out of the folder is not followed", "name its target as a source of its own");
  return {};
}

Result<int> open_descriptor(const std::string& path, const fs::path& within) {
  if (path == "-") return dup(STDIN_FILENO);
  // Not blocking: opening a FIFO would wait for its writer.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kUnavailable;
    return fail(code, path + ": " + std::generic_category().message(errno));
  }
  if (auto checked = check_opened(descriptor, path, within); !checked) {
    close(descriptor);
    return tl::unexpected(checked.error());
  }
  return descriptor;
}

}  // namespace

void Input::Close::operator()(gzFile_s* file) const { gzclose(file); }

Input::Input(gzFile_s* file) : file_(file) { gzbuffer(file_.get(), kChunkBytes); }

Result<Input> Input::open(const std::string& path, const fs::path& within) {
  TARSACH_TRY(const int descriptor, open_descriptor(path, within));
  gzFile_s* file = gzdopen(descriptor, "rb");
  if (file == nullptr) {
    close(descriptor);
    return fail(ErrorCode::kInternal, path + ": no memory for reading it");
  }
  return Input(file);
}

bool Input::fill() {
  if (!error_.empty()) return false;
  buffer_.resize(kChunkBytes);
  at_ = 0;
  const int count = gzread(file_.get(), buffer_.data(), kChunkBytes);
  buffer_.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  unpacked_ += buffer_.size();
  int code = Z_OK;
  const char* reason = gzerror(file_.get(), &code);
  if (code == Z_ERRNO)
    error_ = std::generic_category().message(errno);
  else if (code != Z_OK && code != Z_STREAM_END)
    error_ = std::string("broken gzip stream: ") + reason;
  if (is_bomb()) {
    error_ = "unpacks to more than " + size_text(unpacked_ - buffer_.size()) + ", suspiciously much for its size";
    buffer_.clear();
  }
  return !buffer_.empty();
}

bool Input::is_bomb() const {
  if (unpacked_ > kMaxUnpackedBytes) return true;
  return unpacked_ > kUnsuspectedBytes && unpacked_ / std::max<std::uint64_t>(consumed(), 1) > kMaxPackedRatio;
}

LineRead Input::next_line(std::string& line, std::size_t most) {
  line.clear();
  bool any = false;
  bool too_long = false;
  std::uint64_t bytes = 0;
  while (at_ < buffer_.size() || fill()) {
    if (!any) ++line_;
    any = true;
    if (bytes > kMaxPassedOverBytes) {
      error_ = "a line of more than " + size_text(kMaxPassedOverBytes);
      buffer_.clear(), at_ = 0;
      break;
    }
    const std::size_t end = buffer_.find('\n', at_);
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    bytes += stop - at_;
    if (bytes > most) too_long = true;
    if (!too_long) line.append(buffer_, at_, stop - at_);
    at_ = end == std::string::npos ? stop : end + 1;
    if (end != std::string::npos) break;
  }
  if (!error_.empty() && at_ >= buffer_.size()) return LineRead::kBroken;
  if (!any) return LineRead::kEnd;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return too_long ? LineRead::kTooLong : LineRead::kLine;
}

Result<std::string> Input::read_all(std::size_t most) {
  std::string all;
  while (at_ < buffer_.size() || fill()) {
    if (all.size() + buffer_.size() - at_ > most) {
      return fail(ErrorCode::kBadData, "expected at most " + size_text(most) + ", found more",
                  "divide it into articles; a book is not an article, its passages are");
    }
    all.append(buffer_, at_);
    at_ = buffer_.size();
  }
  if (!error_.empty()) return fail(ErrorCode::kBadData, error_);
  return all;
}

std::uint64_t Input::consumed() const {
  const auto offset = gzoffset(file_.get());
  return offset < 0 ? 0 : static_cast<std::uint64_t>(offset);
}

std::string size_text(std::uint64_t bytes) {
  char text[32];
  const double mebibytes = static_cast<double>(bytes) / (1024 * 1024);
  std::snprintf(text, sizeof text, "%.1f MiB", mebibytes);
  return text;
}

}  // namespace tarsach::corpus

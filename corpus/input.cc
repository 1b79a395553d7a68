#include "corpus/input.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace tarsach::corpus {
namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;

}  // namespace

void Input::Close::operator()(gzFile_s* file) const { gzclose(file); }

Input::Input(gzFile_s* file) : file_(file) { gzbuffer(file_.get(), kChunkBytes); }

Result<Input> Input::open(const std::string& path) {
  const int descriptor = path == "-" ? dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const auto code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kUnavailable;
    return fail(code, path + ": " + std::generic_category().message(errno));
  }
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
  if (unpacked_ > kMaxUnpackedBytes) error_ = "unpacks to more than " + size_text(kMaxUnpackedBytes);
  return !buffer_.empty();
}

LineRead Input::next_line(std::string& line, std::size_t most) {
  line.clear();
  bool any = false;
  bool too_long = false;
  while (at_ < buffer_.size() || fill()) {
    if (!any) ++line_;
    any = true;
    const std::size_t end = buffer_.find('\n', at_);
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    if (line.size() + (stop - at_) > most) too_long = true;
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

// The bytes of a file of articles, unpacked on the way if it is gzip: whole, or line by line with a bound on each line.
//
//   TARSACH_TRY(auto input, Input::open("articles.jsonl.gz"));
//   for (std::string line; true;) {
//     switch (input.next_line(line, kMaxLineBytes)) { … }
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"

struct gzFile_s;

namespace tarsach::corpus {

/// A stream that unpacks to more is taken for a bomb and not read on …
inline constexpr std::uint64_t kMaxUnpackedBytes = std::uint64_t{64} << 30;
/// … and so is one that has unpacked to kUnsuspectedBytes and to more than so many times its size: text shrinks to a
/// tenth or, full of repetitions, to a fiftieth; nothing but a bomb to a thousandth.
inline constexpr std::uint64_t kUnsuspectedBytes = std::uint64_t{64} << 20;
inline constexpr std::uint64_t kMaxPackedRatio = 250;
/// A line that is too long is passed over as far as this; a longer one is no line, and the file is not read on.
inline constexpr std::uint64_t kMaxPassedOverBytes = std::uint64_t{256} << 20;

enum class LineRead : std::uint8_t { kLine, kTooLong, kEnd, kBroken };

class Input {
 public:
  /// "-" is standard input. kNotFound or kUnavailable with the system's reason, or for what is no regular file: a FIFO
  /// would be waited for, a device may have no end. With a folder (absolute, without links in it), a file that is not
  /// really below it is refused. What was opened is looked at, not its name, so nothing can be switched in between.
  [[nodiscard]] static Result<Input> open(const std::string& path, const std::filesystem::path& within = {});

  /// The next line without its end (LF or CR LF). A longer one than `most` is passed over: `line` is then its
  /// beginning. kBroken: the disk or the gzip stream failed; error() tells how.
  [[nodiscard]] LineRead next_line(std::string& line, std::size_t most);

  /// All that is left. kBadData if that is more than `most` bytes, or if the gzip stream is broken.
  [[nodiscard]] Result<std::string> read_all(std::size_t most);

  [[nodiscard]] std::size_t line() const { return line_; }  // number of the line read last, 1-based
  [[nodiscard]] std::uint64_t consumed() const;             // bytes of the file itself, packed if it is packed
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  struct Close {
    void operator()(gzFile_s* file) const;
  };
  explicit Input(gzFile_s* file);
  /// Puts more bytes into the buffer; false at the end and on an error.
  bool fill();
  [[nodiscard]] bool is_bomb() const;

  std::unique_ptr<gzFile_s, Close> file_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::uint64_t unpacked_ = 0;
  std::string error_;
};

/// "8.0 MiB", for messages.
[[nodiscard]] std::string size_text(std::uint64_t bytes);

}  // namespace tarsach::corpus

// How far a long run has come, on standard error: a bar on a terminal, a line every few seconds elsewhere. It is the
// only writer on standard error while it lives, so that messages and the bar do not overwrite each other.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace tarsach::indexer {

class Progress {
 public:
  /// kAuto: a bar if standard error is a terminal. NO_COLOR in the environment: a bar without colour.
  enum class Style : std::uint8_t { kAuto, kSilent };

  /// `total_bytes` 0: unknown (standard input).
  Progress(Style style, std::uint64_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Bytes and articles that were read so far. Any thread.
  void read(std::uint64_t bytes, std::uint64_t articles);
  /// One more article is indexed. Cheap; writes only when it is time to. Any thread.
  void indexed();
  /// What is done now that reading is over: "merging 4 shards". Any thread.
  void stage(std::string_view what);
  /// A message on a line of its own, above the bar. Any thread; kSilent does not silence it.
  void message(std::string_view line);

  [[nodiscard]] double seconds() const;

 private:
  enum class Output : std::uint8_t { kNone, kLines, kPlainBar, kColourBar };
  using Clock = std::chrono::steady_clock;

  static Output choose(Style style);
  [[nodiscard]] bool is_bar() const { return output_ == Output::kPlainBar || output_ == Output::kColourBar; }
  void erase_bar();
  void draw(const std::string& line);
  [[nodiscard]] std::string bar(double share) const;
  [[nodiscard]] std::string state() const;

  const Output output_;
  const std::uint64_t total_bytes_;
  const Clock::time_point start_ = Clock::now();
  std::mutex mutex_;
  Clock::time_point next_ = start_;
  bool drawn_ = false;
  std::uint64_t bytes_read_ = 0, articles_read_ = 0, articles_indexed_ = 0;
};

/// 12345678 → "12,345,678".
[[nodiscard]] std::string with_commas(std::uint64_t number);
/// 12345678 → "11.8 MiB".
[[nodiscard]] std::string readable_bytes(std::uint64_t bytes);

}  // namespace tarsach::indexer

// Lines to a descriptor through a thread of its own, so that nobody waits for a reader that is slow, stopped or gone.
//
//   auto writer = std::make_shared<LineWriter>(STDERR_FILENO);
//   writer->start();
//   writer->push("{…}\n");                          // never waits for the descriptor
//   writer->stop(std::chrono::seconds(1));         // what does not go out in that time is lost
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

namespace tarsach {

/// Any thread. Held by shared pointers, for its thread may be stuck in a write when everybody else has left.
class LineWriter : public std::enable_shared_from_this<LineWriter> {
 public:
  /// What may wait to be written. A line more is dropped.
  static constexpr std::size_t kMostBytes = 4 << 20;
  /// So long the thread lets lines gather after it has written some: to be woken for each costs more than to write it,
  /// and the one who wakes it pays too. Longer than there is between two requests of one busy client.
  static constexpr std::chrono::milliseconds kGatherTime{10};
  /// Lines go out together as far as a pipe takes them in one piece (POSIX, PIPE_BUF on Linux).
  static constexpr std::size_t kMostTogether = 4'096;

  explicit LineWriter(int descriptor) : descriptor_(descriptor) {}

  void start();
  /// Takes a line with its end, or drops it.
  void push(std::string line);
  /// Whether everything went out in this time.
  bool stop(std::chrono::milliseconds patience);

  [[nodiscard]] std::uint64_t dropped() const;

 private:
  struct Batch {
    std::string text;
    std::uint64_t lines = 0;
  };

  void run();
  [[nodiscard]] Batch take_batch();
  [[nodiscard]] bool write_all(const std::string& text);

  const int descriptor_;
  mutable std::mutex mutex_;
  std::condition_variable pushed_, emptied_;
  std::deque<std::string> lines_;
  std::size_t bytes_ = 0;  // of lines_, and of those that are being written
  std::uint64_t dropped_ = 0;
  bool stopping_ = false;
};

}  // namespace tarsach

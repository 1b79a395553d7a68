// SIGINT and SIGTERM as a wish that the work looks at when it can stop cleanly, up to a point of no return.
//
//   Interruption interruption([&] { std::filesystem::remove_all(building_folder); });
//   while (more() && !interruption.requested()) work();
//   if (interruption.pass_point_of_no_return()) publish();    // from here on signals wait until the end
//   return interruption.signal() == 0 ? 0 : 128 + interruption.signal();
//
// Work that can not look (a read from standard input that waits, a long merge) is abandoned after kGrace, or at a
// second signal: the clean-up runs on the watching thread and the process exits with 128 + signal.
#pragma once

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <functional>
#include <thread>

namespace tarsach::indexer {

/// One at a time, made before other threads are started: they inherit its blocked signals.
class Interruption {
 public:
  static constexpr std::chrono::seconds kGrace{3};

  explicit Interruption(std::function<void()> clean_up);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// Any thread.
  [[nodiscard]] bool requested() const { return state_.load() == State::kStopping; }
  /// The first signal that came; 0 if none did.
  [[nodiscard]] int signal() const { return signal_.load(); }
  /// False if a signal was faster.
  [[nodiscard]] bool pass_point_of_no_return();

 private:
  enum class State : std::uint8_t { kRunning, kStopping, kUnstoppable };

  void watch();
  [[nodiscard]] bool ends_in_time() const;

  const std::function<void()> clean_up_;
  sigset_t signals_{};
  sigset_t mask_before_{};
  std::atomic<State> state_ = State::kRunning;
  std::atomic<int> signal_ = 0;
  std::atomic<bool> finished_ = false;
  std::thread watcher_;
};

}  // namespace tarsach::indexer

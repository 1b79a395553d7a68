// How much there is to do, measured: how long requests take, by kind, and how much work comes in compared with what the
// threads can do. From these follows how long a newcomer may wait.
//
//   Workload workload(2, routes().size());
//   workload.arrive(kind, now);                  // each request, whether it is let in or not
//   if (wait > workload.allowed_wait()) …refuse…
//   workload.finish(kind, took);
//
// While the threads keep up, a queue is a burst that passes, and waiting in it is better than a refusal. When more
// comes than can be done, a queue only makes everybody late: the more it is, the shorter a request may wait, and soon
// for two typical ones and no longer (the idea of CoDel: a good queue and a bad one differ in whether they go away;
// Nichols and Jacobson, "Controlling Queue Delay", 2012).
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

namespace tarsach::searchd {

/// One thread at a time. Time is given, so a test is exact.
class Workload {
 public:
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<double>;

  Workload(std::size_t threads, std::size_t kinds);

  void arrive(std::size_t kind, Clock::time_point now);
  void finish(std::size_t kind, Seconds took);

  /// What a request of this kind is likely to take.
  [[nodiscard]] Seconds expected(std::size_t kind) const;
  /// The 90th percentile of what the last requests took: one slow query among a hundred does not move it.
  [[nodiscard]] Seconds typical() const { return typical_; }
  /// The work that comes in, in parts of what the threads can do: 1 when they are just busy, 4 when it is four times
  /// too much. Over the last kWindow, or more when requests take long.
  [[nodiscard]] double load() const { return load_; }
  [[nodiscard]] Seconds allowed_wait() const;

 private:
  static constexpr std::size_t kRemembered = 128;  // requests, for typical()

  const double threads_;
  std::vector<double> mean_;  // seconds, by kind; 0: none has ended yet
  std::array<double, kRemembered> last_{};
  std::size_t finished_ = 0;
  Seconds typical_;
  double load_ = 0;
  Clock::time_point last_arrival_{};
};

}  // namespace tarsach::searchd

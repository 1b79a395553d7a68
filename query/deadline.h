// The moment by which an answer has to be ready, or by which nobody wants it any more. Checked inside every loop that
// can be long.
//
//   const auto deadline = Deadline::at(arrived + 2s).or_when(client_has_left);
#pragma once

#include <atomic>
#include <chrono>

namespace tarsach::query {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] static Deadline at(Clock::time_point time) { return Deadline(time); }
  [[nodiscard]] static Deadline after(Clock::duration time) { return Deadline(Clock::now() + time); }
  [[nodiscard]] static Deadline never() { return Deadline(Clock::time_point::max()); }
  /// The same, but it passes too when another thread sets `abandoned`, which must outlive it.
  [[nodiscard]] Deadline or_when(const std::atomic<bool>& abandoned) const {
    Deadline deadline(*this);
    deadline.abandoned_ = &abandoned;
    return deadline;
  }
  [[nodiscard]] bool passed() const {
    if (abandoned_ != nullptr && abandoned_->load(std::memory_order_relaxed)) return true;
    return at_ != Clock::time_point::max() && Clock::now() >= at_;
  }

 private:
  explicit Deadline(Clock::time_point at) : at_(at) {}
  Clock::time_point at_;
  const std::atomic<bool>* abandoned_ = nullptr;
};

}  // namespace tarsach::query

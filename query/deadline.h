// The moment by which an answer has to be ready. Checked inside every loop that can be long.
#pragma once

#include <chrono>

namespace tarsach::query {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] static Deadline after(Clock::duration time) { return Deadline(Clock::now() + time); }
  [[nodiscard]] static Deadline never() { return Deadline(Clock::time_point::max()); }
  [[nodiscard]] bool passed() const { return at_ != Clock::time_point::max() && Clock::now() >= at_; }

 private:
  explicit Deadline(Clock::time_point at) : at_(at) {}
  Clock::time_point at_;
};

}  // namespace tarsach::query

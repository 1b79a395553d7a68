// How many searches run at a time, and how many may wait for their turn. Whoever finds no place, or waits too long, is
// told so at once (503): late answers to everybody are worse than none to some.
//
//   Admission admission({.running = 2, .waiting = 64, .patience = 1s});
//   if (auto pass = admission.enter()) …search…      // left by the pass's destructor
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

namespace tarsach::searchd {

struct AdmissionLimits {
  std::size_t running = 2;
  std::size_t waiting = 64;
  std::chrono::milliseconds patience{1'000};
};

/// Any thread.
class Admission {
 public:
  class Pass {
   public:
    explicit Pass(Admission* from) : from_(from) {}
    Pass(Pass&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;
    ~Pass() {
      if (from_ != nullptr) from_->leave();
    }

   private:
    Admission* from_;
  };

  explicit Admission(const AdmissionLimits& limits) : limits_(limits) {}

  /// Waits its turn. Nothing when too many wait already, or when patience ends.
  [[nodiscard]] std::optional<Pass> enter();

 private:
  void leave();

  const AdmissionLimits limits_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::size_t running_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace tarsach::searchd

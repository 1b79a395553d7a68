#include "searchd/admission.h"

namespace tarsach::searchd {

std::optional<Admission::Pass> Admission::enter() {
  std::unique_lock lock(mutex_);
  if (running_ >= limits_.running) {
    if (waiting_ >= limits_.waiting) return std::nullopt;
    ++waiting_;
    const bool admitted = left_.wait_for(lock, limits_.patience, [this] { return running_ < limits_.running; });
    --waiting_;
    if (!admitted) return std::nullopt;
  }
  ++running_;
  return std::optional<Pass>(std::in_place, this);
}

void Admission::leave() {
  {
    const std::lock_guard lock(mutex_);
    --running_;
  }
  left_.notify_one();
}

}  // namespace tarsach::searchd

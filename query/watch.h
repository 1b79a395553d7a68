// Keeps a deadline inside long loops: each step is counted, the clock is looked at now and then.
//
//   Watch watch(deadline);
//   for (…) watch.step();      // throws when the deadline has passed; schema::xapian_try makes it a kTimeout
#pragma once

#include <xapian.h>

#include <optional>

#include "query/deadline.h"

namespace tarsach::query {

/// For one request, in one thread.
class Watch {
 public:
  /// Looking at the clock takes some 25 ns, a step of the loops one or two.
  static constexpr unsigned kStepsBetweenLooks = 1024;

  explicit Watch(const Deadline& deadline) : deadline_(deadline) {}
  /// For tests: the deadline passes when it has been looked at so many times, wherever the work then is.
  [[nodiscard]] static Watch passing_after(unsigned looks) {
    Watch watch(Deadline::never());
    watch.looks_left_ = looks;
    return watch;
  }

  /// Throws Xapian's own timeout, so that the errors of reading an index are of one kind.
  void step(unsigned steps = 1) {
    steps_ += steps;
    if (steps_ >= kStepsBetweenLooks) look();
  }

  void look() {
    steps_ = 0;
    const bool counted_out = looks_left_ && (*looks_left_)-- == 0;
    if (counted_out || deadline_.passed()) throw Xapian::NetworkTimeoutError("the deadline passed");
  }

 private:
  Deadline deadline_;
  unsigned steps_ = 0;
  std::optional<unsigned> looks_left_ = {};
};

}  // namespace tarsach::query

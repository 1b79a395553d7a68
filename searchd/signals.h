// What the operator says to the process, taken one by one by a thread that waits, not by handlers that interrupt.
//
//   const Signals signals;                 // before the first thread is started, so that all of them inherit the mask
//   const int signal = signals.wait(1s);   // 0: none came in that time
#pragma once

#include <chrono>
#include <csignal>

namespace tarsach::searchd {

class Signals {
 public:
  /// Blocks SIGHUP, SIGINT, SIGTERM in this thread and those it starts; ignores SIGPIPE.
  Signals();

  /// The next one of them, or 0 after `most`.
  [[nodiscard]] int wait(std::chrono::nanoseconds most) const;

 private:
  sigset_t waited_;
};

/// As many open connections as the system lets us have.
void raise_descriptor_limit();

}  // namespace tarsach::searchd

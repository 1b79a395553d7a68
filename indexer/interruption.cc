#include "indexer/interruption.h"

#include <pthread.h>
#include <unistd.h>

#include <ctime>
#include <utility>

namespace tarsach::indexer {

Interruption::Interruption(std::function<void()> clean_up) : clean_up_(std::move(clean_up)) {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, &mask_before_);
  watcher_ = std::thread([this] { watch(); });
}

Interruption::~Interruption() {
  finished_ = true;
  // Wakes the watcher, which sees that all is over. The signal is blocked and waited for, so it ends nobody.
  pthread_kill(watcher_.native_handle(), SIGTERM);  // NOLINT(bugprone-bad-signal-to-kill-thread)
  watcher_.join();
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

bool Interruption::pass_point_of_no_return() {
  State expected = State::kRunning;
  return state_.compare_exchange_strong(expected, State::kUnstoppable);
}

void Interruption::watch() {
  for (int signal = 0; sigwait(&signals_, &signal) == 0 && !finished_;) {
    State expected = State::kRunning;
    if (!state_.compare_exchange_strong(expected, State::kStopping)) continue;
    signal_ = signal;
    if (ends_in_time()) return;
    clean_up_();
    ::_exit(128 + signal);
  }
}

/// The destructor's signal, or the user's second one, ends the waiting early.
bool Interruption::ends_in_time() const {
  const timespec grace{.tv_sec = kGrace.count(), .tv_nsec = 0};
  sigtimedwait(&signals_, nullptr, &grace);
  return finished_;
}

}  // namespace tarsach::indexer

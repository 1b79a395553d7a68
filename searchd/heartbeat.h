// The signs of life of a thread, for the watchdog (service_manager.h): it beats whenever it comes round, and who
// watches asks whether it has done so since the last time.
//
//   Heartbeat heart;
//   heart.beat();                          // the thread, in its loop
//   if (!heart.has_beaten()) …             // the watcher, every few seconds
#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>

namespace tarsach::searchd {

class Heartbeat {
 public:
  /// Any thread.
  void beat() { ++beats_; }

  /// Since the last call. For one thread.
  [[nodiscard]] bool has_beaten() {
    const auto before = seen_;
    seen_ = beats_;
    return seen_ != before;
  }

 private:
  std::atomic<std::uint64_t> beats_ = 0;
  std::uint64_t seen_ = 0;  // the watcher's
};

/// Up to 15 bytes, for top -H and debuggers.
inline void name_this_thread(const char* name) { pthread_setname_np(pthread_self(), name); }

}  // namespace tarsach::searchd

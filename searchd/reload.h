// Keeps an engine at the newest generation: looks at CURRENT every few seconds, or at once when told (SIGHUP). A new
// generation that can not be opened is logged once, and the old one goes on serving.
//
//   Reloader reloader(*engine, metrics.reloads, 2s);
//   reloader.reload_now();
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "query/engine.h"
#include "searchd/metrics.h"

namespace tarsach::searchd {

/// Logs what the operator should know of a generation that begins to serve: that it has no dictionary.
void tell_shortcomings(const query::IndexState& index);

class Reloader {
 public:
  /// `engine` and `record` must outlive it. An interval of zero: only when told.
  Reloader(query::Engine& engine, ReloadRecord& record, std::chrono::milliseconds interval);
  Reloader(const Reloader&) = delete;
  Reloader& operator=(const Reloader&) = delete;
  ~Reloader();

  /// Any thread; returns at once.
  void reload_now();

 private:
  enum class Wish : std::uint8_t { kNone, kReload, kStop };

  void run();
  [[nodiscard]] Wish wait();
  void reload();

  query::Engine& engine_;
  ReloadRecord& record_;
  const std::chrono::milliseconds interval_;
  std::string last_error_;  // so that a broken generation is logged once, not at every look
  std::mutex mutex_;
  std::condition_variable wished_;
  Wish wish_ = Wish::kNone;
  std::thread thread_;  // last: it uses the others
};

}  // namespace tarsach::searchd

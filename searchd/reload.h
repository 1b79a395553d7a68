// Keeps an engine at the newest generation: at once when the file system tells that CURRENT was switched or when
// somebody wishes it (SIGHUP), and by looking every few seconds where the file system is silent. A new generation that
// can not be opened is logged once, and the old one goes on serving.
//
//   Reloader reloader(*engine, "index", metrics.reloads, 2s);
//   reloader.reload_now();
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "query/engine.h"
#include "searchd/current_watch.h"
#include "searchd/heartbeat.h"
#include "searchd/metrics.h"

namespace tarsach::searchd {

/// Logs what the operator should know of a generation that begins to serve: that it has no dictionary.
void tell_shortcomings(const query::IndexState& index);

class Reloader {
 public:
  /// `engine` and `record` must outlive it; `index` is where the engine has its index. An interval of zero: no looking
  /// without a reason.
  Reloader(query::Engine& engine, const std::filesystem::path& index, ReloadRecord& record,
           std::chrono::milliseconds interval);
  Reloader(const Reloader&) = delete;
  Reloader& operator=(const Reloader&) = delete;
  ~Reloader();

  /// Any thread; returns at once.
  void reload_now();
  /// Any thread.
  void set_interval(std::chrono::milliseconds interval);

  /// Whether its thread has come round since the last call, or is opening a generation, for kOpeningTime at most; asks
  /// it to come round. For one thread.
  [[nodiscard]] bool is_alive();

 private:
  using Clock = std::chrono::steady_clock;

  void run();
  void wait();
  void wake();
  void reload();

  query::Engine& engine_;
  ReloadRecord& record_;
  CurrentWatch watch_;
  Descriptor wake_;
  std::string last_error_;  // so that a broken generation is logged once, not at every look
  std::atomic<std::chrono::milliseconds> interval_;
  std::atomic<bool> is_wished_ = false, is_stopping_ = false;
  std::atomic<Clock::time_point> opening_until_ = Clock::time_point::min();
  Heartbeat heart_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace tarsach::searchd

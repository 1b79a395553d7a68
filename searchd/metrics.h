// What the daemon counts while it works, for /metrics (exposition.h). Counting is one relaxed atomic addition: no lock,
// no allocation; whatever is costly waits for the scrape.
//
//   Metrics metrics;
//   metrics.open_connections.add();                            // …; metrics.open_connections.subtract();
//   metrics.rejections.add(Rejection::kQueueFull);
//   metrics.requests.record(&route, 200, time, bytes);
//   metrics.reloads.failed("manifest.json: …");
//
// A new counter is a member here and a row in exposition.cc; docs/operations.md lists all, which a test compares.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/facts.h"

namespace tarsach::searchd {

struct Route;

/// Only grows.
class Counter {
 public:
  void add(std::uint64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

class Gauge {
 public:
  void add() { value_.fetch_add(1, std::memory_order_relaxed); }
  void subtract() { value_.fetch_sub(1, std::memory_order_relaxed); }
  void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_ = 0;
};

/// How many durations were at most as long as each of some bounds.
class DurationHistogram {
 public:
  using Duration = std::chrono::nanoseconds;
  static constexpr std::array<std::chrono::microseconds, 14> kBounds = {
      {std::chrono::microseconds(100), std::chrono::microseconds(250), std::chrono::microseconds(500),
       std::chrono::milliseconds(1), std::chrono::microseconds(2'500), std::chrono::milliseconds(5),
       std::chrono::milliseconds(10), std::chrono::milliseconds(25), std::chrono::milliseconds(50),
       std::chrono::milliseconds(100), std::chrono::milliseconds(250), std::chrono::milliseconds(500),
       std::chrono::seconds(1), std::chrono::milliseconds(2'500)}};

  void record(Duration duration);

  struct Reading {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};  // of each bucket alone; the last one is open
    Duration sum{};
  };
  [[nodiscard]] Reading read() const;

 private:
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> counts_{};
  std::atomic<std::int64_t> nanoseconds_ = 0;
};

/// Counters under the names of a fixed list; whatever is not in it counts under the last one.
template <const auto& kNames>
class NamedCounters {
 public:
  void add(std::string_view name) {
    const auto at = std::find(kNames.begin(), kNames.end() - 1, name) - kNames.begin();
    counters_[static_cast<std::size_t>(at)].add();
  }
  [[nodiscard]] std::uint64_t value(std::size_t at) const { return counters_[at].value(); }

 private:
  std::array<Counter, kNames.size()> counters_{};
};

/// Interpretation::applied, by kind (docs/query-language.md).
inline constexpr auto kRewriteKinds = std::to_array<std::string_view>(
    {"transliteration", "keyboard", "spelling", "date", "translation", "label", "fewer_words", "most_words",
     "taken_as_words", "field_value", "prefix_cut", "reading_cut", "query_cut", "nesting_cut", "other"});

/// Why a request was turned away without the answer that it asked for.
enum class Rejection : std::uint8_t {
  kQueueFull,        // as many wait as may
  kPatience,         // its turn did not come in time
  kDeadline,         // the search did not end in time
  kRateLimit,        // this client asks too often
  kConnectionLimit,  // the connection was closed for want of room
};
inline constexpr std::array<std::string_view, 5> kRejectionNames = {"queue_full", "patience", "deadline", "rate_limit",
                                                                    "connection_limit"};

class Rejections {
 public:
  void add(Rejection why) { counters_[static_cast<std::size_t>(why)].add(); }
  [[nodiscard]] std::uint64_t value(Rejection why) const { return counters_[static_cast<std::size_t>(why)].value(); }

 private:
  std::array<Counter, kRejectionNames.size()> counters_{};
};

/// The statuses that are answered, so that no client can make new series; 0 stands for any other.
inline constexpr std::array kStatuses = {200, 204, 302, 304, 400, 404, 405, 408, 414,
                                         416, 417, 429, 431, 499, 500, 503, 0};

/// Requests by route (a row of the table, never the path that was sent) and status.
class RequestCounts {
 public:
  RequestCounts();

  /// Without a route: no such path, or not HTTP. `bytes` of the body.
  void record(const Route* route, int status, DurationHistogram::Duration duration, std::size_t bytes);
  /// Turned away at the door: no work was done, so it has no duration.
  void record_refusal(const Route* route, int status);

  struct alignas(64) OfRoute {
    std::array<Counter, kStatuses.size()> by_status{};
    DurationHistogram duration;
    Counter bytes;
  };
  struct Named {
    std::string_view route;  // "none" without one
    const OfRoute& counts;
  };
  [[nodiscard]] std::vector<Named> all() const;

 private:
  OfRoute& of(const Route* route);

  std::vector<OfRoute> routes_;  // in the order of the table; one more for requests without a route
};

/// What became of the looks for a new generation. Any thread; locks, so not for every request.
class ReloadRecord {
 public:
  using Time = std::chrono::system_clock::time_point;
  struct Failure {
    Time since;
    std::string reason;
  };
  struct Reading {
    std::uint64_t successes = 0, failures = 0;
    Time last_look;
    std::optional<Failure> failure = {};  // why the newest generation is not served
  };

  /// CURRENT was looked at, whatever came of it.
  void looked();
  /// What CURRENT names is being served.
  void is_current();
  void succeeded();
  void failed(std::string reason);

  [[nodiscard]] Reading read() const;

 private:
  mutable std::mutex mutex_;
  Reading reading_{.last_look = std::chrono::system_clock::now()};
};

struct Metrics {
  RequestCounts requests;
  Counter slow_requests;

  // the reactor's
  Gauge open_connections;
  Counter connections;  // accepted so far

  // admission's
  Gauge running_searches, waiting_searches;
  Gauge most_running_searches, most_waiting_searches;  // what is allowed
  DurationHistogram wait;                              // of those that were admitted
  Rejections rejections;

  // answer_cache's
  Counter cache_hits, cache_misses, cache_evictions;
  Gauge cached_answers, cached_bytes;
  Gauge most_cached_bytes;  // what is allowed

  // of searches that were answered with 200
  Counter found, found_nothing, with_remedies;
  NamedCounters<kRewriteKinds> rewrites;
  std::array<DurationHistogram, query::kStageNames.size()> stages;  // of those that were made, not kept answers
  DurationHistogram write;                                          // a search's answer, as JSON, page or feed
  Counter suggested, suggested_nothing;

  ReloadRecord reloads;

  /// What is told of one answer.
  void record(const Facts& facts);
};

}  // namespace tarsach::searchd

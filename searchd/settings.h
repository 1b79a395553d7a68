// How the daemon is run: its options, read from flags, environment and configuration file.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/options.h"
#include "schema/remote_shards.h"

namespace tarsach::searchd {

struct Settings {
  std::string index;
  std::vector<std::string> remote_shards;  // "1=10.0.0.7:7001" (schema/remote_shards.h)
  std::string listen = "127.0.0.1";
  std::int64_t port = 8080;
  std::int64_t threads = 0;                  // searches at a time; 0: one for each processor
  std::int64_t max_queue = 64;               // searches that wait for their turn
  std::int64_t cache_size = 32;              // MiB of answers that are kept; 0: none
  std::int64_t deadline = 2'000;             // milliseconds for a search, from its arrival
  std::int64_t rate_limit = 0;               // requests a second of one client; 0: any number
  std::int64_t rate_burst = 0;               // that it may send at once; 0: twice the rate
  std::vector<std::string> trusted_proxies;  // whose X-Forwarded-For is believed (client_address.h)
  std::string public_url;                    // the origin that clients know; empty: the one that they ask
  std::vector<std::string> cors_origins;     // whose scripts may read answers
  bool log_queries = false;
  std::int64_t slow_query = 500;  // milliseconds; a request that takes as long is told with its stages; 0: never
  double reload_interval = 2;     // seconds; 0: only when the file system or SIGHUP tells of one
  bool await_index = false;
};

/// The table of options with `settings` as its target; prints --help and --version by itself through Parsed::output.
[[nodiscard]] Result<Parsed> parse_settings(int argc, const char* const* argv, Settings& settings);

/// kUsage, which parse_settings() has told.
[[nodiscard]] Result<schema::RemoteShards> remote_shards_of(const Settings& settings);

/// Of `wanted`, what holds until the process ends is set back to what `running` has; returns the names of the options
/// that would have changed.
[[nodiscard]] std::vector<std::string> keep_what_needs_a_restart(const Settings& running, Settings& wanted);

}  // namespace tarsach::searchd

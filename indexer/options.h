// The command line of tarsach-indexer: one table of commands and their options.
//
//   Settings settings;
//   TARSACH_TRY(const Parsed parsed, parse(program(settings), argc, argv));
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/options.h"

namespace tarsach::indexer {

/// The values before parsing are the defaults.
struct Settings {
  std::string index;
  std::string vocabulary;  // a folder; empty: the installed one, if there is one
  std::vector<std::string> sources;
  bool dry_run = false;
  bool strict = false;
  std::int64_t max_errors = -1;    // -1: no limit
  double max_loss = 20;            // per cent
  std::string queries, judgments;  // of the gate
  std::vector<std::string> floors;
  std::int64_t threads = 0;  // 0: as many as the machine runs at once
  std::int64_t memory = 0;   // MiB; 0: no bound
  std::int64_t shards = 1;
  std::int64_t keep = 2;
  std::int64_t generation =
      0;  // 0: the current one (verify, publish), the one before it (rollback), the newest (accept)
  std::string format = "text";
  std::vector<std::string> targets;  // of publish
  bool allow_older = false;
  std::int64_t bandwidth = 0;  // KiB a second; 0: no bound
  std::string ssh_config;      // a file; empty: ssh's own
  bool session = false;
};

/// `settings` must outlive it.
[[nodiscard]] Program program(Settings& settings);

/// "tarsach-indexer 0.1.0 (commit …, schema 1, analysis 1)"
[[nodiscard]] std::string program_version();

}  // namespace tarsach::indexer

// How the last run of the indexer ended, kept beside the generations so that `status` and a monitor can tell a schedule
// that fails from one that has nothing to do: INDEX/last-run.json, written whole at the end of each run of build or
// update that had the index to itself.
//
//   {"command":"update","begun":"2026-11-22T03:48:13Z","ended":"2026-11-22T03:48:37Z","seconds":24.1,"exitStatus":0,
//    "error":"","generation":42}
//
// A run that found another one at work has not changed anything and writes nothing. Neither does one that was killed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "base/utc_time.h"

namespace tarsach::indexer {

inline constexpr const char* kLastRunName = "last-run.json";

struct LastRun {
  std::string command;  // "build", "update"
  UtcTime begun{}, ended{};
  double seconds = 0;
  int exit_status = 0;
  std::string error = {};        // empty: it succeeded
  std::uint64_t generation = 0;  // the current one when it ended; 0: there is none

  [[nodiscard]] bool succeeded() const { return exit_status == 0; }
};

/// kNotFound if none has ended yet.
[[nodiscard]] Result<LastRun> read_last_run(const std::filesystem::path& index);
[[nodiscard]] Result<void> write_last_run(const LastRun& run, const std::filesystem::path& index);

}  // namespace tarsach::indexer

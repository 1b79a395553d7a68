// `tarsach-indexer build` and `update`: lock, read, index, publish, tell.
#pragma once

#include "base/result.h"
#include "indexer/options.h"

namespace tarsach::indexer {

/// The exit status: 0, or 128 + the signal that ended it. Everything that it says goes to standard error.
[[nodiscard]] Result<int> run_build(const Settings& settings);
/// The same, with the work of what has changed only; nothing is published when nothing has.
[[nodiscard]] Result<int> run_update(const Settings& settings);

/// kUsage for sources that are missing, or in which the index itself would be read as articles.
[[nodiscard]] Result<void> check_sources(const Settings& settings);

}  // namespace tarsach::indexer

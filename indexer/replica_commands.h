// `tarsach-indexer publish`, which brings a generation to replicas, and `accept`, which takes one on a replica.
#pragma once

#include "base/result.h"
#include "indexer/options.h"

namespace tarsach::indexer {

/// Each target is tried, and its result told, whatever became of the others. The exit status is that of the first one
/// that failed.
[[nodiscard]] Result<int> run_publish(const Settings& settings);

[[nodiscard]] Result<int> run_accept(const Settings& settings);

}  // namespace tarsach::indexer

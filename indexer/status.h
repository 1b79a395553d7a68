// What `tarsach-indexer status` tells: the generations, how old the current one is, how the last run ended.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/utc_time.h"
#include "schema/index_dir.h"

namespace tarsach::indexer {

enum class StatusFormat : std::uint8_t {
  kText,
  kJson,
  kPrometheus,  // for node_exporter's textfile collector
};
/// "text", "json", "prometheus"
[[nodiscard]] StatusFormat status_format(std::string_view name);

/// The current generation and the others. kUnavailable if nothing was published yet; for Prometheus that is a 0, for a
/// first run that failed has to be told too.
[[nodiscard]] Result<std::string> status(const schema::IndexDir& index, StatusFormat format,
                                         UtcTime now = std::chrono::system_clock::now());

}  // namespace tarsach::indexer

// What the daemon counts as Prometheus reads it: text format 0.0.4, written by the serialiser of prometheus-cpp, which
// is used nowhere else. Every series is there from the start, at 0, so that the first of something is seen as a rise; a
// status that no alert is about appears when it is first answered.
//
//   std::string text = to_prometheus_text(metrics, {look_at_readiness(context), read_process(), now});
#pragma once

#include <chrono>
#include <string>

#include "searchd/metrics.h"
#include "searchd/process.h"
#include "searchd/readiness.h"

namespace tarsach::searchd {

/// What is not counted but looked at when it is asked for.
struct Observation {
  Readiness readiness = {};
  ProcessReading process = {};
  std::chrono::system_clock::time_point now = {};
  std::uint64_t dropped_log_lines = 0;
};

[[nodiscard]] std::string to_prometheus_text(const Metrics& metrics, const Observation& seen);

}  // namespace tarsach::searchd

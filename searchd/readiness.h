// Whether the daemon answers searches, and what is not as it should be. A reason to take it out of service and a reason
// to look after it are different things: a daemon whose newest generation is broken serves the one before.
//
//   const Readiness readiness = look_at_readiness(context);
//   if (readiness.problem) …503…                       // draining, nothing to serve, the index can not be read
//   for (const Degradation& one : readiness.degraded) …
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/routes.h"

namespace tarsach::searchd {

struct Degradation {
  std::string_view reason;                                          // stable: one of kDegradations
  std::optional<std::chrono::system_clock::time_point> since = {};  // if that is known
};

inline constexpr std::string_view kReloadFailing = "reload_failing";  // a newer generation can not be served
inline constexpr std::string_view kOverloaded = "overloaded";         // no search more can wait
inline constexpr std::string_view kNoDictionary = "no_dictionary";    // rules alone find the forms of words
inline constexpr std::array kDegradations = {kReloadFailing, kOverloaded, kNoDictionary};

struct Readiness {
  std::optional<ProblemCode> problem = {};       // why it is not ready
  std::optional<std::size_t> silent_shard = {};  // of another host, if that is why
  std::vector<Degradation> degraded = {};
  query::IndexState index = {};
};

/// Asks the index for a document that is not there: one look into its tables.
[[nodiscard]] Readiness look_at_readiness(const Context& context);

}  // namespace tarsach::searchd

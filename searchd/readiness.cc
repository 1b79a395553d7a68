#include "searchd/readiness.h"

namespace tarsach::searchd {
namespace {

/// Errors of a connection name its other end: the longest place that stands there, as „10.0.0.7:700“ stands in
/// „10.0.0.7:7001“ too.
std::optional<std::size_t> shard_named_in(const std::string& message, const schema::RemoteShards& remote) {
  std::optional<std::size_t> named;
  std::size_t longest = 0;
  for (const schema::RemoteShard& shard : remote.shards) {
    const std::string place = shard.place();
    if (place.size() <= longest || message.find(place) == std::string::npos) continue;
    named = shard.number;
    longest = place.size();
  }
  return named;
}

void look_for_problem(const Context& context, Readiness& readiness) {
  if (context.draining) {
    readiness.problem = ProblemCode::kDraining;
  } else if (readiness.index.generation == 0) {
    readiness.problem = ProblemCode::kNoIndex;
  } else if (const auto found = context.engine.document("");  // no article has an empty id
             !found && found.error().code != ErrorCode::kNotFound) {
    readiness.problem = ProblemCode::kUnavailable;
    readiness.silent_shard = shard_named_in(found.error().message, context.engine.remote_shards());
  }
}

bool is_overloaded(const Metrics& metrics) {
  const auto most = metrics.most_waiting_searches.value();
  return most > 0 && metrics.waiting_searches.value() >= most;
}

}  // namespace

Readiness look_at_readiness(const Context& context) {
  Readiness readiness;
  readiness.index = context.engine.state();
  look_for_problem(context, readiness);
  if (const auto failure = context.metrics.reloads.read().failure)
    readiness.degraded.push_back({kReloadFailing, failure->since});
  if (is_overloaded(context.metrics)) readiness.degraded.push_back({kOverloaded});
  if (readiness.index.generation != 0 && !readiness.index.has_dictionary) readiness.degraded.push_back({kNoDictionary});
  return readiness;
}

}  // namespace tarsach::searchd

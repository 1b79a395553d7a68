#include "searchd/readiness.h"

namespace tarsach::searchd {
namespace {

/// Errors of a connection name its other end.
std::optional<std::size_t> shard_named_in(const std::string& message, const schema::RemoteShards& remote) {
  for (const schema::RemoteShard& shard : remote.shards)
    if (message.find(shard.place()) != std::string::npos) return shard.number;
  return std::nullopt;
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

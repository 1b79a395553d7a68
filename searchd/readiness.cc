#include "searchd/readiness.h"

namespace tarsach::searchd {
namespace {

std::optional<ProblemCode> problem_of(const Context& context, const query::IndexState& index) {
  if (context.draining) return ProblemCode::kDraining;
  if (index.generation == 0) return ProblemCode::kNoIndex;
  const auto found = context.engine.document("");  // no article has an empty id
  if (!found && found.error().code != ErrorCode::kNotFound) return ProblemCode::kUnavailable;
  return std::nullopt;
}

bool is_overloaded(const Metrics& metrics) {
  const auto most = metrics.most_waiting_searches.value();
  return most > 0 && metrics.waiting_searches.value() >= most;
}

}  // namespace

Readiness look_at_readiness(const Context& context) {
  Readiness readiness;
  readiness.index = context.engine.state();
  readiness.problem = problem_of(context, readiness.index);
  if (const auto failure = context.metrics.reloads.read().failure)
    readiness.degraded.push_back({kReloadFailing, failure->since});
  if (is_overloaded(context.metrics)) readiness.degraded.push_back({kOverloaded});
  if (readiness.index.generation != 0 && !readiness.index.has_dictionary) readiness.degraded.push_back({kNoDictionary});
  return readiness;
}

}  // namespace tarsach::searchd

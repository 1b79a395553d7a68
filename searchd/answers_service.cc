#include "base/log.h"
#include "searchd/answering.h"
#include "searchd/answers.h"
#include "searchd/exposition.h"
#include "searchd/json.h"
#include "searchd/openapi.h"

namespace tarsach::searchd {

Outcome alive(const Call& call) { return respond(call, kJson, alive_json()); }

Outcome ready(const Call& call) {
  const auto readiness = look_at_readiness(call.context);
  if (readiness.silent_shard) {
    const auto shard = std::to_string(*readiness.silent_shard);
    return tl::unexpected(
        Problem{*readiness.problem,
                {{"remote-shard",
                  {"Част " + shard + " от индекса не отговаря или не е от същото издание.",
                   "Shard " + shard + " of the index does not answer, or is of another generation."}}}});
  }
  if (readiness.problem) return tl::unexpected(Problem{*readiness.problem, {}});
  return respond(call, kJson, ready_json(readiness));
}

Outcome metrics(const Call& call) {
  const auto now = std::chrono::system_clock::now();
  const Observation seen{look_at_readiness(call.context), read_process(), now, log::dropped_lines()};
  return respond(call, kPrometheusText, to_prometheus_text(call.context.metrics, seen));
}

Outcome version(const Call& call) { return respond(call, kJson, version_json(call.context.engine.state())); }

Outcome openapi(const Call& call) {
  static const std::string description = openapi_json();
  const auto tag = tag_of_text(description);
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  return respond(call, kJson, description, tag);
}

}  // namespace tarsach::searchd

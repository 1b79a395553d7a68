#include "searchd/answering.h"
#include "searchd/answers.h"
#include "searchd/json.h"
#include "searchd/openapi.h"

namespace tarsach::searchd {

Outcome alive(const Call& call) { return respond(call, kJson, alive_json()); }

Outcome ready(const Call& call) {
  if (call.context.draining) return tl::unexpected(Problem{ProblemCode::kDraining, {}});
  const auto index = call.context.engine.state();
  if (index.generation == 0) return tl::unexpected(Problem{ProblemCode::kNoIndex, {}});
  return respond(call, kJson, ready_json(index));
}

Outcome version(const Call& call) { return respond(call, kJson, version_json(call.context.engine.state())); }

Outcome openapi(const Call& call) {
  static const std::string description = openapi_json();
  const auto tag = tag_of_text(description);
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  return respond(call, kJson, description, tag);
}

}  // namespace tarsach::searchd

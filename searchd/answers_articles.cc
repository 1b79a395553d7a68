#include "query/json.h"
#include "searchd/answering.h"
#include "searchd/answers.h"

namespace tarsach::searchd {

Outcome document(const Call& call) {
  if (const auto nothing = read_search(call); !nothing) return tl::unexpected(nothing.error());
  const auto tag = tag_of(call, {});
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto document = call.context.engine.document(call.variable);
  if (!document) return tl::unexpected(to_problem(document.error(), call.route.missing));
  return respond(call, kJson, query::to_json(*document, {.request_id = call.request.id, .fields = {}}), tag);
}

Outcome event(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto tag = tag_of(call, to_query_string(*search, call.route.endpoint));
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  const query::EventRequest wanted{call.variable, search->event_articles};
  const auto found =
      run(call, [&](const query::Deadline& deadline) { return call.context.engine.event(wanted, deadline); });
  if (!found) return tl::unexpected(found.error());
  return timed(respond(call, kJson, query::to_json(found->value, {.request_id = call.request.id}), tag), *found);
}

}  // namespace tarsach::searchd

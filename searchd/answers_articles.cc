#include "query/json.h"
#include "searchd/answering.h"
#include "searchd/answers.h"

namespace tarsach::searchd {

Outcome document(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto tag = tag_of(call, canonical_of(call, *search));
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto& engine = call.context.engine;
  const auto found = run(call, [&](const query::Deadline& deadline) {
    return search->request.query.empty() ? engine.document(call.variable)
                                         : engine.document(call.variable, search->request, deadline);
  });
  if (!found) return tl::unexpected(found.error());
  return timed(respond(call, kJson, query::to_json(found->value), tag), *found);
}

Outcome similar(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = to_query_string(*search, call.route.endpoint);
  if (const auto tag = tag_of(call, canonical); is_fresh(call.request, tag)) return not_modified(call, tag);
  const query::SimilarRequest wanted{call.variable, search->similar};
  const auto found =
      run(call, [&](const query::Deadline& deadline) { return call.context.engine.similar(wanted, deadline); });
  if (!found) return tl::unexpected(found.error());
  return timed(respond(call, kJson, query::to_json(wanted, found->value, {.request_id = call.request.id}),
                       tag_of(call, canonical, found->value.index.generation)),
               *found);
}

Outcome event(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = to_query_string(*search, call.route.endpoint);
  if (const auto tag = tag_of(call, canonical); is_fresh(call.request, tag)) return not_modified(call, tag);
  const query::EventRequest wanted{call.variable, search->event_articles};
  const auto found =
      run(call, [&](const query::Deadline& deadline) { return call.context.engine.event(wanted, deadline); });
  if (!found) return tl::unexpected(found.error());
  return timed(respond(call, kJson, query::to_json(found->value, {.request_id = call.request.id}),
                       tag_of(call, canonical, found->value.index.generation)),
               *found);
}

}  // namespace tarsach::searchd

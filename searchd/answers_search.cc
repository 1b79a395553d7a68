#include <algorithm>
#include <optional>

#include "query/json.h"
#include "searchd/answering.h"
#include "searchd/answers.h"
#include "searchd/negotiation.h"
#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

query::Envelope envelope_of(const Call& call, const Search& search) {
  const auto url_of = [search](const query::OtherReading& reading) {
    return address_of(other_search(search, reading));
  };
  const auto url_of_remedy = [search](const query::Remedy& remedy) {
    return address_of(remedied_search(search, remedy));
  };
  return {call.request.id, search.fields, url_of, url_of_remedy, nullptr};
}

struct Answer {
  query::Response response;
  std::optional<query::Explanation> explanation;  // if it was asked for
};

Result<Answer> find(const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
  TARSACH_TRY(auto response, engine.search(search.request, deadline));
  if (!search.explain) return Answer{std::move(response), std::nullopt};
  TARSACH_TRY(auto explanation, engine.explain(search.request, deadline));
  return Answer{std::move(response), std::move(explanation)};
}

bool wants_open_search(const Call& call, const Search& search) {
  if (search.form == SuggestionForm::kAsAccepted) return prefers_open_search(call.request.header("accept"));
  return search.form == SuggestionForm::kAsOpenSearch;
}

}  // namespace

Outcome search(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = canonical_of(call, *search);
  if (const auto tag = tag_of(call, canonical); is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto found =
      run(call, [&](const query::Deadline& deadline) { return find(call.context.engine, *search, deadline); });
  if (!found) return tl::unexpected(found.error());
  const auto& [response, explanation] = found->value;
  auto envelope = envelope_of(call, *search);
  envelope.explanation = explanation ? &*explanation : nullptr;
  return timed(respond(call, kJson, query::to_json(search->request, response, envelope),
                       tag_of(call, canonical, response.index.generation)),
               *found);
}

Outcome explain(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = canonical_of(call, *search);
  if (const auto tag = tag_of(call, canonical); is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto found = run(
      call, [&](const query::Deadline& deadline) { return call.context.engine.explain(search->request, deadline); });
  if (!found) return tl::unexpected(found.error());
  return timed(respond(call, kJson, query::to_json(found->value, {.request_id = call.request.id}),
                       tag_of(call, canonical, found->value.index.generation)),
               *found);
}

Outcome facet(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto tag = tag_of(call, canonical_of(call, *search));
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto* row = std::find_if(schema::kFields.begin(), schema::kFields.end(),
                                 [&](const schema::FieldRow& field) { return field.name == call.variable; });
  const auto found = run(call, [&](const query::Deadline& deadline) {
    return call.context.engine.facet(search->request, row->field, search->facet_query, deadline);
  });
  if (!found) return tl::unexpected(found.error());
  return timed(respond(call, kJson, query::to_json(found->value), tag), *found);
}

Outcome suggest(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const bool for_browser = wants_open_search(call, *search);
  const auto tag = tag_of(call, to_query_string(*search, call.route.endpoint) + (for_browser ? "#opensearch" : ""));
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  const query::SuggestRequest wanted{search->request.query, search->suggestions};
  const auto found =
      run(call, [&](const query::Deadline& deadline) { return call.context.engine.suggest(wanted, deadline); });
  if (!found) return tl::unexpected(found.error());
  auto response = for_browser ? respond(call, kSuggestionsJson, query::to_open_search_json(wanted, found->value), tag)
                              : respond(call, kJson, query::to_json(wanted, found->value), tag);
  return timed(std::move(response), *found);
}

}  // namespace tarsach::searchd

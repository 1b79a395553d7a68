#include <algorithm>
#include <optional>

#include "query/json.h"
#include "searchd/answering.h"
#include "searchd/answers.h"
#include "searchd/negotiation.h"
#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

query::Envelope envelope_of(const Search& search) {
  const auto url_of = [search](const query::OtherReading& reading) {
    return address_of(other_search(search, reading));
  };
  const auto url_of_remedy = [search](const query::Remedy& remedy) {
    return address_of(remedied_search(search, remedy));
  };
  return {{}, search.fields, url_of, url_of_remedy, nullptr, query::Ends::kLater};
}

struct Answer {
  query::Response response;
  std::optional<query::Explanation> explanation;  // if it was asked for
  query::IndexState index;
};

Result<Answer> find(const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
  TARSACH_TRY(auto response, engine.search(search.request, deadline));
  const auto index = response.index;
  if (!search.explain) return Answer{std::move(response), std::nullopt, index};
  TARSACH_TRY(auto explanation, engine.explain(search.request, deadline));
  return Answer{std::move(response), std::move(explanation), index};
}

}  // namespace

Outcome search(const Call& call) {
  return answer_from_index(call, find, [](const Search& search, const Answer& found) {
    auto envelope = envelope_of(search);
    envelope.explanation = found.explanation ? &*found.explanation : nullptr;
    return Body{kJson, query::to_json(search.request, found.response, envelope), facts_of(found.response),
                query::Ending{found.response.milliseconds, found.index}};
  });
}

Outcome explain(const Call& call) {
  return answer_from_index(
      call,
      [](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return engine.explain(search.request, deadline);
      },
      [](const Search&, const query::Explanation& found) {
        return Body{kJson, query::to_json(found, {.ends = query::Ends::kLater}), {}, query::Ending{{}, found.index}};
      });
}

Outcome facet(const Call& call) {
  const auto* row = std::find_if(schema::kFields.begin(), schema::kFields.end(),
                                 [&](const schema::FieldRow& field) { return field.name == call.variable; });
  return answer_from_index(
      call,
      [&](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return engine.facet(search.request, row->field, search.facet_query, deadline);
      },
      [](const Search&, const query::Facet& found) {
        return Body{kJson, query::to_json(found)};
      });
}

Outcome suggest(const Call& call) {
  const auto wanted = [](const Search& search) {
    return query::SuggestRequest{search.request.query, search.suggestions};
  };
  const bool accepts_open_search = prefers_open_search(call.request.header("accept"));
  return answer_from_index(
      call,
      [&](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return engine.suggest(wanted(search), deadline);
      },
      [&](const Search& search, const std::vector<query::Suggestion>& found) {
        const bool is_for_browser = search.form == SuggestionForm::kAsAccepted
                                        ? accepts_open_search
                                        : search.form == SuggestionForm::kAsOpenSearch;
        auto body = is_for_browser ? Body{kSuggestionsJson, query::to_open_search_json(wanted(search), found)}
                                   : Body{kJson, query::to_json(wanted(search), found)};
        body.facts.suggestions = found.size();
        return body;
      },
      accepts_open_search ? "#opensearch" : "");
}

}  // namespace tarsach::searchd

#include "query/json.h"
#include "searchd/answering.h"
#include "searchd/answers.h"

namespace tarsach::searchd {

Outcome document(const Call& call) {
  return answer_from_index(
      call,
      [&](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return search.request.query.empty() ? engine.document(call.variable)
                                            : engine.document(call.variable, search.request, deadline);
      },
      [](const Search&, const query::Hit& found) {
        return Body{kJson, query::to_json(found)};
      });
}

Outcome similar(const Call& call) {
  const auto wanted = [&](const Search& search) { return query::SimilarRequest{call.variable, search.similar}; };
  return answer_from_index(
      call,
      [&](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return engine.similar(wanted(search), deadline);
      },
      [&](const Search& search, const query::Similar& found) {
        return Body{kJson,
                    query::to_json(wanted(search), found, {.ends = query::Ends::kLater}),
                    {},
                    query::Ending{{}, found.index}};
      });
}

Outcome event(const Call& call) {
  return answer_from_index(
      call,
      [&](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return engine.event({call.variable, search.event_articles}, deadline);
      },
      [](const Search&, const query::EventAnswer& found) {
        return Body{kJson, query::to_json(found, {.ends = query::Ends::kLater}), {}, query::Ending{{}, found.index}};
      });
}

}  // namespace tarsach::searchd

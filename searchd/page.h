// The pages that people see: plain HTML that needs no scripts. Markup is in searchd/page, words in wording.h; every
// string from outside is escaped (html.h).
#pragma once

#include <string>

#include "query/events.h"
#include "query/request.h"
#include "query/similar.h"
#include "schema/vocabulary.h"
#include "searchd/parameters.h"
#include "searchd/problem.h"

namespace tarsach::searchd {

/// What the engine is to be asked for the page of a search: with all values of the facets, of which the page chooses.
[[nodiscard]] query::Request page_request(const Search& search);
/// The answer, or the first page if nothing was asked: it tells of the events of the vocabulary.
[[nodiscard]] std::string search_page(const Search& search, const query::Response& found,
                                      const schema::Vocabulary& vocabulary);
[[nodiscard]] std::string event_page(const Search& search, const query::EventAnswer& answer);
/// The article as it was found: with marks, if `article` has them.
[[nodiscard]] std::string article_page(const Search& search, const query::Hit& article, const query::Similar& similar);
[[nodiscard]] std::string problem_page(const Problem& problem, const Request& request, Language language);

}  // namespace tarsach::searchd

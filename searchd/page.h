// The pages that people see: plain HTML that needs no scripts. Markup is in searchd/page, words in wording.h; every
// string from outside is escaped (html.h).
#pragma once

#include <string>

#include "query/request.h"
#include "searchd/parameters.h"
#include "searchd/problem.h"

namespace tarsach::searchd {

[[nodiscard]] std::string search_page(const Search& search, const query::Response& found);
[[nodiscard]] std::string article_page(const Search& search, const query::Hit& article);
[[nodiscard]] std::string problem_page(const Problem& problem, const Request& request, Language language);

}  // namespace tarsach::searchd

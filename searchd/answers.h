// What each route answers (routes.cc), by subject.
#pragma once

#include "searchd/routes.h"

namespace tarsach::searchd {

// answers_search.cc
[[nodiscard]] Outcome search(const Call& call);
[[nodiscard]] Outcome explain(const Call& call);
[[nodiscard]] Outcome facet(const Call& call);
[[nodiscard]] Outcome suggest(const Call& call);

// answers_articles.cc
[[nodiscard]] Outcome document(const Call& call);
[[nodiscard]] Outcome similar(const Call& call);
[[nodiscard]] Outcome event(const Call& call);

// answers_page.cc
[[nodiscard]] Outcome search_as_page(const Call& call);
[[nodiscard]] Outcome article_as_page(const Call& call);
[[nodiscard]] Outcome event_as_page(const Call& call);
[[nodiscard]] Outcome stylesheet(const Call& call);
[[nodiscard]] Outcome script(const Call& call);
[[nodiscard]] Outcome icon(const Call& call);
[[nodiscard]] Outcome no_icon(const Call& call);
[[nodiscard]] Outcome to_search(const Call& call);

// answers_feeds.cc
[[nodiscard]] Outcome feed(const Call& call);
[[nodiscard]] Outcome open_search(const Call& call);

// answers_service.cc
[[nodiscard]] Outcome alive(const Call& call);
[[nodiscard]] Outcome ready(const Call& call);
[[nodiscard]] Outcome metrics(const Call& call);
[[nodiscard]] Outcome version(const Call& call);
[[nodiscard]] Outcome openapi(const Call& call);

}  // namespace tarsach::searchd

#include "searchd/answering.h"
#include "searchd/answers.h"
#include "searchd/page.h"
#include "searchd/page_files.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kSimilarArticles = 4;  // of each language

struct ReadArticle {
  query::Hit article;
  query::Similar similar;
  query::IndexState index;
};

/// A file that is built into the program.
Outcome asset(const Call& call, std::string_view name) {
  const auto content = page_file(name);
  const auto tag = tag_of_text(content);
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  return respond(call, call.route.answers[0].type, std::string(content), tag);
}

}  // namespace

Outcome search_as_page(const Call& call) {
  return answer_from_index(
      call,
      [](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return engine.search(page_request(search), deadline);
      },
      [&](const Search& search, const query::Response& found) {
        return Body{kHtml, search_page(search, found, *call.context.engine.vocabulary()), facts_of(found)};
      });
}

Outcome article_as_page(const Call& call) {
  return answer_from_index(
      call,
      [](const query::Engine& engine, const Search& search, const query::Deadline& deadline) -> Result<ReadArticle> {
        TARSACH_TRY(auto article, engine.document(search.id, search.request, deadline));
        TARSACH_TRY(auto similar, engine.similar({search.id, kSimilarArticles}, deadline));
        const auto index = similar.index;
        return ReadArticle{std::move(article), std::move(similar), index};
      },
      [](const Search& search, const ReadArticle& found) {
        return Body{kHtml, article_page(search, found.article, found.similar)};
      });
}

Outcome event_as_page(const Call& call) {
  return answer_from_index(
      call,
      [](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return engine.event({.id = search.id}, deadline);
      },
      [](const Search& search, const query::EventAnswer& found) {
        return Body{kHtml, event_page(search, found)};
      });
}

Outcome stylesheet(const Call& call) { return asset(call, "page.css"); }

Outcome script(const Call& call) { return asset(call, "page.js"); }

Outcome icon(const Call& call) { return asset(call, "icon.svg"); }

Outcome no_icon(const Call& call) {
  auto response = respond(call, {}, {});
  response.status = call.route.status;
  return response;
}

Outcome to_search(const Call& call) {
  auto response = respond(call, {}, {});
  response.status = call.route.status;
  response.headers.push_back({"Location", "/search"});
  return response;
}

}  // namespace tarsach::searchd

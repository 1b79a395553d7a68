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
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = canonical_of(call, *search);
  if (const auto tag = tag_of(call, canonical); is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto found = run(call, [&](const query::Deadline& deadline) {
    return call.context.engine.search(page_request(*search), deadline);
  });
  if (!found) return tl::unexpected(found.error());
  return timed(respond(call, kHtml, search_page(*search, found->value, *call.context.engine.vocabulary()),
                       tag_of(call, canonical, found->value.index.generation)),
               *found);
}

Outcome article_as_page(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = canonical_of(call, *search);
  if (const auto tag = tag_of(call, canonical); is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto found = run(call, [&](const query::Deadline& deadline) -> Result<ReadArticle> {
    const auto& engine = call.context.engine;
    TARSACH_TRY(auto article, engine.document(search->id, search->request, deadline));
    TARSACH_TRY(auto similar, engine.similar({search->id, kSimilarArticles}, deadline));
    return ReadArticle{std::move(article), std::move(similar)};
  });
  if (!found) return tl::unexpected(found.error());
  const auto& [article, similar] = found->value;
  return timed(
      respond(call, kHtml, article_page(*search, article, similar), tag_of(call, canonical, similar.index.generation)),
      *found);
}

Outcome event_as_page(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = to_query_string(*search, call.route.endpoint);
  if (const auto tag = tag_of(call, canonical); is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto found = run(
      call, [&](const query::Deadline& deadline) { return call.context.engine.event({.id = search->id}, deadline); });
  if (!found) return tl::unexpected(found.error());
  return timed(
      respond(call, kHtml, event_page(*search, found->value), tag_of(call, canonical, found->value.index.generation)),
      *found);
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

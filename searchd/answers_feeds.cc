#include "searchd/answering.h"
#include "searchd/answers.h"
#include "searchd/feed.h"
#include "searchd/opensearch.h"
#include "searchd/site.h"

namespace tarsach::searchd {

Outcome feed(const Call& call) {
  const auto site = site_of(call.context.public_url, call.request);
  return answer_from_index(
      call,
      [](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
        return engine.search(feed_request(search), deadline);
      },
      [&](const Search& search, const query::Response& found) {
        return Body{kAtom, atom_feed(search, found, site), facts_of(found)};
      },
      " " + site);
}

Outcome open_search(const Call& call) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto site = site_of(call.context.public_url, call.request);
  auto description = open_search_description(site, search->language.value_or(Language::kBulgarian));
  const auto tag = tag_of_text(description);
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  return respond(call, kOpenSearchXml, std::move(description), tag);
}

}  // namespace tarsach::searchd

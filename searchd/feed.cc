#include "searchd/feed.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "searchd/html.h"
#include "searchd/http.h"
#include "searchd/page_parts.h"
#include "searchd/site.h"
#include "searchd/url.h"
#include "searchd/value_type.h"
#include "searchd/wording.h"
#include "searchd/xml.h"

namespace tarsach::searchd {
namespace {

constexpr std::string_view kNoDate = "1970-01-01T00:00:00Z";

/// The instant of RFC 3339 at which the date begins.
std::string instant_of(const schema::Date& date) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT00:00:00Z", date.year, std::max<int>(1, date.month),
                std::max<int>(1, date.day));
  return text.data();
}

/// "tag:example.org,2026:article:varna-2018". The year is that of the first such tags: it never changes.
std::string tag_uri(std::string_view site, std::string_view kind, std::string_view name) {
  return "tag:" + host_name(site) + ",2026:" + std::string(kind) + ":" + percent_encode(name);
}

/// What is chosen, as the chips of the page call it: "Финансиране", "без 2017", "от 5 юли 2018 г."
std::vector<std::string> chosen(const Search& search, const query::Response& found) {
  const auto language = language_of(search);
  const auto after = [&](Phrase word, const std::string& text) {
    return std::string(words(word, language)) + " " + text;
  };
  std::vector<std::string> texts;
  auto filters = search.request.filters;  // in one order, however they were asked for
  std::stable_sort(filters.begin(), filters.end(), [](const auto& a, const auto& b) { return a.field < b.field; });
  for (const auto& filter : filters) {
    for (const auto& value : filter.values) texts.push_back(value_label(found, filter.field, value, language));
    for (const auto& value : filter.excluded) texts.push_back(excluded_label(found, filter.field, value, language));
  }
  if (const auto& from = search.request.from; from.known())
    texts.push_back(after(Phrase::kFrom, long_date(from, language)));
  if (const auto& to = search.request.to; to.known()) texts.push_back(after(Phrase::kTo, long_date(to, language)));
  return texts;
}

/// Two feeds of one reader are told apart by it: "Търсач: среща, Финансиране, без 2017".
std::string title_of(const Search& search, const query::Response& found) {
  const auto language = language_of(search);
  auto texts = chosen(search, found);
  if (!search.request.query.empty()) texts.insert(texts.begin(), search.request.query);
  return std::string(words(Phrase::kName, language)) + ": " +
         (texts.empty() ? std::string(words(Phrase::kBrowsing, language)) : joined(texts, ", "));
}

class Feed {
 public:
  Feed(const Search& search, std::string_view site) : search_(search), site_(site) {}

  std::string write(const query::Response& found) {
    const auto language = language_of(search_);
    xml_.open("feed", {{"xmlns", "http://www.w3.org/2005/Atom"},
                       {"xmlns:opensearch", "http://a9.com/-/spec/opensearch/1.1/"},
                       {"xml:lang", tag(language)}});
    Search whole = search_;
    whole.page = 1;
    xml_.leaf("id", tag_uri(site_, "feed", to_query_string(whole, Endpoint::kFeed)));
    xml_.leaf("title", title_of(search_, found));
    xml_.leaf("subtitle", words(Phrase::kTagline, language));
    xml_.leaf("updated", found.index.built_at);
    author(words(Phrase::kName, language));
    links(found);
    xml_.leaf("opensearch:totalResults", std::to_string(found.total));
    xml_.leaf("opensearch:startIndex", std::to_string(search_.request.offset + 1));
    xml_.leaf("opensearch:itemsPerPage", std::to_string(search_.per_page));
    for (const auto& hit : found.hits) entry(hit);
    return xml_.take();
  }

 private:
  void author(std::string_view name) {
    xml_.open("author");
    xml_.leaf("name", name);
    xml_.close();
  }

  void link(std::string_view relation, std::string_view type, const std::string& path) {
    xml_.empty("link", {{"rel", relation}, {"type", media_type(type)}, {"href", std::string(site_) + path}});
  }

  void link_to_page(std::string_view relation, std::size_t page) {
    Search other = search_;
    other.page = page;
    link(relation, kAtom, address_of_feed(other));
  }

  void links(const query::Response& found) {
    link("self", kAtom, address_of_feed(search_));
    Search page = search_;
    page.request.sort = query::Sort::kNewestFirst;
    link("alternate", kHtml, address_of(page));
    const auto pages = page_count(search_, found);
    if (pages < 2) return;
    link_to_page("first", 1);
    if (search_.page > 1) link_to_page("previous", std::min(search_.page - 1, pages));
    if (search_.page < pages) link_to_page("next", search_.page + 1);
    link_to_page("last", pages);
  }

  void entry(const query::Hit& hit) {
    xml_.open("entry", {{"xml:lang", hit.language}});
    xml_.leaf("id", tag_uri(site_, "article", hit.id));
    xml_.leaf("title", hit.title.empty() ? hit.id : hit.title);
    xml_.leaf("updated", hit.date.known() ? instant_of(hit.date) : std::string(kNoDate));
    if (hit.date.known()) xml_.leaf("published", instant_of(hit.date));
    if (const auto& name = hit.author.empty() ? hit.source : hit.author; !name.empty()) author(name);
    Search article = empty_search(search_);
    article.id = hit.id;
    link("alternate", kHtml, "/article?" + to_query_string(article, Endpoint::kArticle));
    if (const auto web = web_address(hit.url); !web.empty()) xml_.empty("link", {{"rel", "via"}, {"href", web}});
    for (const auto* labels : {&hit.events, &hit.topics}) categories(*labels);
    if (!hit.formatted_body.empty()) xml_.leaf("summary", hit.formatted_body, {{"type", "html"}});
    xml_.close();
  }

  void categories(const std::vector<query::LabelledId>& labels) {
    for (const auto& [id, label] : labels)
      xml_.empty("category", {{"term", id}, {"label", in(language_of(search_), label)}});
  }

  const Search& search_;
  std::string_view site_;
  Xml xml_;
};

}  // namespace

std::string atom_feed(const Search& search, const query::Response& found, std::string_view site) {
  return Feed(search, site).write(found);
}

std::string address_of_feed(const Search& search) {
  const auto query = to_query_string(search, Endpoint::kFeed);
  return query.empty() ? "/feed.atom" : "/feed.atom?" + query;
}

query::Request feed_request(const Search& search) {
  auto request = search.request;
  request.sort = query::Sort::kNewestFirst;
  request.facets.clear();  // but those that name what is chosen
  for (const auto& filter : request.filters)
    if (filter.field == schema::Field::kEvent || filter.field == schema::Field::kTopic)
      request.facets.push_back(filter.field);
  request.facet_limit = 0;
  return request;
}

}  // namespace tarsach::searchd

#include "searchd/page.h"

#include "searchd/feed.h"
#include "searchd/html.h"
#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kNewestAtHome = 5;  // articles
constexpr std::size_t kWordsAtHome = 24;  // of each

/// "12 резултата", "Всички статии: 142" or that there are none.
std::string summary(const Search& search, std::uint64_t total) {
  const auto language = language_of(search);
  if (total == 0) return std::string(words(Phrase::kNoResults, language));
  if (!search.request.query.empty()) return result_count(total, language);
  if (has_filters(search)) return article_count(total, language);
  return std::string(words(Phrase::kBrowsing, language)) + ": " + grouped(total, language);
}

/// 12 резултата за <q>клъстерна среща</q>
Html heading(const Search& search, std::uint64_t total) {
  Html text = escape(summary(search, total));
  if (search.request.query.empty()) return text;
  text += fill_text(" {{for}} <q>{{query}}</q>",
                    {{"for", say(Phrase::kResultsFor, language_of(search))}, {"query", escape(search.request.query)}});
  return text;
}

/// "клъстерна среща: 12 резултата, страница 2", "Няма резултати: клъстерна среща"
std::string search_title(const Search& search, std::uint64_t total) {
  const auto language = language_of(search);
  const auto number = summary(search, total);
  const auto& query = search.request.query;
  std::string title = query.empty() ? number : total == 0 ? number + ": " + query : query + ": " + number;
  if (search.page > 1)
    title.append(", ").append(words(Phrase::kPageNumber, language)).append(" ").append(grouped(search.page, language));
  return title;
}

Html neighbour(Search search, std::size_t page, std::string_view relation) {
  search.page = page;
  return fill_text(R"(<link rel="{{relation}}" href="{{href}}">)",
                   {{"relation", markup(relation)}, {"href", link_to(search, FromPage::kSame)}});
}

Html neighbours(const Search& search, const query::Response& found) {
  Html links;
  if (search.page > 1) links += neighbour(search, search.page - 1, "prev");
  if (search.page < page_count(search, found)) links += neighbour(search, search.page + 1, "next");
  return links;
}

Html link_to_feed(Search search) {
  search.page = 1;
  return fill_text(R"(<link rel="alternate" type="application/atom+xml" title="Atom" href="{{href}}">)",
                   {{"href", escape(address_of_feed(search))}});
}

/// What belongs to a page of results.
Html related(const Search& search, const query::Response& found) {
  auto links = neighbours(search, found);
  links += link_to_feed(search);
  return links;
}

Html position(const Search& search, const query::Response& found) {
  const auto pages = page_count(search, found);
  if (search.page < 2 || pages < 2) return {};
  const auto language = language_of(search);
  return fill_text(R"(<p class="position">{{page}} {{number}} / {{pages}}</p>)",
                   {{"page", say(Phrase::kPageNumber, language)},
                    {"number", escape(grouped(search.page, language))},
                    {"pages", escape(grouped(pages, language))}});
}

Html link_to_filters(Language language) {
  return fill_text(R"(<a class="tofilters" href="#filters">{{text}}</a>)",
                   {{"text", say(Phrase::kToFilters, language)}});
}

Html problem_details(const Problem& problem, Language language) {
  Html items;
  for (const auto& error : problem.errors)
    items += fill_text("<li><code>{{parameter}}</code>: {{detail}}</li>",
                       {{"parameter", escape(error.parameter)}, {"detail", escape(in(language, error.detail))}});
  return items.text.empty() ? items : fill_text("<ul>{{items}}</ul>", {{"items", items}});
}

}  // namespace

query::Request page_request(const Search& search) {
  query::Request request = search.request;
  request.facet_limit = query::kMaxFacetLimit;
  if (!is_home(search)) return request;
  request.limit = kNewestAtHome;
  request.crop_length = kWordsAtHome;
  return request;
}

std::string search_page(const Search& search, const query::Response& found, const schema::Vocabulary& vocabulary) {
  const auto language = language_of(search);
  if (is_home(search))
    return lay_out({search,
                    std::string(words(Phrase::kTagline, language)),
                    link_to(in_other_language(search)),
                    {},
                    "home",
                    Indexing::kAllowed},
                   home_content(search, found, vocabulary));
  const auto filters = filters_part(search, found);
  const auto content = fill("search.html", {{"kept", kept_inputs(search, found)},
                                            {"heading", heading(search, found.total)},
                                            {"position", position(search, found)},
                                            {"tofilters", filters.text.empty() ? Html{} : link_to_filters(language)},
                                            {"readings", readings_part(search, found)},
                                            {"chips", chips_part(search, found)},
                                            {"choices", found.total > 1 ? choices_part(search) : Html{}},
                                            {"hits", hits_part(search, found)},
                                            {"advice", found.total == 0 ? advice_part(search, found) : Html{}},
                                            {"pages", pages_part(search, found)},
                                            {"filters", filters}});
  return lay_out({search, search_title(search, found.total), link_to(in_other_language(search)), related(search, found),
                  "results"},
                 content);
}

std::string problem_page(const Problem& problem, const Request& request, Language language) {
  const auto& about = row(problem.code);
  Search search;
  if (language == Language::kEnglish) search.language = language;
  const auto content = fill("problem.html", {{"status", escape(std::to_string(about.status))},
                                             {"title", escape(title(about, language))},
                                             {"detail", escape(detail(about, language))},
                                             {"errors", problem_details(problem, language)},
                                             {"home", link_to(search)},
                                             {"back", say(Phrase::kBack, language)},
                                             {"idname", say(Phrase::kRequestId, language)},
                                             {"id", escape(request.id)}});
  return lay_out({search, std::string(title(about, language)), link_to(in_other_language(search)), {}, "problem"},
                 content);
}

}  // namespace tarsach::searchd

#include "searchd/page.h"

#include "searchd/html.h"
#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

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

/// "клъстерна среща: 12 резултата, страница 2"
std::string search_title(const Search& search, std::uint64_t total) {
  const auto language = language_of(search);
  const auto number = summary(search, total);
  std::string title = search.request.query.empty() ? number : search.request.query + ": " + number;
  if (search.page > 1)
    title.append(", ").append(words(Phrase::kPageNumber, language)).append(" ").append(grouped(search.page, language));
  return title;
}

Html neighbour(Search search, std::size_t page, std::string_view relation) {
  search.page = page;
  return fill_text(R"(<link rel="{{relation}}" href="{{href}}">)",
                   {{"relation", markup(relation)}, {"href", link_to(search, FromPage::kSame)}});
}

Html neighbours(const Search& search, std::uint64_t total) {
  Html links;
  if (search.page > 1) links += neighbour(search, search.page - 1, "prev");
  if (search.page < page_count(search, total)) links += neighbour(search, search.page + 1, "next");
  return links;
}

Html position(const Search& search, std::uint64_t total) {
  const auto pages = page_count(search, total);
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

/// Paragraphs are separated by empty lines.
Html paragraphs(std::string_view body) {
  Html result;
  while (!body.empty()) {
    const auto end = body.find("\n\n");
    if (const auto text = body.substr(0, end); text.find_first_not_of(" \n\t") != std::string_view::npos)
      result += fill_text("<p>{{text}}</p>", {{"text", escape(text)}});
    body.remove_prefix(end == std::string_view::npos ? body.size() : end + 2);
  }
  return result;
}

Html source_link(const query::Hit& article, Language language) {
  const auto web = web_address(article.url);
  if (web.empty()) return {};
  return fill_text(R"(<p class="source"><a href="{{href}}">{{text}}</a></p>)",
                   {{"href", escape(web)}, {"text", say(Phrase::kSource, language)}});
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
  return request;
}

std::string search_page(const Search& search, const query::Response& found) {
  const auto language = language_of(search);
  const auto filters = filters_part(search, found);
  const auto content = fill("search.html", {{"kept", kept_inputs(search, found)},
                                            {"heading", heading(search, found.total)},
                                            {"position", position(search, found.total)},
                                            {"tofilters", filters.text.empty() ? Html{} : link_to_filters(language)},
                                            {"readings", readings_part(search, found)},
                                            {"chips", chips_part(search, found)},
                                            {"choices", found.total > 1 ? choices_part(search) : Html{}},
                                            {"hits", hits_part(search, found)},
                                            {"advice", found.total == 0 ? advice_part(search) : Html{}},
                                            {"pages", pages_part(search, found.total)},
                                            {"filters", filters}});
  const bool is_plain = search.request.query.empty() && !has_filters(search) && search.page == 1;
  return lay_out({search, search_title(search, found.total), link_to(in_other_language(search)),
                  neighbours(search, found.total), "results", is_plain ? Indexing::kAllowed : Indexing::kNot},
                 content);
}

std::string article_page(const Search& search, const query::Hit& article) {
  const auto language = language_of(search);
  const auto content = fill("article.html", {{"language", escape(article.language.empty() ? "bg" : article.language)},
                                             {"title", escape(article.title.empty() ? article.id : article.title)},
                                             {"byline", byline_part(article, language)},
                                             {"source", source_link(article, language)},
                                             {"labels", labels_part(empty_search(search), article)},
                                             {"body", paragraphs(article.body)}});
  const auto title = article.title.empty() ? article.id : article.title;
  return lay_out({search, title, link_to_article(in_other_language(search), search.id), {}, "reading"}, content);
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

// The page on which an article is read.
#include "searchd/page.h"
#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

/// Paragraphs of escaped text; empty lines separate them.
Html paragraphs(std::string_view text) {
  Html result;
  while (!text.empty()) {
    const auto end = text.find("\n\n");
    if (const auto one = text.substr(0, end); one.find_first_not_of(" \n\t") != std::string_view::npos)
      result += fill_text("<p>{{text}}</p>\n", {{"text", markup(one)}});
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  }
  return result;
}

Html way_back(const Search& search) {
  const auto language = language_of(search);
  Search results = empty_search(search);
  results.request.query = search.request.query;
  const Html query = search.request.query.empty()
                         ? Html{}
                         : fill_text(" {{for}} <q>{{query}}</q>", {{"for", say(Phrase::kResultsFor, language)},
                                                                   {"query", escape(search.request.query)}});
  return fill_text(R"(<nav class="back"><a href="{{href}}">{{text}}{{query}}</a></nav>)",
                   {{"href", link_to(results)},
                    {"text", say(query.text.empty() ? Phrase::kBack : Phrase::kBackToResults, language)},
                    {"query", query}});
}

Html source_link(const query::Hit& article, Language language) {
  const auto web = web_address(article.url);
  if (web.empty()) return {};
  return fill_text(R"(<p class="source"><a href="{{href}}" rel="noreferrer">{{text}}</a></p>)",
                   {{"href", escape(web)}, {"text", say(Phrase::kSource, language)}});
}

Html similar_part(const Search& search, const std::vector<query::Hit>& articles, Phrase heading) {
  Html items;
  for (query::Hit article : articles) {
    article.formatted_body.clear();
    items += hit_line(empty_search(search), article, Telling::kNoLanguage);
  }
  if (items.text.empty()) return {};
  return fill_text("<section><h2>{{heading}}</h2><ul>{{items}}</ul></section>",
                   {{"heading", say(heading, language_of(search))}, {"items", items}});
}

}  // namespace

std::string article_page(const Search& search, const query::Hit& article, const query::Similar& similar) {
  const auto language = language_of(search);
  const auto title = article.title.empty() ? article.id : article.title;
  const auto other = article.language == "en" ? Phrase::kSimilarInBulgarian : Phrase::kSimilarInEnglish;
  Html near = similar_part(search, similar.same_language, Phrase::kSimilar);
  near += similar_part(search, similar.other_language, other);
  const auto content = fill(
      "article.html",
      {{"back", way_back(search)},
       {"language", language_attribute(article.language, language)},
       {"title", article.formatted_title.empty() ? escape(title) : Html{article.formatted_title}},
       {"byline", byline_part(article, language)},
       {"author",
        article.author.empty() ? Html{} : fill_text(" <span>{{author}}</span>", {{"author", escape(article.author)}})},
       {"labels", labels_part(empty_search(search), article)},
       {"body", paragraphs(article.formatted_body.empty() ? escape(article.body).text : article.formatted_body)},
       {"source", source_link(article, language)},
       {"similar",
        near.text.empty() ? near : fill_text(R"(<aside class="sides">{{near}}</aside>)", {{"near", near}})}});
  return lay_out({search, title, link_to_article(in_other_language(search), search.id), {}, "reading"}, content);
}

}  // namespace tarsach::searchd

#include <algorithm>
#include <array>

#include "searchd/page_parts.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

/// Text in another language than the page's is marked so, for screen readers and hyphenation.
Html language_attribute(const query::Hit& hit, Language page) {
  const bool is_known = hit.language == "bg" || hit.language == "en";
  if (!is_known || hit.language == tag(page)) return {};
  return fill_text(R"( lang="{{language}}")", {{"language", escape(hit.language)}});
}

std::string_view title_or_id(const query::Hit& hit) { return hit.title.empty() ? hit.id : hit.title; }

Html label_link(const Search& search, schema::Field field, const query::LabelledId& label, std::string_view kind) {
  Search narrowed = search;
  auto& values = filter_of(narrowed.request, field).values;
  if (std::find(values.begin(), values.end(), label.id) == values.end()) values.push_back(label.id);
  const auto& text = in(language_of(search), label.label);
  return fill_text(R"(<li><a class="{{kind}}" href="{{href}}" rel="nofollow">{{text}}</a></li>)",
                   {{"kind", markup(kind)},
                    {"href", link_to(narrowed, FromPage::kFirst)},
                    {"text", escape(text.empty() ? label.id : text)}});
}

Html hit_part(const Search& search, const query::Hit& hit) {
  const auto language = language_of(search);
  const auto web = web_address(hit.url);
  const auto article = link_to_article(search, hit.id);
  const Html full_text = web.empty() ? Html{}
                                     : fill_text(R"( <span><a href="{{href}}">{{text}}</a></span>)",
                                                 {{"href", article}, {"text", say(Phrase::kFullText, language)}});
  return fill("hit.html",
              {{"href", web.empty() ? article : escape(web)},
               {"language", language_attribute(hit, language)},
               {"title", hit.formatted_title.empty() ? escape(title_or_id(hit)) : Html{hit.formatted_title}},
               {"byline", byline_part(hit, language)},
               {"fulltext", full_text},
               {"snippet", Html{hit.formatted_body}},
               {"labels", labels_part(search, hit)}});
}

Html page_link(const Search& search, std::size_t page, const Html& text, std::string_view attributes) {
  Search target = search;
  target.page = page;
  return fill_text(R"(<li><a href="{{href}}"{{attributes}}>{{text}}</a></li>)",
                   {{"href", link_to(target, FromPage::kSame)}, {"attributes", markup(attributes)}, {"text", text}});
}

Html current_page(std::size_t page) {
  return fill_text(R"(<li><span aria-current="page">{{page}}</span></li>)", {{"page", escape(std::to_string(page))}});
}

/// A reading that only says what happened has no {from}; the row tells how each kind is put into words.
struct ReadingRow {
  std::string_view kind;
  Phrase phrase;
  bool shows_words;
};
constexpr std::array kReadings = {
    ReadingRow{"transliteration", Phrase::kTransliteration, true},
    ReadingRow{"keyboard", Phrase::kKeyboard, true},
    ReadingRow{"spelling", Phrase::kSpelling, true},
    ReadingRow{"date", Phrase::kDateFilter, true},
    ReadingRow{"translation", Phrase::kTranslation, true},
    ReadingRow{"label", Phrase::kOtherName, true},
    ReadingRow{"fewer_words", Phrase::kFewerWords, false},
    ReadingRow{"most_words", Phrase::kMostWords, false},
    ReadingRow{"taken_as_words", Phrase::kTakenAsWords, true},
    ReadingRow{"prefix_cut", Phrase::kPrefixCut, true},
    ReadingRow{"query_cut", Phrase::kQueryCut, true},
    ReadingRow{"nesting_cut", Phrase::kNestingCut, false},
};

Html reading_part(const query::Reading& reading, Language language) {
  const auto* known =
      std::find_if(kReadings.begin(), kReadings.end(), [&](const ReadingRow& row) { return row.kind == reading.kind; });
  const bool is_known = known != kReadings.end();
  const bool shows_words = (!is_known || known->shows_words) && !reading.from.empty();
  const Html typed = fill_text(" <q>{{from}}</q>", {{"from", escape(reading.from)}});
  const Html read = fill_text(" → <q>{{to}}</q>", {{"to", escape(reading.to)}});
  return fill_text("<li>{{text}}{{typed}}{{read}}</li>",
                   {{"text", say(is_known ? known->phrase : Phrase::kReadAs, language)},
                    {"typed", shows_words ? typed : Html{}},
                    {"read", shows_words && !reading.to.empty() ? read : Html{}}});
}

Html other_reading_part(const Search& search, const query::OtherReading& reading) {
  const auto language = language_of(search);
  const bool as_typed = reading.rewrite == query::Rewrite::kOff;
  return fill_text(R"(<li>{{text}} <a href="{{href}}" rel="nofollow"><q>{{query}}</q></a> ({{total}})</li>)",
                   {{"text", say(as_typed ? Phrase::kAsTyped : Phrase::kDidYouMean, language)},
                    {"href", link_to(other_search(search, reading), FromPage::kFirst)},
                    {"query", escape(reading.query)},
                    {"total", escape(result_count(reading.total, language))}});
}

Html advice(const Html& text) { return fill_text("<li>{{text}}</li>", {{"text", text}}); }

Html advice(const Search& search, Phrase phrase) {
  return advice(fill_text(R"(<a href="{{href}}">{{text}}</a>)",
                          {{"href", link_to(search, FromPage::kFirst)}, {"text", say(phrase, language_of(search))}}));
}

}  // namespace

Html byline_part(const query::Hit& hit, Language language) {
  const auto date = long_date(hit.date, language);
  Html line = date.empty() ? fill_text("<span>{{text}}</span>", {{"text", say(Phrase::kNoDate, language)}})
                           : fill_text(R"(<time datetime="{{iso}}">{{date}}</time>)",
                                       {{"iso", escape(schema::format_iso_date(hit.date))}, {"date", escape(date)}});
  if (!hit.source.empty()) line += fill_text(" <span>{{source}}</span>", {{"source", escape(hit.source)}});
  const bool is_other = (hit.language == "bg" || hit.language == "en") && hit.language != tag(language);
  if (is_other)
    line += fill_text(" <span>{{text}}</span>",
                      {{"text", say(hit.language == "en" ? Phrase::kEnglish : Phrase::kBulgarian, language)}});
  return line;
}

Html labels_part(const Search& search, const query::Hit& hit) {
  Html items;
  for (const auto& event : hit.events) items += label_link(search, schema::Field::kEvent, event, "event");
  for (const auto& topic : hit.topics) items += label_link(search, schema::Field::kTopic, topic, "topic");
  return items.text.empty() ? items : fill_text(R"(<ul class="labels">{{items}}</ul>)", {{"items", items}});
}

Html hits_part(const Search& search, const query::Response& found) {
  if (found.hits.empty()) return {};
  Html items;
  for (const auto& hit : found.hits) items += hit_part(search, hit);
  return fill_text(R"(<ol class="hits" start="{{start}}">{{items}}</ol>)",
                   {{"start", escape(std::to_string(search.request.offset + 1))}, {"items", items}});
}

std::size_t page_count(const Search& search, std::uint64_t total) {
  if (search.per_page == 0) return 0;
  const auto reachable = std::min<std::uint64_t>(total, query::kMaxDepth);
  const auto pages = (reachable + search.per_page - 1) / search.per_page;
  return std::min<std::size_t>(pages, query::kMaxDepth / search.per_page);
}

Html pages_part(const Search& search, std::uint64_t total) {
  constexpr std::size_t kAround = 2;
  const auto language = language_of(search);
  const auto pages = page_count(search, total);
  if (pages < 2) return {};
  const Html gap = markup(R"(<li aria-hidden="true">…</li>)");
  Html items;
  if (search.page > 1) items += page_link(search, search.page - 1, say(Phrase::kPrevious, language), R"( rel="prev")");
  for (std::size_t page = 1; page <= pages; ++page) {
    const bool is_near = page + kAround >= search.page && page <= search.page + kAround;
    if (page == search.page)
      items += current_page(page);
    else if (is_near || page == 1 || page == pages)
      items += page_link(search, page, escape(grouped(page, language)), {});
    else if (page == 2 || page == search.page + kAround + 1)
      items += gap;
  }
  if (search.page < pages) items += page_link(search, search.page + 1, say(Phrase::kNext, language), R"( rel="next")");
  return fill_text(R"(<nav class="pages" aria-label="{{label}}"><ul>{{items}}</ul></nav>)",
                   {{"label", say(Phrase::kPages, language)}, {"items", items}});
}

Search other_search(Search search, const query::OtherReading& reading) {
  search.request.query = reading.query;
  search.request.rewrite = reading.rewrite;
  search.page = 1;
  return search;
}

Search remedied_search(Search search, const query::Remedy& remedy) {
  search.request = remedy.request;
  search.page = 1;
  return search;
}

Html readings_part(const Search& search, const query::Response& found) {
  Html items;
  for (const auto& reading : found.interpretation.applied) items += reading_part(reading, language_of(search));
  for (const auto& other : found.interpretation.alternatives) items += other_reading_part(search, other);
  return items.text.empty() ? items : fill_text(R"(<ul class="readings">{{items}}</ul>)", {{"items", items}});
}

Html advice_part(const Search& search) {
  const auto language = language_of(search);
  Html items = advice(say(Phrase::kAdviceSpelling, language));
  items += advice(say(Phrase::kAdviceFewer, language));
  if (has_filters(search)) items += advice(without_filters(search), Phrase::kAdviceFilters);
  if (search.request.match == query::Match::kAll) {
    Search any = search;
    any.request.match = query::Match::kAny;
    items += advice(any, Phrase::kAdviceAny);
  }
  items += advice(empty_search(search), Phrase::kAdviceBrowse);
  return fill_text(R"(<ul class="advice">{{items}}</ul>)", {{"items", items}});
}

std::string address_of(const Search& search) {
  const auto query = to_query_string(search, Endpoint::kPage);
  return query.empty() ? "/search" : "/search?" + query;
}

Html link_to(const Search& search) { return escape(address_of(search)); }

Html link_to(Search search, FromPage from) {
  if (from == FromPage::kFirst) search.page = 1;
  return link_to(search);
}

Html link_to_article(const Search& search, const std::string& id) {
  Search article = empty_search(search);
  article.id = id;
  return escape("/article?" + to_query_string(article, Endpoint::kArticle));
}

}  // namespace tarsach::searchd

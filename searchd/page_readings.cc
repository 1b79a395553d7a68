#include <algorithm>
#include <array>

#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

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

}  // namespace tarsach::searchd

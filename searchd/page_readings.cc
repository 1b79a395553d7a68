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

/// Whether it says what kind of articles were found: nonsense when there are none.
bool tells_of_results(const query::Reading& reading) {
  return reading.kind == "fewer_words" || reading.kind == "most_words";
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

/// What to call each way to find something: by what is given up, by the query that is left, or by neither.
enum class Shows : std::uint8_t { kNothing, kFilters, kQuery };
struct RemedyRow {
  std::string_view kind;
  Phrase phrase;
  Shows shows;
};
constexpr std::array kRemedies = {
    RemedyRow{"without_quotes", Phrase::kWithoutQuotes, Shows::kQuery},
    RemedyRow{"with_rewriting", Phrase::kWithRewriting, Shows::kNothing},
    RemedyRow{"without_exclusion", Phrase::kWithoutExclusion, Shows::kFilters},
    RemedyRow{"without_filter", Phrase::kWithoutFilter, Shows::kFilters},
    RemedyRow{"without_period", Phrase::kWithoutPeriod, Shows::kNothing},
    RemedyRow{"without_word", Phrase::kOnlyFor, Shows::kQuery},
    RemedyRow{"without_filters", Phrase::kAdviceFilters, Shows::kNothing},
    RemedyRow{"any_word", Phrase::kAnyWord, Shows::kNothing},
    RemedyRow{"without_query", Phrase::kFiltersAlone, Shows::kNothing},
    RemedyRow{"any_word_without_filters", Phrase::kAnyWordWithoutFilters, Shows::kNothing},
};

/// The labels of the filter values that `other` lacks, with commas.
std::string given_up(const query::Request& request, const query::Request& other, const query::Response& found,
                     Language language) {
  std::string labels;
  const auto add_missing = [&](schema::Field field, const std::vector<std::string>& values,
                               const std::vector<std::string>& left) {
    for (const auto& value : values)
      if (std::find(left.begin(), left.end(), value) == left.end())
        labels.append(labels.empty() ? "" : ", ").append(value_label(found, field, value, language));
  };
  for (const auto& filter : request.filters) {
    const auto& rest = filter_of(other, filter.field);
    add_missing(filter.field, filter.values, rest.values);
    add_missing(filter.field, filter.excluded, rest.excluded);
  }
  return labels;
}

/// "варна" of "-варна", "topic:funding" as it was typed.
std::string left_out_of_query(const query::Remedy& remedy) {
  return remedy.what.substr(remedy.what.starts_with('-') ? 1 : 0);
}

Html remedy_part(const Search& search, const query::Response& found, const query::Remedy& remedy) {
  const auto language = language_of(search);
  const auto* known =
      std::find_if(kRemedies.begin(), kRemedies.end(), [&](const RemedyRow& row) { return row.kind == remedy.kind; });
  const auto shows = known == kRemedies.end() ? Shows::kQuery : known->shows;
  std::string words;
  if (shows == Shows::kFilters) words = given_up(search.request, remedy.request, found, language);
  if (shows == Shows::kFilters && words.empty()) words = left_out_of_query(remedy);
  if (shows == Shows::kQuery) words = remedy.request.query;
  return fill_text(R"(<li><a href="{{href}}" rel="nofollow">{{text}}{{words}}</a> <b>{{total}}</b></li>)",
                   {{"href", link_to(remedied_search(search, remedy), FromPage::kFirst)},
                    {"text", say(known == kRemedies.end() ? Phrase::kOnlyFor : known->phrase, language)},
                    {"words", words.empty() ? Html{} : fill_text(" <q>{{words}}</q>", {{"words", escape(words)}})},
                    {"total", escape(result_count(remedy.total, language))}});
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
  for (const auto& reading : found.interpretation.applied)
    if (found.total > 0 || !tells_of_results(reading)) items += reading_part(reading, language_of(search));
  for (const auto& other : found.interpretation.alternatives) items += other_reading_part(search, other);
  return items.text.empty() ? items : fill_text(R"(<ul class="readings">{{items}}</ul>)", {{"items", items}});
}

Html advice_part(const Search& search, const query::Response& found) {
  const auto language = language_of(search);
  Html remedies;
  for (const auto& remedy : found.remedies) remedies += remedy_part(search, found, remedy);
  Html items;
  if (remedies.text.empty()) {
    items += advice(say(Phrase::kAdviceSpelling, language));
    items += advice(say(Phrase::kAdviceFewer, language));
    if (has_filters(search)) items += advice(without_filters(search), Phrase::kAdviceFilters);
  }
  Search all = empty_search(search);
  all.request.sort = query::Sort::kNewestFirst;
  items += advice(all, Phrase::kAdviceBrowse);
  return fill("advice.html", {{"heading", say(remedies.text.empty() ? Phrase::kAdvice : Phrase::kRemedies, language)},
                              {"items", remedies += items}});
}

}  // namespace tarsach::searchd

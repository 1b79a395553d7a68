// The pieces that the pages are put together from (page.h); each gives finished markup.
#pragma once

#include <string>

#include "query/request.h"
#include "searchd/html.h"
#include "searchd/parameters.h"
#include "searchd/wording.h"

namespace tarsach::searchd {

[[nodiscard]] inline Language language_of(const Search& search) {
  return search.language.value_or(Language::kBulgarian);
}

/// A search for nothing, in the same language.
[[nodiscard]] inline Search empty_search(const Search& like) {
  Search search;
  search.language = like.language;
  return search;
}

/// Escaped words of the page.
[[nodiscard]] inline Html say(Phrase phrase, Language language) { return escape(words(phrase, language)); }

// ---- page_frame.cc: what all pages have around their content ----

enum class Indexing : std::uint8_t { kAllowed, kNot };  // by search engines of the web

struct Frame {
  Search search;          // what the form shows
  std::string title;      // of the window; the name of the service follows
  Html other_language;    // link to the same page in the other one
  Html links = {};        // rel="prev" and "next"
  std::string_view kind;  // class of the body
  Indexing indexing = Indexing::kNot;
};

[[nodiscard]] std::string lay_out(const Frame& frame, const Html& content);
[[nodiscard]] Search in_other_language(Search search);

// ---- page_links.cc ----

/// "/search?q=…" of the page for programs: percent-encoded.
[[nodiscard]] std::string address_of(const Search& search);

/// The same to stand in an attribute, short: Cyrillic as it is, and never how many values of a facet are shown. A link
/// to another search begins at its first page.
[[nodiscard]] Html link_to(const Search& search);
enum class FromPage : std::uint8_t { kFirst, kSame };
[[nodiscard]] Html link_to(Search search, FromPage from);
/// With all values of its facets.
[[nodiscard]] Html link_to_all_values(Search search);
/// "/article?q=…&id=…": the words go along, to be marked.
[[nodiscard]] Html link_to_article(const Search& search, const std::string& id);
/// "/event?id=…"
[[nodiscard]] Html link_to_event(const Search& search, const std::string& id);

// ---- page_hits.cc ----

/// The hits, or their groups.
[[nodiscard]] Html hits_part(const Search& search, const query::Response& found);
/// An article in a list that is not the answer to a search: <li> with title, byline and passage.
enum class Telling : std::uint8_t { kLanguage, kNoLanguage };  // where a heading tells it for all
[[nodiscard]] Html hit_line(const Search& search, const query::Hit& hit, Telling telling = Telling::kLanguage);
[[nodiscard]] Html byline_part(const query::Hit& hit, Language language, Telling telling = Telling::kLanguage);
[[nodiscard]] Html labels_part(const Search& search, const query::Hit& hit);
/// ` lang="en"` for text in another language than the page's, for screen readers and hyphenation.
[[nodiscard]] Html language_attribute(std::string_view language, Language page);

// ---- page_events.cc ----

/// An event in a list: <li> with a link to its page and its days.
[[nodiscard]] Html event_line(const Search& search, const query::LabelledId& event, const schema::Date& from,
                              const schema::Date& to);

// ---- page_home.cc ----

/// Whether the first page is shown: nothing is asked, nothing chosen.
[[nodiscard]] bool is_home(const Search& search);
[[nodiscard]] Html home_content(const Search& search, const query::Response& found,
                                const schema::Vocabulary& vocabulary);

// ---- page_readings.cc: what was understood, and what to do when nothing was found ----

/// The same search with another reading of the query.
[[nodiscard]] Search other_search(Search search, const query::OtherReading& reading);
/// What finds something when this search does not.
[[nodiscard]] Search remedied_search(Search search, const query::Remedy& remedy);
[[nodiscard]] Html readings_part(const Search& search, const query::Response& found);
[[nodiscard]] Html advice_part(const Search& search, const query::Response& found);

// ---- page_filters.cc ----

/// Values of a facet, as checkboxes of the form, and the histogram of years; empty if there is nothing to choose.
[[nodiscard]] Html filters_part(const Search& search, const query::Response& found);
/// What the next search keeps of this one and no control shows.
[[nodiscard]] Html kept_inputs(const Search& search, const query::Response& found);
[[nodiscard]] bool has_filters(const Search& search);
[[nodiscard]] Search without_filters(Search search);
[[nodiscard]] const query::Facet* find_facet(const query::Response& found, schema::Field field);
/// The label of a value in the language, or the value itself.
[[nodiscard]] std::string label_of(const query::FacetCount& count, Language language);
/// The label of a value of a filter; a chosen one is always among the counts of its facet.
[[nodiscard]] std::string value_label(const query::Response& found, schema::Field field, const std::string& value,
                                      Language language);
/// Of one that is excluded: "без 2017", "не на английски".
[[nodiscard]] std::string excluded_label(const query::Response& found, schema::Field field, const std::string& value,
                                         Language language);

// ---- page_years.cc ----

/// The histogram, empty for fewer than two years.
[[nodiscard]] Html years_part(const Search& search, const query::Facet& years);

// ---- page_choices.cc: chips, order, pages ----

[[nodiscard]] Html chips_part(const Search& search, const query::Response& found);
[[nodiscard]] Html choices_part(const Search& search);
/// How many pages can be reached.
[[nodiscard]] std::size_t page_count(const Search& search, const query::Response& found);
[[nodiscard]] Html pages_part(const Search& search, const query::Response& found);

}  // namespace tarsach::searchd

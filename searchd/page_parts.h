// The pieces that the search page is put together from (page.h); each gives finished markup.
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

/// "/search?q=…" of the page, and the same to stand in an attribute; a link to another search begins at its first page.
[[nodiscard]] std::string address_of(const Search& search);
[[nodiscard]] Html link_to(const Search& search);
enum class FromPage : std::uint8_t { kFirst, kSame };
[[nodiscard]] Html link_to(Search search, FromPage from);
/// "/article?id=…"
[[nodiscard]] Html link_to_article(const Search& search, const std::string& id);

// page_hits.cc
[[nodiscard]] Html hits_part(const Search& search, const query::Response& found);
[[nodiscard]] Html byline_part(const query::Hit& hit, Language language);
[[nodiscard]] Html labels_part(const Search& search, const query::Hit& hit);
[[nodiscard]] Html pages_part(const Search& search, std::uint64_t total);
/// The same search with another reading of the query.
[[nodiscard]] Search other_search(Search search, const query::OtherReading& reading);
/// What finds something when this search does not.
[[nodiscard]] Search remedied_search(Search search, const query::Remedy& remedy);
[[nodiscard]] Html readings_part(const Search& search, const query::Response& found);
[[nodiscard]] Html advice_part(const Search& search);
/// How many pages can be reached.
[[nodiscard]] std::size_t page_count(const Search& search, std::uint64_t total);

// page_filters.cc
[[nodiscard]] Html filters_part(const Search& search, const query::Response& found);
[[nodiscard]] Html chips_part(const Search& search, const query::Response& found);
[[nodiscard]] Html choices_part(const Search& search);
[[nodiscard]] Html hidden_inputs(const Search& search);
[[nodiscard]] bool has_filters(const Search& search);
[[nodiscard]] Search without_filters(Search search);

}  // namespace tarsach::searchd

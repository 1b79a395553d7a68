// The query string of a request, and what it asks for. Every parameter is one row of parameter_table.cc, which
// docs/http-api.md shows.
//
//   auto search = parse_search("q=среща&year=2018&page=2", Endpoint::kSearch);
//   search->request.query == "среща"; to_query_string(*search, Endpoint::kSearch) == "q=%D1%81…&year=2018&page=2"
//
// Names and values are percent-encoded UTF-8 without control characters. A parameter without a value (as forms send the
// ones left empty) counts as absent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "query/events.h"
#include "query/request.h"
#include "query/similar.h"
#include "query/suggest.h"
#include "searchd/language.h"

namespace tarsach::searchd {

/// How suggestions are written.
enum class SuggestionForm : std::uint8_t { kAsAccepted, kAsJson, kAsOpenSearch };

/// What can be asked, in terms of the interface.
struct Search {
  query::Request request;  // offset and limit follow from page and per_page
  std::size_t page = 1;    // 1-based
  std::size_t per_page = 10;
  std::vector<std::string> fields;   // members of a hit to show; empty: all
  std::optional<Language> language;  // of the page
  std::string facet_query;
  std::size_t suggestions = query::SuggestRequest{}.limit;
  std::size_t event_articles = query::EventRequest{}.limit;  // of each language
  std::size_t similar = query::SimilarRequest{}.limit;       // of each list
  bool explain = false;
  SuggestionForm form = SuggestionForm::kAsAccepted;
  std::string id;  // of an article
};

/// Who takes which parameters: bits, so that a row of the table can name several.
enum class Endpoint : std::uint16_t {
  kNone = 0,  // passes over whatever is sent: pages' files, health checks
  kSearch = 1,
  kFacet = 2,
  kPage = 4,
  kArticle = 8,
  kSuggest = 16,
  kDocument = 32,
  kSimilar = 64,
  kEvent = 128,
  kEventPage = 256,
  kExplain = 512,
  kFeed = 1'024,
  kOpenSearch = 2'048,
};

/// For people: links that they share grow parameters of others, which are passed over.
[[nodiscard]] constexpr bool is_page(Endpoint endpoint) {
  return endpoint == Endpoint::kPage || endpoint == Endpoint::kArticle || endpoint == Endpoint::kEventPage;
}

struct ParameterProblem {
  std::string parameter;
  Text detail;
};
using ParameterProblems = std::vector<ParameterProblem>;

/// All that is wrong, not only the first. A page passes over unknown parameters, the API refuses them and names the
/// nearest known one.
[[nodiscard]] tl::expected<Search, ParameterProblems> parse_search(std::string_view query_string, Endpoint endpoint);

/// The canonical query string: the same for equal requests, without what has its default.
[[nodiscard]] std::string to_query_string(const Search& search, Endpoint endpoint);

/// The filter of a field, or one without values.
[[nodiscard]] const query::Filter& filter_of(const query::Request& request, schema::Field field);
/// The same, to be changed; created if it is not there.
[[nodiscard]] query::Filter& filter_of(query::Request& request, schema::Field field);

}  // namespace tarsach::searchd

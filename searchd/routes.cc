#include "searchd/routes.h"

#include <algorithm>
#include <vector>

#include "base/options.h"
#include "searchd/answers.h"
#include "searchd/negotiation.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kMaxIdCharacters = 2'000;     // of an article; addresses are bounded before
constexpr std::size_t kMaxEventIdCharacters = 200;  // as in a filter

Words facet_fields() { return {"event", "year", "topic"}; }

constexpr auto kPage = std::array<Representation, 2>{{{kHtml}}};
constexpr auto kNothing = std::array<Representation, 2>{};
constexpr std::array<Representation, 2> json(std::string_view schema) { return {{{kJson, schema}}}; }
constexpr std::array<Representation, 2> file(std::string_view type) { return {{{type}}}; }
constexpr std::array<Representation, 2> kSuggestions = {
    {{kJson, "Suggestions"}, {kSuggestionsJson, "OpenSearchSuggestions"}}};

using enum Audience;
using enum Caching;

constexpr std::array kRoutes = {
    // for people
    Route{"/", kPeople, Endpoint::kNone, kNothing, kForADay, "leads to `/search`", to_search, Type{},
          ProblemCode::kNotFound, 302},
    Route{"/search", kPeople, Endpoint::kPage, kPage, kRevalidate, "the page", search_as_page},
    Route{"/article", kPeople, Endpoint::kArticle, kPage, kRevalidate, "an article as a page", article_as_page, Type{},
          ProblemCode::kDocumentNotFound},
    Route{"/event", kPeople, Endpoint::kEventPage, kPage, kRevalidate, "an event as a page", event_as_page, Type{},
          ProblemCode::kEventNotFound},
    Route{"/page.css", kPeople, Endpoint::kNone, file(kCss), kForADay, "the page's style", stylesheet},
    Route{"/page.js", kPeople, Endpoint::kNone, file(kJavaScript), kForADay, "the page's script", script},
    Route{"/icon.svg", kPeople, Endpoint::kNone, file(kSvg), kForADay, "the page's icon", icon},
    Route{"/favicon.ico", kPeople, Endpoint::kNone, kNothing, kForADay, "nothing: 204", no_icon, Type{},
          ProblemCode::kNotFound, 204},
    // for programs
    Route{"/v1/search", kPrograms, Endpoint::kSearch, json("SearchAnswer"), kRevalidate, "hits, totals and facets",
          search},
    Route{"/v1/explain", kPrograms, Endpoint::kExplain, json("Explanation"), kRevalidate,
          "why a search answers as it does: what was understood, looked up and weighed", explain},
    Route{"/v1/suggest", kPrograms, Endpoint::kSuggest, kSuggestions, kRevalidate, "what may follow what was typed",
          suggest},
    Route{"/v1/facets/{field}", kPrograms, Endpoint::kFacet, json("Facet"), kRevalidate,
          "counts of one facet: `event`, `year` or `topic`", facet, one_of(facet_fields)},
    Route{"/v1/documents/{id}", kPrograms, Endpoint::kDocument, json("Document"), kRevalidate,
          "one article with its whole text, marked with the words of `q`", document, text_up_to(kMaxIdCharacters),
          ProblemCode::kDocumentNotFound},
    Route{"/v1/documents/{id}/similar", kPrograms, Endpoint::kSimilar, json("Similar"), kRevalidate,
          "articles that are about the same, in its language and in the other one", similar,
          text_up_to(kMaxIdCharacters), ProblemCode::kDocumentNotFound},
    Route{"/v1/events/{id}", kPrograms, Endpoint::kEvent, json("Event"), kRevalidate,
          "an event: labels, dates, place, its articles by language, its neighbours in time", event,
          text_up_to(kMaxEventIdCharacters), ProblemCode::kEventNotFound},
    Route{"/feed.atom", kPrograms, Endpoint::kFeed, file(kAtom), kRevalidate,
          "what a search finds, the newest first, as an Atom feed", feed},
    Route{"/opensearch.xml", kPrograms, Endpoint::kOpenSearch, file(kOpenSearchXml), kForADay,
          "by which browsers add this search to theirs (OpenSearch 1.1)", open_search},
    Route{"/health/livez", kPrograms, Endpoint::kNone, json("Alive"), kNone, "200 as long as the process answers",
          alive},
    Route{"/health/readyz", kPrograms, Endpoint::kNone, json("Ready"), kNone,
          "200 when searches are answered, and what is not as it should be; 503 with the reason when they are not",
          ready},
    Route{"/metrics", kPrograms, Endpoint::kNone, file(kPrometheusText), kNone,
          "what the daemon counts, as Prometheus reads it (text format 0.0.4)", metrics},
    Route{"/version", kPrograms, Endpoint::kNone, json("Version"), kNone,
          "version, commit, schema, analysis, generation", version},
    Route{"/openapi.json", kPrograms, Endpoint::kNone, json(""), kForADay, "this interface as OpenAPI 3.1", openapi},
};

/// The first segment with the slash before it, taken off `rest`.
std::string_view take_segment(std::string_view& rest) {
  const auto segment = rest.substr(0, rest.find('/', 1));
  rest.remove_prefix(segment.size());
  return segment;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) segments.push_back(take_segment(path));
  return segments;
}

bool is_variable(std::string_view segment) { return segment.starts_with("/{"); }

std::optional<Match> match(const Route& route, std::string_view path) {
  Match match{&route, {}};
  std::string_view expected = route.path;
  while (!expected.empty() && !path.empty()) {
    const auto wanted = take_segment(expected), segment = take_segment(path);
    const bool fits = is_variable(wanted) ? segment.size() > 1 : segment == wanted;
    if (!fits) return std::nullopt;
    if (is_variable(wanted)) match.variable = segment.substr(1);
  }
  return expected.empty() && path.empty() ? std::optional(match) : std::nullopt;
}

Problem bad_variable(const Route& route, Text detail) {
  const auto begin = route.path.find('{') + 1;
  const auto name = route.path.substr(begin, route.path.find('}') - begin);
  const auto code = route.variable.kind == Kind::kChoice ? ProblemCode::kNotFound : ProblemCode::kBadParameter;
  return {code, {{std::string(name), std::move(detail)}}};
}

/// "/v1/documents/a%2Fb/similar" for "/v1/documents/a/b/similar": ids have slashes, and are pasted with them. The route
/// itself for "/v1/documents" and "/v1/documents/", where the id is missing. Empty if it is neither.
std::string with_one_variable(const Route& route, std::string_view path) {
  const auto begin = route.path.find('{');
  if (begin == std::string_view::npos) return {};
  const auto before = route.path.substr(0, begin);
  const auto after = route.path.substr(route.path.find('}') + 1);
  if (after.empty() && (path == before || path == before.substr(0, begin - 1))) return std::string(route.path);
  const bool fits = path.size() > before.size() + after.size() && path.starts_with(before) && path.ends_with(after);
  if (!fits || route.variable.kind != Kind::kText) return {};
  const auto variable = path.substr(begin, path.size() - before.size() - after.size());
  if (variable.find('/') == std::string_view::npos) return {};
  std::string whole(before);
  for (const char c : variable) c == '/' ? whole.append("%2F") : whole.append(1, c);
  return whole.append(after);
}

/// The one with the most that is fixed: "/v1/documents/a/b/similar" is about similar articles.
std::string with_encoded_slashes(std::string_view path) {
  constexpr std::size_t kLongest = 300;  // of what is echoed
  if (path.size() > kLongest) return {};
  std::string whole;
  std::size_t longest = 0;
  for (const auto& route : kRoutes) {
    if (route.path.size() <= longest) continue;
    if (auto fitting = with_one_variable(route, path); !fitting.empty()) {
      whole = std::move(fitting);
      longest = route.path.size();
    }
  }
  return whole;
}

/// Served, with what was typed in the place of a variable.
std::string within_two_slips(std::string_view path) {
  constexpr std::size_t kLongest = 60;  // of what is echoed
  if (path.size() > kLongest) return {};
  const auto typed = segments_of(path);
  std::vector<std::string> served;
  for (const auto& route : kRoutes) {
    std::string filled;
    const auto expected = segments_of(route.path);
    for (std::size_t i = 0; i < expected.size(); ++i)
      filled += i < typed.size() && typed[i].size() > 1 && is_variable(expected[i]) ? typed[i] : expected[i];
    served.push_back(std::move(filled));
  }
  return nearest_name(std::string(path), served);
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

std::optional<Match> find_route(std::string_view path) {
  for (const auto& route : kRoutes)
    if (const auto found = match(route, path)) return found;
  return std::nullopt;
}

Language language_of(const Request& request, Audience audience) {
  if (audience == Audience::kPrograms) return preferred_language(request.header("accept-language"));
  for (const auto& parameter : split_query_string(request.query))
    if (parameter.name == "ui" && parameter.value == "en") return Language::kEnglish;
  return Language::kBulgarian;
}

std::string nearest_path(std::string_view path) {
  if (!is_utf8(path)) return {};
  const auto nearest = within_two_slips(path);
  return nearest.empty() ? with_encoded_slashes(path) : nearest;
}

Outcome answer(const Match& match, const Context& context, const Request& request) {
  Call call{context, request, *match.route};
  if (!match.variable.empty()) {
    const auto decoded = percent_decode(match.variable, Plus::kAsItIs);
    if (!decoded || !is_utf8(*decoded))
      return tl::unexpected(
          bad_variable(*match.route, {"очаква се UTF-8 с кодиране по проценти", "expected percent-encoded UTF-8"}));
    if (const auto value = read_value(match.route->variable, *decoded); !value)
      return tl::unexpected(bad_variable(*match.route, value.error()));
    call.variable = *decoded;
  }
  const bool asks_the_index = match.route->caching == Caching::kRevalidate;
  if (asks_the_index && context.engine.state().generation == 0)
    return tl::unexpected(Problem{ProblemCode::kNoIndex, {}});
  return match.route->answer(call);
}

}  // namespace tarsach::searchd

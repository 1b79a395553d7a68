#include "searchd/routes.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

#include "query/json.h"
#include "schema/date.h"
#include "searchd/etag.h"
#include "searchd/json.h"
#include "searchd/negotiation.h"
#include "searchd/page.h"
#include "searchd/page_files.h"
#include "searchd/page_parts.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

constexpr std::string_view kDocuments = "/v1/documents/";
constexpr std::string_view kFacets = "/v1/facets/";

// A changed index or build changes the entity tag; asking for it costs a cache one 304.
constexpr std::string_view kRevalidate = "public, max-age=0, must-revalidate";
constexpr std::string_view kForADay = "public, max-age=86400";

Response respond(std::string_view type, std::string body, std::string_view caching = "no-store") {
  return {200, type, std::move(body), {{"Cache-Control", std::string(caching)}}};
}

/// What is cached under a tag: the path and what was asked, in its canonical form, and for a search its day.
std::string etag(std::uint64_t generation, const Request& request, const std::string& canonical) {
  return make_etag(generation, request.path + "?" + canonical);
}

bool is_fresh(const Request& request, const std::string& tag) {
  return matches_etag(request.header("if-none-match"), tag);
}

Response not_modified(const std::string& tag) {
  return {304, {}, {}, {{"ETag", tag}, {"Cache-Control", std::string(kRevalidate)}}};
}

Response respond_tagged(std::string_view type, std::string body, const std::string& tag) {
  auto response = respond(type, std::move(body), kRevalidate);
  response.headers.push_back({"ETag", tag});
  return response;
}

// ---- searching ----

using Milliseconds = std::chrono::duration<double, std::milli>;

/// "wait;dur=0.1, search;dur=1.9": milliseconds before the search's turn came, and for the search.
Header server_timing(Milliseconds wait, Milliseconds search) {
  std::array<char, 64> text;
  std::snprintf(text.data(), text.size(), "wait;dur=%.1f, search;dur=%.1f", wait.count(), search.count());
  return {"Server-Timing", text.data()};
}

template <typename T>
struct Found {
  T value;
  Header timing;
};

/// Runs a search when its turn comes.
template <typename Search>
auto run(const Context& context, const Search& search)
    -> tl::expected<Found<typename decltype(search(query::Deadline::never()))::value_type>, Problem> {
  const auto start = Request::Clock::now();
  const auto pass = context.admission.enter();
  if (!pass) return tl::unexpected(Problem{ProblemCode::kOverloaded, {}});
  const auto turn = Request::Clock::now();
  auto result = search(query::Deadline::after(context.deadline));
  if (!result) return tl::unexpected(to_problem(result.error()));
  return Found<typename decltype(search(query::Deadline::never()))::value_type>{
      std::move(*result), server_timing(turn - start, Request::Clock::now() - turn)};
}

tl::expected<Search, Problem> read_search(const Request& request, Endpoint endpoint) {
  auto search = parse_search(request.query, endpoint);
  if (!search) return tl::unexpected(Problem{ProblemCode::kBadParameter, std::move(search.error())});
  search->request.today = schema::today();
  return std::move(*search);
}

/// What was asked, and on which day: „вчера“ is another answer tomorrow.
std::string tagged_as(const Search& search, Endpoint endpoint) {
  return to_query_string(search, endpoint) + " " + schema::format_iso_date(search.request.today);
}

/// The answer to a search, in whatever form `write` gives it.
template <typename Write>
Outcome answer_search(const Context& context, const Request& request, Endpoint endpoint, const Write& write) {
  const auto search = read_search(request, endpoint);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = tagged_as(*search, endpoint);
  if (const auto tag = etag(context.engine.state().generation, request, canonical); is_fresh(request, tag))
    return not_modified(tag);
  const auto asked = endpoint == Endpoint::kPage ? page_request(*search) : search->request;
  auto found = run(context, [&](const query::Deadline& deadline) { return context.engine.search(asked, deadline); });
  if (!found) return tl::unexpected(std::move(found.error()));
  auto response = write(*search, found->value);
  response.headers.push_back({"ETag", etag(found->value.index.generation, request, canonical)});
  response.headers.push_back(std::move(found->timing));
  return response;
}

Outcome search(const Context& context, const Request& request) {
  return answer_search(context, request, Endpoint::kSearch, [&](const Search& search, const query::Response& found) {
    const auto url_of = [&](const query::OtherReading& reading) { return address_of(other_search(search, reading)); };
    const auto url_of_remedy = [&](const query::Remedy& remedy) { return address_of(remedied_search(search, remedy)); };
    return respond(kJson, query::to_json(search.request, found, {request.id, search.fields, url_of, url_of_remedy}),
                   kRevalidate);
  });
}

Outcome search_as_page(const Context& context, const Request& request) {
  return answer_search(context, request, Endpoint::kPage, [](const Search& search, const query::Response& found) {
    return respond(kHtml, search_page(search, found), kRevalidate);
  });
}

Outcome facet(const Context& context, const Request& request) {
  constexpr std::array kFields = {schema::Field::kEvent, schema::Field::kYear, schema::Field::kTopic};
  const auto name = std::string_view(request.path).substr(kFacets.size());
  const auto* field = std::find_if(kFields.begin(), kFields.end(),
                                   [&](schema::Field candidate) { return schema::row(candidate).name == name; });
  if (field == kFields.end()) return tl::unexpected(Problem{ProblemCode::kNotFound, {}});
  const auto search = read_search(request, Endpoint::kFacet);
  if (!search) return tl::unexpected(search.error());
  const auto tag = etag(context.engine.state().generation, request, tagged_as(*search, Endpoint::kFacet));
  if (is_fresh(request, tag)) return not_modified(tag);
  auto found = run(context, [&](const query::Deadline& deadline) {
    return context.engine.facet(search->request, *field, search->facet_query, deadline);
  });
  if (!found) return tl::unexpected(std::move(found.error()));
  auto response = respond_tagged(kJson, query::to_json(found->value), tag);
  response.headers.push_back(std::move(found->timing));
  return response;
}

Outcome suggest(const Context& context, const Request& request) {
  const auto search = read_search(request, Endpoint::kSuggest);
  if (!search) return tl::unexpected(search.error());
  const bool for_browser = prefers_open_search(request.header("accept"));
  const auto canonical = to_query_string(*search, Endpoint::kSuggest) + (for_browser ? "#opensearch" : "");
  const auto tag = etag(context.engine.state().generation, request, canonical);
  if (is_fresh(request, tag)) return not_modified(tag);
  const query::SuggestRequest wanted{search->request.query, search->suggestions};
  auto found = run(context, [&](const query::Deadline& deadline) { return context.engine.suggest(wanted, deadline); });
  if (!found) return tl::unexpected(std::move(found.error()));
  auto response = for_browser ? respond_tagged(kSuggestionsJson, query::to_open_search_json(wanted, found->value), tag)
                              : respond_tagged(kJson, query::to_json(wanted, found->value), tag);
  response.headers.push_back({"Vary", "Accept"});
  response.headers.push_back(std::move(found->timing));
  return response;
}

// ---- articles ----

/// The article of that id as `write` shows it.
template <typename Write>
Outcome answer_document(const Context& context, const Request& request, const std::string& id, const Write& write) {
  const auto tag = etag(context.engine.state().generation, request, request.query);
  if (is_fresh(request, tag)) return not_modified(tag);
  const auto document = context.engine.document(id);
  if (!document) return tl::unexpected(to_problem(document.error()));
  return respond_tagged(write.type, write(*document), tag);
}

struct AsJson {
  std::string_view type = kJson;
  query::Envelope envelope;
  std::string operator()(const query::Hit& document) const { return query::to_json(document, envelope); }
};

struct AsPage {
  std::string_view type = kHtml;
  const Search& search;
  std::string operator()(const query::Hit& document) const { return article_page(search, document); }
};

/// Ids may contain "/", "#" and "?", so everything after the prefix is one, percent-encoded.
Outcome document(const Context& context, const Request& request) {
  const auto id = percent_decode(std::string_view(request.path).substr(kDocuments.size()), Plus::kAsItIs);
  if (!id || !is_utf8(*id))
    return tl::unexpected(
        Problem{ProblemCode::kBadParameter,
                {{"id", {"очаква се UTF-8 с кодиране по проценти", "expected percent-encoded UTF-8"}}}});
  if (!split_query_string(request.query).empty())
    return tl::unexpected(
        Problem{ProblemCode::kBadParameter, {{"?", {"тук няма параметри", "there are no parameters here"}}}});
  return answer_document(context, request, *id, AsJson{.envelope = {.request_id = request.id, .fields = {}}});
}

Outcome article(const Context& context, const Request& request) {
  const auto search = read_search(request, Endpoint::kArticle);
  if (!search) return tl::unexpected(search.error());
  return answer_document(context, request, search->id, AsPage{.search = *search});
}

// ---- the service itself ----

Outcome alive(const Context&, const Request&) { return respond(kJson, alive_json()); }

Outcome ready(const Context& context, const Request&) {
  if (context.draining) return tl::unexpected(Problem{ProblemCode::kDraining, {}});
  return respond(kJson, ready_json(context.engine.state()));
}

Outcome version(const Context& context, const Request&) { return respond(kJson, version_json(context.engine.state())); }

Outcome to_search(const Context&, const Request&) {
  return Response{302, {}, {}, {{"Location", "/search"}, {"Cache-Control", std::string(kForADay)}}};
}

/// A file that is built into the program.
Outcome asset(const Request& request, std::string_view name, std::string_view type) {
  const auto content = page_file(name);
  const auto tag = make_etag(0, content);
  if (is_fresh(request, tag)) return Response{304, {}, {}, {{"ETag", tag}, {"Cache-Control", std::string(kForADay)}}};
  return Response{200, type, std::string(content), {{"ETag", tag}, {"Cache-Control", std::string(kForADay)}}};
}

Outcome stylesheet(const Context&, const Request& request) {
  return asset(request, "page.css", "text/css; charset=utf-8");
}

Outcome icon(const Context&, const Request& request) { return asset(request, "icon.svg", "image/svg+xml"); }

Outcome no_icon(const Context&, const Request&) {
  return Response{204, {}, {}, {{"Cache-Control", std::string(kForADay)}}};
}

using enum Audience;

constexpr std::array kRoutes = {
    // for people
    Route{"/", Extent::kExact, kPeople, to_search},
    Route{"/search", Extent::kExact, kPeople, search_as_page},
    Route{"/article", Extent::kExact, kPeople, article},
    Route{"/page.css", Extent::kExact, kPeople, stylesheet},
    Route{"/icon.svg", Extent::kExact, kPeople, icon},
    Route{"/favicon.ico", Extent::kExact, kPeople, no_icon},
    // for programs
    Route{"/v1/search", Extent::kExact, kPrograms, search},
    Route{"/v1/suggest", Extent::kExact, kPrograms, suggest},
    Route{kFacets, Extent::kPrefix, kPrograms, facet},
    Route{kDocuments, Extent::kPrefix, kPrograms, document},
    Route{"/health/livez", Extent::kExact, kPrograms, alive},
    Route{"/health/readyz", Extent::kExact, kPrograms, ready},
    Route{"/version", Extent::kExact, kPrograms, version},
};

}  // namespace

const Route* find_route(std::string_view path) {
  const auto* found = std::find_if(kRoutes.begin(), kRoutes.end(), [&](const Route& route) {
    return route.extent == Extent::kExact ? path == route.path
                                          : path.starts_with(route.path) && path.size() > route.path.size();
  });
  return found == kRoutes.end() ? nullptr : found;
}

}  // namespace tarsach::searchd

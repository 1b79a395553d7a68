// Every path that is served, one row each: who it is for, which parameters it takes, what it answers. Dispatching,
// /openapi.json and the table in docs/http-api.md come from it.
//
//   if (auto match = find_route("/v1/documents/a%2Fb")) …          // match->route->path == "/v1/documents/{id}"
//   Outcome outcome = answer(*match, context, request);            // a response, or what is wrong
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "query/engine.h"
#include "searchd/answer_cache.h"
#include "searchd/http.h"
#include "searchd/metrics.h"
#include "searchd/parameters.h"
#include "searchd/problem.h"
#include "searchd/value_type.h"

namespace tarsach::searchd {

/// What all answers share. Any thread.
struct Context {
  const query::Engine& engine;
  const std::atomic<bool>& draining;
  Metrics& metrics;
  AnswerCache& cache;
  std::chrono::milliseconds deadline;  // of one search
  std::string public_url = {};         // the origin that clients know; empty: the one that they have asked
};

using Outcome = tl::expected<Response, Problem>;

struct Route;

/// One request to one route.
struct Call {
  const Context& context;
  const Request& request;
  const Route& route;
  std::string variable = {};  // what stands for the {variable} of the path, decoded and checked
};

enum class Audience : std::uint8_t { kPrograms, kPeople };  // whether an error is JSON or a page
enum class Caching : std::uint8_t {
  kNone,        // "no-store"
  kRevalidate,  // under an ETag that names the generation
  kForADay,     // files of the program, under an ETag too
};

/// A form in which a route answers.
struct Representation {
  std::string_view type = {};    // media type; empty: none
  std::string_view schema = {};  // its name in api/schemas.json, for JSON
};

struct Route {
  std::string_view path;  // one segment may be a {variable}
  Audience audience;
  Endpoint endpoint;  // whose parameters it takes
  std::array<Representation, 2> answers;
  Caching caching;
  std::string_view summary;  // what it answers, Markdown, one line
  Outcome (*answer)(const Call&);
  Type variable = {};                            // of the path's variable
  ProblemCode missing = ProblemCode::kNotFound;  // what is said when there is nothing of that name
  int status = 200;                              // when all is well
};

[[nodiscard]] std::span<const Route> routes();

/// Whether it asks the index, and so has to wait its turn (admission.h). The rest is answered at once.
[[nodiscard]] constexpr bool asks_index(const Route& route) { return route.caching == Caching::kRevalidate; }
/// Whether it tells about the daemon, to those who look after it: such requests are not counted against a rate limit.
[[nodiscard]] constexpr bool is_for_operators(const Route& route) { return route.caching == Caching::kNone; }

struct Match {
  const Route* route;
  std::string_view variable;  // as sent: percent-encoded
};

/// Nothing for a path that is not served.
[[nodiscard]] std::optional<Match> find_route(std::string_view path);

/// Of what is shown to this client: "?ui=en" for pages, Accept-Language for programs.
[[nodiscard]] Language language_of(const Request& request, Audience audience);

/// The path that was perhaps meant: a served one within two edits; else empty.
[[nodiscard]] std::string nearest_path(std::string_view path);

/// Reads the path's variable and lets the route answer.
[[nodiscard]] Outcome answer(const Match& match, const Context& context, const Request& request);

}  // namespace tarsach::searchd

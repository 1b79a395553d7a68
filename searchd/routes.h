// Every path that is served, one row each, and what it answers.
//
//   const Route* route = find_route("/v1/search");
//   Outcome outcome = route->answer(context, request);     // a response, or what is wrong
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

#include "query/engine.h"
#include "searchd/admission.h"
#include "searchd/http.h"
#include "searchd/problem.h"

namespace tarsach::searchd {

/// What all answers share. Any thread.
struct Context {
  const query::Engine& engine;
  Admission& admission;
  const std::atomic<bool>& draining;
  std::chrono::milliseconds deadline;  // of one search
};

using Outcome = tl::expected<Response, Problem>;

enum class Audience : std::uint8_t { kPrograms, kPeople };  // whether an error is JSON or a page
enum class Extent : std::uint8_t { kExact, kPrefix };       // of the path

struct Route {
  std::string_view path;
  Extent extent;
  Audience audience;
  Outcome (*answer)(const Context&, const Request&);
};

/// Nothing for a path that is not served.
[[nodiscard]] const Route* find_route(std::string_view path);

}  // namespace tarsach::searchd

// What answers have in common (answers_*.cc): reading what is asked, entity tags and 304, a search when its turn comes.
//
//   Outcome suggest(const Call& call) {
//     const auto search = read_search(call);
//     if (!search) return tl::unexpected(search.error());
//     const auto tag = tag_of(call, to_query_string(*search, call.route.endpoint));
//     if (is_fresh(call.request, tag)) return not_modified(call, tag);
//     const auto wanted = [&](const query::Deadline& deadline) { return call.context.engine.suggest(…, deadline); };
//     const auto found = run(call, wanted);
//     if (!found) return tl::unexpected(found.error());
//     return timed(respond(call, kJson, query::to_json(…, found->value), tag), *found);
//   }
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "searchd/routes.h"

namespace tarsach::searchd {

/// The parameters of this route, with today's date.
[[nodiscard]] tl::expected<Search, Problem> read_search(const Call& call);

/// What was asked, and on which day: „вчера“ is another answer tomorrow.
[[nodiscard]] std::string canonical_of(const Call& call, const Search& search);

/// The entity tag of the answer to this path and `canonical`, out of the current generation or of that one.
[[nodiscard]] std::string tag_of(const Call& call, const std::string& canonical);
[[nodiscard]] std::string tag_of(const Call& call, const std::string& canonical, std::uint64_t generation);
/// The entity tag of a text that does not come from the index.
[[nodiscard]] std::string tag_of_text(std::string_view text);
[[nodiscard]] bool is_fresh(const Request& request, const std::string& tag);

/// 304 with the headers that 200 would have (RFC 9110, 15.4.5).
[[nodiscard]] Response not_modified(const Call& call, const std::string& tag);
/// 200, to be cached as the route says. Without a tag: when there is nothing to revalidate.
[[nodiscard]] Response respond(const Call& call, std::string_view type, std::string body, const std::string& tag = {});

using Milliseconds = std::chrono::duration<double, std::milli>;

/// "wait;dur=0.1, search;dur=1.9": milliseconds before the search's turn came, and for the search.
[[nodiscard]] Header server_timing(Milliseconds wait, Milliseconds search);

template <typename T>
struct Found {
  T value;
  Header timing;
};

/// Runs a search when its turn comes.
template <typename Search>
[[nodiscard]] auto run(const Call& call, const Search& search)
    -> tl::expected<Found<typename decltype(search(query::Deadline::never()))::value_type>, Problem> {
  const auto start = Request::Clock::now();
  const auto pass = call.context.admission.enter();
  if (!pass) return tl::unexpected(Problem{ProblemCode::kOverloaded, {}});
  const auto turn = Request::Clock::now();
  auto result = search(query::Deadline::after(call.context.deadline));
  if (!result) return tl::unexpected(to_problem(result.error(), call.route.missing));
  return Found<typename decltype(search(query::Deadline::never()))::value_type>{
      std::move(*result), server_timing(turn - start, Request::Clock::now() - turn)};
}

/// With how long it took.
template <typename T>
[[nodiscard]] Response timed(Response response, const Found<T>& found) {
  response.headers.push_back(found.timing);
  return response;
}

}  // namespace tarsach::searchd

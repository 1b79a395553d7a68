// What answers have in common (answers_*.cc): reading what is asked, entity tags and 304, a search when its turn comes.
//
//   Outcome explain(const Call& call) {
//     return answer_from_index(
//         call, [](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
//           return engine.explain(search.request, deadline); },
//         [](const Search&, const query::Explanation& found) { return Body{kJson, query::to_json(found)}; });
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

/// From when the request arrived: what it has waited is not given back. Passes when its client leaves, too.
[[nodiscard]] query::Deadline deadline_of(const Call& call);

/// What is told when the engine fails; a deadline that passed is counted.
[[nodiscard]] Problem failure_of(const Call& call, const Error& error);

/// What log and metrics tell of a search that was answered.
[[nodiscard]] Facts facts_of(const query::Response& found);

using Milliseconds = std::chrono::duration<double, std::milli>;

/// "wait;dur=0.1, search;dur=1.9": milliseconds before the search's turn came, and for the search.
[[nodiscard]] Header server_timing(Milliseconds wait, Milliseconds search);

/// A text of this media type.
struct Body {
  std::string_view type;
  std::string text;
  Facts facts = {};
};

/// What `ask` finds when its turn comes, as `write` puts it; 304 if the client has it already. `variant` is what the
/// answer depends on beside path, parameters and day. The entity tag names the generation that answered, or of what
/// does not tell it the one that was open before.
template <typename Ask, typename Write>
[[nodiscard]] Outcome answer_from_index(const Call& call, const Ask& ask, const Write& write,
                                        std::string_view variant = {}) {
  const auto& engine = call.context.engine;
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto canonical = canonical_of(call, *search).append(variant);
  auto tag = tag_of(call, canonical);
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  const auto turn = Request::Clock::now();
  call.context.metrics.wait.record(turn - call.request.arrived);
  const auto found = ask(engine, *search, deadline_of(call));
  if (!found) return tl::unexpected(failure_of(call, found.error()));
  const auto end = Request::Clock::now();
  if constexpr (requires { found->index.generation; }) tag = tag_of(call, canonical, found->index.generation);
  auto body = write(*search, *found);
  auto response = respond(call, body.type, std::move(body.text), tag);
  response.headers.push_back(server_timing(turn - call.request.arrived, end - turn));
  response.facts = std::move(body.facts);
  response.facts.wait = turn - call.request.arrived;
  response.facts.write = Request::Clock::now() - end;
  return response;
}

}  // namespace tarsach::searchd

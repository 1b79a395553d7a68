// What answers have in common (answers_*.cc): reading what is asked, entity tags and 304, answers that are kept, a
// search when its turn comes.
//
//   Outcome explain(const Call& call) {
//     return answer_from_index(
//         call, [](const query::Engine& engine, const Search& search, const query::Deadline& deadline) {
//           return engine.explain(search.request, deadline); },
//         [](const Search&, const query::Explanation& found) { return Body{kJson, query::to_json(found)}; });
//   }
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "searchd/body.h"
#include "searchd/routes.h"

namespace tarsach::searchd {

/// The parameters of this route, with today's date.
[[nodiscard]] tl::expected<Search, Problem> read_search(const Call& call);

/// What is asked of the index as it stands now.
struct Question {
  std::shared_ptr<const schema::Vocabulary> opened;  // the index's; while it is held, no other has its address
  query::IndexState index;                           // looked at after `opened`
  std::string text = {};  // all else that the answer depends on: path, parameters, day if it counts, variant
  Request::Clock::time_point turn = Request::Clock::now();
};
[[nodiscard]] Question question_of(const Call& call, const Search& search, std::string_view variant);

/// The entity tag of its answer out of this index.
[[nodiscard]] std::string tag_of(const Question& question, const query::IndexState& index);
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

/// "wait;dur=0.1, search;dur=1.9": milliseconds before the search's turn came, and for the search; of a kept answer
/// with ", cache;desc=hit".
[[nodiscard]] Header server_timing(Milliseconds wait, Milliseconds search, bool is_kept);

/// The answer, if it was given before and is kept.
[[nodiscard]] std::optional<Response> answer_again(const Call& call, const Question& question);
/// The answer for the first time; it is kept if the index has stayed the same all the while.
[[nodiscard]] Response answer_anew(const Call& call, const Question& question, const query::IndexState& answered,
                                   Body&& body, Request::Clock::time_point found);

/// What `ask` finds when its turn comes, as `write` puts it; 304 if the client has it already. `variant` is what the
/// answer depends on beside path, parameters and day. The entity tag names the index that answered, or of what does
/// not tell it the one that was open before.
template <typename Ask, typename Write>
[[nodiscard]] Outcome answer_from_index(const Call& call, const Ask& ask, const Write& write,
                                        std::string_view variant = {}) {
  const auto search = read_search(call);
  if (!search) return tl::unexpected(search.error());
  const auto question = question_of(call, *search, variant);
  const auto tag = tag_of(question, question.index);
  if (is_fresh(call.request, tag)) return not_modified(call, tag);
  call.context.metrics.wait.record(question.turn - call.request.arrived);
  if (auto response = answer_again(call, question)) return std::move(*response);
  const auto found = ask(call.context.engine, *search, deadline_of(call));
  if (!found) return tl::unexpected(failure_of(call, found.error()));
  const auto end = Request::Clock::now();
  if constexpr (requires { found->index.generation; })
    return answer_anew(call, question, found->index, write(*search, *found), end);
  else
    return answer_anew(call, question, question.index, write(*search, *found), end);
}

}  // namespace tarsach::searchd

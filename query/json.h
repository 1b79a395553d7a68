// Every JSON name of an answer, once: what /v1/search sends and `tarsach search --format json` prints.
// Broken UTF-8 becomes U+FFFD; a dump never throws.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/events.h"
#include "query/explanation.h"
#include "query/request.h"
#include "query/similar.h"
#include "query/suggest.h"

namespace tarsach::query {

/// Names of a hit's members that a search can show, in the order in which they are written. Without a choice, an
/// answer shows all of them but "author", and a document all but "score", its "body", and "formatted" if it was marked.
[[nodiscard]] std::vector<std::string> hit_members();
[[nodiscard]] std::vector<std::string> default_hit_members();
/// kUsage, naming the nearest known one, if `fields` has a name that is none of hit_members().
[[nodiscard]] Result<void> check_hit_members(const std::vector<std::string>& fields);

/// Whether an answer is written to its last brace. One that is not has neither time nor index nor request id yet.
enum class Ends : std::uint8_t { kHere, kLater };

/// What a transport adds to an answer.
struct Envelope {
  std::string request_id = {};           // empty: left out
  std::vector<std::string> fields = {};  // members of a hit to show; empty: all
  /// Where another reading of the query can be asked for; none: the member "url" is left out.
  std::function<std::string(const OtherReading&)> url_of = {};
  /// Where what would find something can be asked for; none: the member "url" is left out.
  std::function<std::string(const Remedy&)> url_of_remedy = {};
  const Explanation* explanation = nullptr;  // of the same request, to stand in its answer
  Ends ends = Ends::kHere;
};

/// The end of an answer: what is told of the one time that it is given. All before it stays the same as long as the
/// index does, so it can be kept and ended anew.
struct Ending {
  std::optional<double> milliseconds = {};  // that finding it took; left out if there are none
  IndexState index = {};
};
/// Adds what Ends::kLater has left out.
void append_ending(std::string& answer, const Ending& ending, std::string_view request_id);

[[nodiscard]] std::string to_json(const Request& request, const Response& response, const Envelope& envelope = {});
[[nodiscard]] std::string to_json(const Hit& document, const Envelope& envelope = {});
[[nodiscard]] std::string to_json(const Facet& facet);
[[nodiscard]] std::string to_json(const EventAnswer& answer, const Envelope& envelope = {});
[[nodiscard]] std::string to_json(const SimilarRequest& request, const Similar& similar, const Envelope& envelope = {});
[[nodiscard]] std::string to_json(const Explanation& explanation, const Envelope& envelope = {});
[[nodiscard]] std::string to_json(const SuggestRequest& request, const std::vector<Suggestion>& suggestions);
/// The same as browsers want it for their address bar: ["q", ["a", "b"]] (OpenSearch Suggestions 1.1).
[[nodiscard]] std::string to_open_search_json(const SuggestRequest& request,
                                              const std::vector<Suggestion>& suggestions);

}  // namespace tarsach::query

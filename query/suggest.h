// Suggestions while somebody types: titles, events, topics, phrases and words that have a word beginning with the last
// one typed, and the words before it in some form.
//
//   suggest(list, {"клъстерни сре"}, analyzer, watch)      „<mark>Клъстерна</mark> <mark>сре</mark>ща във Варна“
//
// First what was typed as it stands; then, when there is room, Latin letters as Cyrillic ones or as another keyboard's
// (Cyrillic ones the other way round if no text has them); with a slip only if there is nothing else. Within these, by
// weight and by how well the words typed agree with the text; names, titles and terms each get some of the places.
// Nothing typed: the events and topics with the most articles.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/watch.h"
#include "schema/suggestion_list.h"
#include "text/analyzer.h"

namespace tarsach::query {

inline constexpr std::size_t kMaxSuggestions = 50;
inline constexpr std::size_t kMaxTypedWords = 12;  // the last ones; of more there is no text

struct SuggestRequest {
  std::string query = {};  // as typed, UTF-8, at most kMaxQueryCharacters; white space at its end ends the last word
  std::size_t limit = 10;
};

struct Suggestion {
  schema::SuggestionKind kind = schema::SuggestionKind::kWord;
  std::string text = {};       // to be searched for
  std::string formatted = {};  // HTML: escaped, then <mark> around what was typed
  std::string id = {};         // of an event or a topic: to be searched for with this as a filter

  bool operator==(const Suggestion&) const = default;
};

/// kUsage for limits that are passed.
[[nodiscard]] Result<void> check(const SuggestRequest& request);

/// Of a checked request. Throws what the watch throws.
[[nodiscard]] std::vector<Suggestion> suggest(const schema::SuggestionList& list, const SuggestRequest& request,
                                              text::Analyzer& analyzer, Watch& watch);

}  // namespace tarsach::query

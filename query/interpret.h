// What was meant by what was typed: the query as it stands, or read from Latin letters, from another keyboard, or
// without its slips – whichever the index bears out best. A query of which every word is a word (of the index or of the
// dictionary) is left alone.
//
//   const Meant meant = interpret(session, {.query = "klaster varna"}, watch);
//   to_query(meant.tree)     клъстер варна
//   meant.applied            {"transliteration", "klaster varna", "клъстер варна"}
//   meant.others             {"as_typed", "klaster varna", Rewrite::kOff}
//
// Expressions of time become filters or offers (query/dates_in_query.h). Values of fields, and everything with
// Rewrite::kOff, stay as they are; so do words in quotes, unless the words beside them are read from Latin letters or
// from another keyboard.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/ast.h"
#include "query/request.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

/// When this share of its words of so many letters and more are words, a query was typed in the letters that it has.
inline constexpr double kMostlyRight = 0.75;
/// So many must be words in what another keyboard would have written.
inline constexpr double kReadable = 0.5;
inline constexpr std::size_t kTellingLetters = 3;
/// Each step between alphabets within a query.
inline constexpr double kAlphabetChangeCost = 0.75;
/// A whole query on the wrong keyboard.
inline constexpr double kWrongKeyboardCost = 3;
/// Each letter that stands alone in what another keyboard would have written, and is no word.
inline constexpr double kLoneLetterCost = 4;
/// Each sign like ` beside a letter, if it is not taken as a key.
inline constexpr double kStraySignCost = 4;
/// What was typed is kept unless another reading is likelier by this.
inline constexpr double kRewriteMargin = 0.5;
/// Readings that cost more than the best one by this are not offered.
inline constexpr double kOfferedCost = 4;
/// Other readings that are offered.
inline constexpr std::size_t kMaxAlternatives = 3;

struct Meant {
  Node tree;
  /// The same with expressions of time as filters („миналата година“), if it has any: to be taken unless it finds
  /// nothing.
  std::optional<Node> dated;
  std::vector<Reading> applied;      // the parser's, then ours
  std::vector<OtherReading> others;  // without totals, the likeliest first
};

/// Throws Xapian::Error.
[[nodiscard]] Meant interpret(Session& session, const Request& request, Watch& watch);

}  // namespace tarsach::query

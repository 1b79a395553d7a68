// What was typed in other letters → the words that may be meant. Not a list of all spellings is made: the list of the
// index's words is walked letter by letter with all readings of the typed letters side by side, the cheapest first.
//
//   const Lattice lattice(snapshot.words(), text::Direction::kToCyrillic);
//   lattice.words("klaster", 4)                       клъстер 0.2
//   lattice.spellings("klasterite", 4, is_worth)      клъстерите, if its lemma is in the index
//   Lattice(words, text::Direction::kToLatin).words("тръмп", 4)     trump, tramp
//
// A best-first search (A* with the cost of the cheapest rest as its heuristic) over states of "so many letters read,
// so many words still possible". The budgets below bound it for any input.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "query/candidate.h"
#include "schema/word_list.h"
#include "text/transliteration.h"

namespace tarsach::query {

/// Longer words are not looked at.
inline constexpr std::size_t kMaxLatticeBytes = 96;
/// States that are followed.
inline constexpr std::size_t kMaxLatticeSteps = 2'000;
/// Words that are found, before the best are chosen; spellings that are asked about.
inline constexpr std::size_t kMaxLatticeFound = 64;
/// Nothing that costs so much more than the cheapest is looked for.
inline constexpr double kLatticeMargin = 4;
/// Nor, of spellings, than the first that is worth something.
inline constexpr double kSpellingMargin = 2;

/// Any thread may use it. `words` must outlive it.
class Lattice {
 public:
  Lattice(const schema::WordList& words, text::Direction direction)
      : words_(words), rows_(text::letter_rows(direction)) {}

  /// The words of the index that `typed` (normalised) may stand for, `most` at most: those with the best cost and
  /// number of documents together, in this order. The costs do not contain that number.
  [[nodiscard]] std::vector<Candidate> words(std::string_view typed, std::size_t most) const;

  /// Is a spelling that is no word of the index worth something: is its lemma in it?
  using IsWorth = std::function<bool(std::string_view form)>;

  /// Spellings that need not be words of the index, the likeliest first: those that share their beginning with its
  /// words come before others. Words of the index are among them, without being asked about.
  [[nodiscard]] std::vector<Candidate> spellings(std::string_view typed, std::size_t most,
                                                 const IsWorth& is_worth) const;

 private:
  const schema::WordList& words_;
  const text::LetterRows& rows_;
};

}  // namespace tarsach::query

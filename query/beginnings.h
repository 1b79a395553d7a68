// The beginning of a word, as far as somebody has typed it → the beginnings of words of a list that may be meant.
//
//   literal_beginning(words, "клъс")              those that begin so, at no cost
//   transliterated_beginnings(words, "klas")      клъс 0.1, клас 0 …
//   slipped_beginnings(words, "клъстр")           клъстер 5 …
//
// The list is walked like a trie (schema/word_list.h), so only beginnings that some word has are followed, and no more
// than kMaxBeginningSteps of them whatever is typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/word_list.h"

namespace tarsach::query {

inline constexpr std::size_t kMaxBeginningBytes = 64;   // longer ones have no other reading
inline constexpr std::size_t kMaxBeginningSteps = 250;  // a step is two binary searches: about a microsecond
inline constexpr std::size_t kMaxBeginnings = 8;        // readings that are given
inline constexpr std::size_t kMinSlipLetters = 4;       // of what is shorter, everything is a slip

struct Beginning {
  schema::WordList::Range words;
  std::string form;  // what all of them begin with
  double cost = 0;   // as in query/candidate.h

  [[nodiscard]] bool empty() const { return words.empty(); }
};

// `typed` is normalised. The cheapest first.
[[nodiscard]] std::vector<Beginning> literal_beginning(const schema::WordList& words, std::string_view typed);
/// From Latin letters to Cyrillic ones, or the other way round. None of what is in both.
[[nodiscard]] std::vector<Beginning> transliterated_beginnings(const schema::WordList& words, std::string_view typed);
/// One letter is wrong, missing, or too many, or two have changed places. The first one is right.
[[nodiscard]] std::vector<Beginning> slipped_beginnings(const schema::WordList& words, std::string_view typed);

}  // namespace tarsach::query

// The words of a query, but for the values of fields and beginnings (клас*). Those that are not within quotes may be
// read anew: each can be put in place of what was typed.
//
//   std::vector<TypedWord> words = typed_words(tree, analyzer);      klaster-ite, varna: klaster, ite, varna
//   replace(tree, words, {"клъстер", "ите", "варна"});
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "query/ast.h"
#include "text/analyzer.h"

namespace tarsach::query {

/// A word in capitals of so many letters at most may be an abbreviation.
inline constexpr std::size_t kLongestAbbreviation = 6;
/// Words past these are left as they are, and told ("reading_cut").
inline constexpr std::size_t kMaxTypedWords = 32;

struct TypedWord {
  Node* node = nullptr;            // whose text has it
  std::size_t begin = 0, end = 0;  // bytes in that text
  std::string form;                // normalised
  text::Script script = text::Script::kOther;
  bool quoted = false;
  bool capital = false;      // begins with one, and the query does not begin with it
  bool abbreviated = false;  // a short word in capitals amid others: ПЧП, БНБ, XVII
};

/// In the order of the query. They point into `tree`, which must stay where it is.
[[nodiscard]] std::vector<TypedWord> typed_words(Node& tree, text::Analyzer& analyzer);

/// Writes `texts[i]` in place of `words[i]`, wherever it is another word. The words are of no use afterwards.
void replace(const std::vector<TypedWord>& words, const std::vector<std::string>& texts);

}  // namespace tarsach::query

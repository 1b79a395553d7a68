// The words that tell what an article is about: those that it has often and other articles seldom, its title's before
// its body's. Stop words, numbers, and words that no other article has tell nothing and are left out.
//
//   std::vector<KeyWord> words = key_words(session, {record.title, record.body});
//   words.front().piece.form        клъстерна: the weightiest first
//
// Weighed as BM25 weighs a query of the article's own words (S. Robertson, K. Spärck Jones, "Simple, proven approaches
// to text retrieval", 1994): rarity × a frequency that saturates.
#pragma once

#include <string_view>
#include <vector>

#include "query/compiler.h"
#include "query/snapshot.h"
#include "query/units.h"

namespace tarsach::query {

/// So many words are chosen: more cost time and bring in what an article only touches.
inline constexpr std::size_t kMaxKeyWords = 32;
/// Of a longer body only the beginning is looked at: it tells what the rest is about.
inline constexpr std::size_t kKeyWordBytes = 32 * 1024;
/// A word of the title counts as one that stands so often in the body.
inline constexpr double kTitleOccurrences = 3;
/// In letters: shorter ones are abbreviations of anything.
inline constexpr std::size_t kMinKeyWordLetters = 2;

struct ArticleText {
  std::string_view title, body;
};

struct KeyWord {
  Piece piece;           // a form as it stands in the article, with its likeliest lemma
  double frequency = 0;  // how often it stands there, saturated: 0..1
  double rarity = 0;     // as BM25 has it
  bool name = false;     // stands with a capital mostly

  [[nodiscard]] double weight() const { return frequency * rarity; }
};

/// The weightiest first. Throws Xapian::Error.
[[nodiscard]] std::vector<KeyWord> key_words(Session& session, const ArticleText& article);

}  // namespace tarsach::query

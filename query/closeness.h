// How a document has the query's words, beyond how often: side by side, in one passage, near its beginning, as its
// title. It costs a look at the positions of each word, so only the head of a ranking is asked for it: all of it at
// once, since the table has the positions of a term in all documents side by side.
//
//   Closeness closeness(session, compiled.words);                // once a request
//   const std::vector<Together> together = closeness.of(head, watch);
//   head[i].score *= together[i].boost();
//
// Stop words, wholes of compounds, and words that the index does not have take no part.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "query/compiler.h"
#include "query/snapshot.h"

namespace tarsach::query {

// See docs/decisions/0007-ranking.md for how these were chosen.
inline constexpr double kNeighboursBoost = 2;
inline constexpr double kPassageBoost = 1;
inline constexpr double kBeginningBoost = 0.4;
inline constexpr double kTitleBoost = 1.5;
inline constexpr double kGreatestBoost = 1 + kNeighboursBoost + kPassageBoost + kBeginningBoost + kTitleBoost;

/// In words: what stands within so many is one passage, two or three sentences.
inline constexpr std::uint32_t kPassageLength = 30;
/// A word whose first occurrence is here counts half of one that stands at the very beginning.
inline constexpr std::uint32_t kBeginningLength = 20;

/// Each from 0 to 1.
struct Together {
  double neighbours = 0;  // words that follow each other in the query do so here
  double passage = 0;     // of the words, by their rarity, so many stand in the best passage
  double beginning = 0;   // of the words, by their rarity, so many stand at the beginning
  double title = 0;  // how far the title is the query: (the share of it that the query has × the share of the query)²

  [[nodiscard]] double boost() const {
    return 1 + kNeighboursBoost * neighbours + kPassageBoost * passage + kBeginningBoost * beginning +
           kTitleBoost * title;
  }
};

/// For one request. Methods throw Xapian::Error.
class Closeness {
 public:
  Closeness(const Session& session, std::span<const ScoredWord> words);

  /// Of each of the documents, in their order.
  [[nodiscard]] std::vector<Together> of(std::span<const std::uint32_t> documents, Watch& watch);

 private:
  struct Occurrences {
    std::vector<std::uint32_t> positions;  // ascending: of its own terms, or else those of its alternatives
    bool own = true;
  };
  struct Place {
    std::uint32_t document = 0;
    Occurrences* found = nullptr;
  };
  struct Word {
    std::vector<std::string> terms, other_terms;  // its own, and those of its alternatives
    double other_weight = 0;                      // what the best of these counts
    std::uint32_t place = 0;                      // in the query
    double rarity = 0;
    std::vector<Occurrences> found = {};  // in each of the documents
    // In the document that is looked at.
    Occurrences here = {};
    double weight = 1;

    [[nodiscard]] double worth() const { return rarity * weight; }
  };
  struct Occurrence {
    std::uint32_t position = 0;
    std::uint32_t word = 0;
  };

  void find(Word& word, std::span<const std::uint32_t> documents, Watch& watch);
  void look_up(const std::vector<std::string>& terms, std::span<const Place> places, Watch& watch);
  [[nodiscard]] double neighbours() const;
  [[nodiscard]] double passage();
  [[nodiscard]] double beginning() const;
  [[nodiscard]] double title(std::uint32_t document);

  const Xapian::Database& database_;
  Postings& postings_;
  std::vector<Word> words_;
  double rarity_ = 0;  // of all words
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint32_t> inside_;  // how often each word stands in the passage that is looked at
  std::vector<std::uint32_t> title_positions_;
};

}  // namespace tarsach::query

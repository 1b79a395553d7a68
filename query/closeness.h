// How a document has the query's words, beyond how often: side by side, in one passage, near its beginning, as its
// title. It costs a pass over the document's part of the forward index, so only the head of a ranking is asked for it:
// all of it at once, since a posting list is gone through once for all of them.
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
#include <string_view>
#include <vector>

#include "query/compiler.h"
#include "query/forward_reader.h"
#include "query/incidence.h"
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

/// For one request. Methods throw Xapian::Error. The words outlive it.
class Closeness {
 public:
  Closeness(const Session& session, std::span<const ScoredWord> words);

  /// Of each of the documents, in their order.
  [[nodiscard]] std::vector<Together> of(std::span<const std::uint32_t> documents, Watch& watch);

 private:
  struct Word {
    double other_weight = 0;  // what the best of its alternatives counts
    std::uint32_t place = 0;  // in the query
    double rarity = 0;
    // In the document that is looked at: of its own terms, or else those of its alternatives.
    std::vector<std::uint32_t> positions = {};  // ascending
    bool own = true;
    double weight = 1;

    [[nodiscard]] double worth() const { return rarity * weight; }
  };
  enum class Origin : std::uint8_t { kOwn, kAlternative };
  struct Term {
    const std::string* name = nullptr;
    std::uint64_t hash = 0;
    std::uint32_t word = 0;
    Origin origin = Origin::kOwn;
  };
  struct Occurrence {
    std::uint32_t position = 0;
    std::uint32_t word = 0;
  };

  void add(const ScoredWord& word);
  void read(std::string_view packed, const Incidence& incidence, std::size_t row);
  void note(std::uint32_t position, std::uint32_t word);
  [[nodiscard]] double neighbours() const;
  [[nodiscard]] double passage();
  [[nodiscard]] double beginning() const;
  [[nodiscard]] double title(std::uint32_t document);

  double documents_;  // of the index
  Postings& postings_;
  const schema::BlobFile& forward_;
  std::span<const std::uint8_t> title_lengths_;
  ForwardReader reader_;
  std::vector<Word> words_;
  std::vector<Term> terms_;              // of all words
  double rarity_ = 0;                    // of all words
  std::vector<Occurrence> occurrences_;  // in the document that is looked at, by position and word
  std::vector<std::uint32_t> inside_;    // how often each word stands in the passage that is looked at
  std::vector<std::uint32_t> title_positions_;
};

}  // namespace tarsach::query

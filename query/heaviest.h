// The heaviest documents of a set, by the posting lists of the generation's file. What query/accumulators.h finds, but
// that most postings of frequent words are not looked at.
//
//   Heaviest heaviest(session, weighed_words(session, words), watch);
//   std::vector<Ranked> best = heaviest.of(matches, 50);
//
// Documents are gone through in windows that fit into the processor's nearest cache, and there word by word, those that
// can weigh most first. As soon as as many documents are known as are asked for, one that can not come up to the least
// of these with all words that are left is no candidate any more; without candidates, the words that are left are not
// looked at (MaxScore: H. Turtle, J. Flood, "Query evaluation: strategies and optimizations", 1995). Of a word, either
// all postings of the window are added up, or, where these are many more, each candidate is looked for in its lists.
// All weights are whole steps (query/saturation.h), so nothing depends on the order in which they are added up.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "query/best.h"
#include "query/bitmap.h"
#include "query/ranking.h"
#include "query/snapshot.h"
#include "query/watch.h"
#include "query/weights.h"

namespace tarsach::query {

/// The list of a term, read from its front to its end: for windows, or for single documents.
class PostingCursor {
 public:
  explicit PostingCursor(const schema::PostingBlocks& blocks) : blocks_(blocks) {}

  /// action(documents, times, their place in the block) for the postings from `begin` on, below `end`, piece by piece.
  template <typename Action>
  void for_each_piece(std::uint32_t begin, std::uint32_t end, Action&& action);
  /// How often the document has the term.
  [[nodiscard]] std::uint32_t times_of(std::uint32_t document);

 private:
  schema::PostingBlocks blocks_;
  std::size_t next_ = 0;    // posting of the block
  std::uint32_t last_ = 0;  // of the block that next_ is about
  bool ended_ = false;
};

/// For one question, in one thread. Throws Xapian::Error.
class Heaviest {
 public:
  /// The words outlive it; the session's postings have a file.
  Heaviest(const Session& session, std::span<const WeighedWord> words, Watch& watch);

  /// The heaviest first, equals in the order of their numbers; what weighs nothing is not among them.
  [[nodiscard]] std::vector<Ranked> of(const Bitmap& matches, std::size_t depth);

 private:
  static constexpr std::uint32_t kGroup = 64, kWindow = kGroup * 64;  // documents

  struct Word {
    double factor = 0;
    double most = 0;                 // that it weighs in any document
    double rest = 0;                 // that it and all words behind it weigh
    std::size_t begin = 0, end = 0;  // of its lists
    std::uint64_t postings = 0;
  };

  using Numbers = std::span<const std::uint32_t>;

  [[nodiscard]] std::vector<Word> words_of(std::span<const WeighedWord> words);
  void weigh_window(std::uint32_t begin, std::uint32_t end);
  void add(const Word& word, std::uint32_t begin, std::uint32_t end);
  void add_synonyms(const Word& word, std::uint32_t begin, std::uint32_t end);
  [[nodiscard]] std::uint64_t keep_candidates(double limit);
  void ask(const Word& word, std::uint32_t begin);
  void touch(std::uint32_t place, double weight);
  void clear();
  template <typename Action>
  void for_each_candidate(Action&& action) const;

  Postings& postings_;
  std::span<const std::uint32_t> lengths_;
  const HalfSaturations& halves_;
  Watch& watch_;
  std::vector<PostingCursor> lists_;
  std::vector<Word> words_;  // those that can weigh most first
  std::size_t documents_ = 0;
  Best best_{0};
  // Of a window:
  alignas(64) std::array<double, kWindow> weights_ = {};     // of its documents
  std::array<std::uint64_t, kWindow / 64> candidates_ = {};  // those that can still be among the best
  std::uint64_t touched_ = 0;                                // a bit for each kGroup weights: some may not be 0
  std::array<std::uint32_t, kWindow> times_ = {};            // that each has a word of several terms
  std::vector<std::uint32_t> counted_;
};

}  // namespace tarsach::query

// The heaviest documents of a set, by the posting lists of the generation's file. What query/accumulators.h finds, but
// that most postings of frequent words are not looked at.
//
//   Heaviest heaviest(session, weighed_words(session, words), watch);
//   std::vector<Ranked> best = heaviest.of(matches, 50);
//
// Documents are gone through in windows that fit into the processor's nearest cache: the postings of each word are
// added up there, then the heaviest ones taken out. As soon as as many are known as are asked for, words that all
// together weigh no more than the least of these can bring no document among them: their lists are only asked about
// documents that the other words have made heavy enough (MaxScore: H. Turtle, J. Flood, "Query evaluation: strategies
// and optimizations", 1995). Of few matches, each is asked about in every list. All weights are whole steps
// (query/saturation.h), so nothing depends on the order in which they are added up.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

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

  [[nodiscard]] std::vector<Word> words_of(std::span<const WeighedWord> words);
  void choose_essential();
  void fill(std::uint32_t begin, std::uint32_t end);
  void add(const Word& word, std::uint32_t begin, std::uint32_t end);
  void add_synonyms(const Word& word, std::uint32_t begin, std::uint32_t end);
  void touch(std::uint32_t place, double weight);
  void take_heavy(std::span<const std::uint64_t> matches, std::uint32_t begin);
  void clear();
  void take_all(std::span<const std::uint64_t> words, std::uint32_t begin);
  void consider(std::uint32_t document, double weight);
  [[nodiscard]] double weight_in(const Word& word, std::uint32_t document);

  Postings& postings_;
  std::span<const std::uint32_t> lengths_;
  const HalfSaturations& halves_;
  Watch& watch_;
  std::vector<PostingCursor> lists_;
  std::vector<Word> words_;    // those that can weigh most first
  std::size_t essential_ = 0;  // so many of them are added up in windows
  std::size_t depth_ = 0;
  double threshold_ = 0;                                  // weights up to it are not among the best
  std::vector<Ranked> best_;                              // a heap, the least of them at its front
  alignas(16) std::array<double, kWindow> weights_ = {};  // of the documents of a window
  std::uint64_t touched_ = 0;                             // a bit for each kGroup of them: some may not be 0
  std::array<std::uint32_t, kWindow> times_ = {};         // that each has a word of several terms
  std::vector<std::uint32_t> counted_;
};

}  // namespace tarsach::query

// The weights of the documents of a set, added up word by word, and the heaviest of them.
//
//   Accumulators weights(matches, columns.lengths, average_length);
//   weights.add(postings.of("варна", among, watch), factor);                    // a word of one term
//   for (const std::string& synonym : word.terms) weights.count(postings.of(synonym, among, watch));
//   weights.add_counted(word.factor);                                           // a word of several
//   std::vector<Ranked> best = weights.best(10);
//
// There is an accumulator for each document of the set; if they are many, for each one of the index, which then is
// found without counting. 20 bytes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/postings.h"
#include "query/ranking.h"

namespace tarsach::query {

class Accumulators {
 public:
  /// `lengths` are those of all documents, by their numbers. It and the set outlive this.
  Accumulators(const Bitmap& documents, std::span<const std::uint32_t> lengths, double average_length);

  /// What a word weighs that is one term.
  void add(std::span<const Posting> postings, double factor);

  /// Postings of one of the terms that stand for a word.
  void count(std::span<const Posting> postings);
  /// Adds what the word weighs by all that was counted since the last time.
  void add_counted(double factor);

  /// The heaviest first, equals in the order of their numbers; what weighs nothing is not among them.
  [[nodiscard]] std::vector<Ranked> best(std::size_t depth) const;

 private:
  template <typename Action>
  void for_each_place(std::span<const Posting> postings, Action&& action) const;

  const Bitmap& documents_;
  std::vector<std::uint32_t> places_;  // of the first document of each word of the bitmap; empty: one for each of all
  // One for each place.
  std::vector<double> weights_;
  std::vector<double> halves_;        // see half_saturation()
  std::vector<std::uint32_t> times_;  // of the word that is counted, if there is one
  std::vector<std::uint32_t> counted_;
  std::span<const std::uint32_t> lengths_;
};

}  // namespace tarsach::query

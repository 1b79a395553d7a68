// What words weigh in a document: BM25, in a form in which the number of shards makes no difference, to the last bit.
//
// Xapian's own BM25Weight gives other numbers for the same document when an index is split: it adds the words of a
// document in an order that depends on how frequent they are in each shard, and estimates the frequency of synonyms and
// the greatest weight shard by shard. So how rare a word is is worked out here, from the figures of the whole, and
// given to the matcher as a factor; of the weights in a document only whole steps are kept, whose sum is exact in any
// order.
//
//   const WeighedQuery weighed = weighed_query(session, words);
//   enquire.set_weighting_scheme(Saturation(session.database().get_avlength()));
//   enquire.set_query(weighed.query);                  // no document can be heavier than weighed.greatest
#pragma once

#include <xapian.h>

#include <span>

#include "query/compiler.h"
#include "query/snapshot.h"

namespace tarsach::query {

struct WeighedQuery {
  Xapian::Query query;  // of each word, factor × how much of it the document has
  double greatest = 0;  // the weight of a document that had every occurrence of all words, and were short
};

/// Throws Xapian::Error.
[[nodiscard]] WeighedQuery weighed_query(const Session& session, std::span<const ScoredWord> words);

/// How much of a word a document has, times the factor that the word was given in the query. The length of a document
/// counts in proportion to the average, but not below half of it.
class Saturation : public Xapian::Weight {
 public:
  explicit Saturation(double average_length);

  [[nodiscard]] Saturation* clone() const override { return new Saturation(average_length_); }
  void init(double factor) override { factor_ = factor; }
  [[nodiscard]] double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                                   Xapian::termcount unique_terms) const override;
  [[nodiscard]] double get_maxpart() const override;
  [[nodiscard]] double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  [[nodiscard]] double get_maxextra() const override { return 0; }

 private:
  double average_length_;
  double factor_ = 0;
};

}  // namespace tarsach::query

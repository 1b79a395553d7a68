// What words weigh in a document: BM25, in a form in which the number of shards makes no difference, to the last bit.
// How rare a word is is worked out from the figures of the whole index, and of each weight in a document only whole
// steps are kept, whose sum is exact in any order. (Xapian's own BM25Weight adds the words of a document in an order
// that depends on how frequent they are in each shard, and estimates the frequency of synonyms shard by shard.)
//
//   const WeighedWords weighed = weighed_words(session, words);
//   for (const WeighedWord& word : weighed.words) …      // no document can be heavier than weighed.greatest
//     weight += saturated(word.factor, times, half_saturation(length, average_length));
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "query/compiler.h"
#include "query/ranking.h"
#include "query/saturation.h"
#include "query/snapshot.h"

namespace tarsach::query {

/// Synonyms: a document has the word as often as all of them together.
struct WeighedWord {
  std::span<const std::string> terms;
  double factor = 0;  // what it weighs in a document that consists of it
};

struct WeighedWords {
  std::vector<WeighedWord> words;  // those that the index has
  double greatest = 0;             // the weight of a document that had every occurrence of all words, and were short
};

/// The words outlive what is returned. Throws Xapian::Error.
[[nodiscard]] WeighedWords weighed_words(const Session& session, std::span<const ScoredWord> words);

}  // namespace tarsach::query

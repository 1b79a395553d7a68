// What a run has counted, for its summary.
#pragma once

#include <cstdint>

#include "corpus/article.h"
#include "corpus/classify.h"

namespace tarsach::indexer {

/// In how many articles a fact was given, worked out, or is unknown.
struct FactTally {
  std::uint64_t given = 0, inferred = 0, none = 0;

  FactTally& operator+=(const FactTally& other);
};

struct Tally {
  std::uint64_t indexed = 0;
  FactTally title, date, language, events, topics;
  int first_year = 0, last_year = 0;  // 0: no article has a date

  /// Counts an article that Classifier::complete() has gone over.
  void add(const corpus::Article& article, const corpus::Inferred& inferred);
  Tally& operator+=(const Tally& other);

 private:
  void add_years(int first, int last);
};

}  // namespace tarsach::indexer

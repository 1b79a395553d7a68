// How good a ranking is, against what people have judged.
//
//   const Ranking ranking = {"varna-2018", "sofia-2015"};           // document ids, the best first
//   const Quality quality = measure(ranking, grades, /*relevant_grade=*/2);
//
// nDCG   Normalised discounted cumulated gain: K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR
//        techniques", ACM TOIS 20(4), 2002; with the gain and the discount of C. Burges et al., "Learning to rank using
//        gradient descent", ICML 2005:   DCG = Σ (2^grade − 1) / log2(rank + 1) over the first kCutoff ranks,
//        divided by the DCG of the best possible order of all judged documents.
// RR     Reciprocal rank of the first relevant document (E. Voorhees, "The TREC-8 question answering track report",
//        1999), 0 if none is among those that were ranked; its mean over the queries is the MRR.
// Recall Of the relevant documents, the share among the first kCutoff.
//
// Relevant is what has at least `relevant_grade` (in corpus/judgments.tsv 1 is marginal and 2 is relevant). A query
// without a relevant document has RR and recall 0.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "query/judgments.h"

namespace tarsach::query {

inline constexpr std::size_t kCutoff = 10;
inline constexpr std::size_t kRankedDocuments = 100;  // so many are asked for; RR looks at all of them

using Ranking = std::vector<std::string>;

/// Each from 0 to 1.
struct Quality {
  double ndcg = 0;
  double reciprocal_rank = 0;
  double recall = 0;
};

[[nodiscard]] Quality measure(const Ranking& ranking, const Grades& grades, int relevant_grade);

/// Zeros for no queries.
[[nodiscard]] Quality mean(const std::vector<Quality>& qualities);

}  // namespace tarsach::query

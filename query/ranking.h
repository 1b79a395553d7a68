// In what order matching documents come. The bitmap has decided exactly which ones match; a flat list of words finds
// the best of them by BM25, from the posting lists that the request has read, and the head of that list is put in order
// anew by how the words stand in them (query/closeness.h). What has none of the words (a match of „-Варна“ alone) comes
// last, newest first.
//
//   std::vector<Ranked> page = rank_by_relevance(session, compiled.words, matches, offset + limit, watch);
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/bitmap.h"
#include "query/compiler.h"
#include "query/request.h"
#include "query/saturation.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

// Of BM25 (query/saturation.h). See docs/decisions/0007-ranking.md for how these were chosen.
inline constexpr double kTitleWeight = 0.4;     // of a word in the title, beside its weight in the text
inline constexpr double kStopWordWeight = 0.6;  // of „и“, „на“, the

/// So many of the best are put in order anew by closeness: always the same ones, so that pages fit together.
inline constexpr std::size_t kHeadDepth = 50;

struct Ranked {
  std::uint32_t document = 0;
  double score = 0;  // 0..1, a share of what the best conceivable document would have

  bool operator==(const Ranked&) const = default;
};

/// The first `depth` in their order. Throws Xapian::Error.
[[nodiscard]] std::vector<Ranked> rank_by_relevance(const Session& session, std::span<const ScoredWord> words,
                                                    const Bitmap& matches, std::size_t depth, Watch& watch);

/// The same for some of those behind the head, which stand by their weight alone: `matches` has none of the first
/// kHeadDepth that rank_by_relevance() gives for a set that it is a part of.
[[nodiscard]] std::vector<Ranked> rank_behind_head(const Session& session, std::span<const ScoredWord> words,
                                                   const Bitmap& matches, std::size_t depth, Watch& watch);

/// By date, those without one last; without scores.
[[nodiscard]] std::vector<Ranked> rank_by_date(const Snapshot& snapshot, const Bitmap& matches, Sort sort,
                                               std::size_t depth);

/// The order by words alone: weights as BM25 gives them, the highest first, ties in the order of docids; documents
/// with none of the words are not in it.
struct Weighed {
  std::vector<Ranked> documents;
  double greatest = 0;  // the weight of a document in which all words are as heavy as they can be
};
[[nodiscard]] Weighed weigh(const Session& session, std::span<const ScoredWord> words, const Bitmap& matches,
                            std::size_t depth, Watch& watch);

}  // namespace tarsach::query

#include "query/ranking.h"

#include <algorithm>

#include "query/accumulators.h"
#include "query/closeness.h"
#include "query/heaviest.h"
#include "query/weights.h"

namespace tarsach::query {

namespace {

bool before(const DateColumn& dates, const Ranked& a, const Ranked& b) {
  if (a.score != b.score) return a.score > b.score;
  if (dates.key(a.document) != dates.key(b.document)) return dates.key(a.document) > dates.key(b.document);
  return a.document < b.document;
}

void order_head_by_closeness(const Session& session, std::span<const ScoredWord> words, std::vector<Ranked>& documents,
                             Watch& watch) {
  const std::span head(documents.data(), std::min(documents.size(), kHeadDepth));
  std::vector<std::uint32_t> numbers;
  for (const Ranked& ranked : head) numbers.push_back(ranked.document);
  const std::vector<Together> together = Closeness(session, words).of(numbers, watch);
  for (std::size_t i = 0; i < head.size(); ++i) head[i].score *= together[i].boost();
  const DateColumn& dates = session.snapshot().columns().dates;
  std::sort(head.begin(), head.end(), [&](const Ranked& a, const Ranked& b) { return before(dates, a, b); });
}

/// A few documents are sorted sooner than they are found in the order of all.
constexpr std::size_t kStepsOfSorting = 32;

std::vector<Ranked> sorted_by_date(const DateColumn& dates, const Bitmap& matches, Sort sort, std::size_t depth) {
  std::vector<Ranked> documents;
  matches.for_each([&](std::uint32_t document) { documents.push_back({document, 0}); });
  const auto key = [&](const Ranked& ranked) {  // no date, 0, becomes the greatest in both
    return sort == Sort::kOldestFirst ? dates.key(ranked.document) - 1 : ~dates.key(ranked.document);
  };
  std::stable_sort(documents.begin(), documents.end(),
                   [&](const Ranked& a, const Ranked& b) { return key(a) < key(b); });
  if (documents.size() > depth) documents.resize(depth);
  return documents;
}

void append_newest(const Snapshot& snapshot, Bitmap rest, std::size_t depth, std::vector<Ranked>& documents) {
  for (const Ranked& ranked : documents) rest.reset(ranked.document);
  const auto newest = rank_by_date(snapshot, rest, Sort::kNewestFirst, depth - documents.size());
  documents.insert(documents.end(), newest.begin(), newest.end());
}

/// Weights become shares; what has none of the words comes behind what has.
std::vector<Ranked> filled_up(const Snapshot& snapshot, Weighed weighed, const Bitmap& matches, std::size_t depth) {
  std::vector<Ranked> documents = std::move(weighed.documents);
  for (Ranked& ranked : documents) ranked.score /= weighed.greatest * kGreatestBoost;
  if (documents.size() > depth) documents.resize(depth);
  if (documents.size() < depth) append_newest(snapshot, matches, depth, documents);
  return documents;
}

}  // namespace

namespace {

/// By lists that are read once, whole.
std::vector<Ranked> heaviest_of_all(const Session& session, std::span<const WeighedWord> words, const Bitmap& matches,
                                    std::size_t depth, Watch& watch) {
  const Among among(matches);
  const Snapshot& snapshot = session.snapshot();
  Accumulators weights(matches, snapshot.columns().lengths, snapshot.average_length());
  for (const WeighedWord& word : words) {
    watch.look();
    if (word.terms.size() == 1) {
      weights.add(session.postings().of(word.terms.front(), among, watch), word.factor);
      continue;
    }
    for (const std::string& term : word.terms) weights.count(session.postings().of(term, among, watch));
    weights.add_counted(word.factor);
  }
  return weights.best(depth);
}

}  // namespace

Weighed weigh(const Session& session, std::span<const ScoredWord> words, const Bitmap& matches, std::size_t depth,
              Watch& watch) {
  if (words.empty() || depth == 0 || matches.none()) return {};
  const WeighedWords by = weighed_words(session, words);
  if (!session.postings().has_file()) return {heaviest_of_all(session, by.words, matches, depth, watch), by.greatest};
  return {Heaviest(session, by.words, watch).of(matches, depth), by.greatest};
}

std::vector<Ranked> rank_by_relevance(const Session& session, std::span<const ScoredWord> words, const Bitmap& matches,
                                      std::size_t depth, Watch& watch) {
  Weighed weighed = weigh(session, words, matches, std::max(depth, kHeadDepth), watch);
  order_head_by_closeness(session, words, weighed.documents, watch);
  return filled_up(session.snapshot(), std::move(weighed), matches, depth);
}

std::vector<Ranked> rank_behind_head(const Session& session, std::span<const ScoredWord> words, const Bitmap& matches,
                                     std::size_t depth, Watch& watch) {
  return filled_up(session.snapshot(), weigh(session, words, matches, depth, watch), matches, depth);
}

std::vector<Ranked> rank_by_date(const Snapshot& snapshot, const Bitmap& matches, Sort sort, std::size_t depth) {
  const DateColumn& dates = snapshot.columns().dates;
  const std::size_t count = matches.count();
  if (count * kStepsOfSorting < matches.size()) return sorted_by_date(dates, matches, sort, depth);
  std::vector<Ranked> documents;
  std::size_t left = std::min(depth, count);
  for (const std::uint32_t document : sort == Sort::kOldestFirst ? dates.oldest_first() : dates.newest_first()) {
    if (left == 0) break;
    if (!matches.test(document)) continue;
    documents.push_back({document, 0});
    --left;
  }
  return documents;
}

}  // namespace tarsach::query

#include "query/closeness.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/prefetch.h"
#include "schema/fields.h"

namespace tarsach::query {
namespace {

/// Words past these are not looked at: a query of so many words finds its documents by them alone.
constexpr std::size_t kMaxWordsLookedAt = 9;

/// So many documents are on their way from memory while one is read.
constexpr std::size_t kAhead = 4;

// How much nearer or farther two words stand than in the query, at best; the given lists are ascending.
std::uint32_t least_displacement(const std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& second,
                                 std::uint32_t distance) {
  std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
  auto at = second.begin();
  for (const std::uint32_t position : first) {
    const std::uint32_t wanted = position + distance;
    at = std::lower_bound(at, second.end(), wanted);
    if (at != second.end()) least = std::min(least, *at - wanted);
    if (at != second.begin()) least = std::min(least, wanted - *std::prev(at));
    if (least == 0) break;
  }
  return least;
}

}  // namespace

Closeness::Closeness(const Session& session, std::span<const ScoredWord> words)
    : documents_(session.database().get_doccount()),
      postings_(session.postings()),
      forward_(session.snapshot().forward()),
      title_lengths_(session.snapshot().columns().title_lengths) {
  for (const ScoredWord& word : words)
    if (!word.whole && !word.stop_word && words_.size() < kMaxWordsLookedAt) add(word);
  inside_.resize(words_.size());
}

void Closeness::add(const ScoredWord& word) {
  const auto number = static_cast<std::uint32_t>(words_.size());
  const std::size_t before = terms_.size();
  Word looked_at{.place = word.place};
  for (const std::string& term : word.terms)
    terms_.push_back({&term, schema::hash_of_term(term), number, Origin::kOwn});
  for (const Alternative& alternative : word.alternatives) {
    for (const std::string& term : alternative.terms)
      terms_.push_back({&term, schema::hash_of_term(term), number, Origin::kAlternative});
    looked_at.other_weight = std::max(looked_at.other_weight, alternative.weight);
  }
  double documents = 0;
  for (std::size_t i = before; i < terms_.size(); ++i) documents += postings_.figures(*terms_[i].name).documents;
  if (documents == 0) return terms_.resize(before);
  looked_at.rarity = std::log1p(documents_ / documents);
  rarity_ += looked_at.rarity;
  words_.push_back(std::move(looked_at));
}

std::vector<Together> Closeness::of(std::span<const std::uint32_t> documents, Watch& watch) {
  std::vector<Together> together(documents.size());
  if (words_.empty()) return together;
  std::vector<std::uint32_t> ascending(documents.begin(), documents.end());
  std::sort(ascending.begin(), ascending.end());
  Incidence incidence(ascending);
  for (const Term& term : terms_) incidence.add(postings_.of(*term.name, incidence.among(), watch));
  std::vector<std::string_view> packed;  // all are looked up at once: they are waited for together
  for (const std::uint32_t document : documents) packed.push_back(forward_.of(document));
  for (std::size_t i = 0; i < documents.size(); ++i) {
    watch.look();
    if (i + kAhead < packed.size()) prefetch(packed[i + kAhead]);
    const auto row = std::lower_bound(ascending.begin(), ascending.end(), documents[i]) - ascending.begin();
    read(packed[i], incidence, static_cast<std::size_t>(row));
    together[i] = {neighbours(), passage(), beginning(), title(documents[i])};
  }
  return together;
}

// Where the words stand in a document, those of the query first: what stands in their place counts only without them.
void Closeness::read(std::string_view packed, const Incidence& incidence, std::size_t row) {
  reader_.open(packed);
  for (Word& word : words_) {
    word.positions.clear();
    word.own = false;
  }
  for (std::size_t i = 0; i < terms_.size(); ++i)
    if (terms_[i].origin == Origin::kOwn && incidence.has(row, i)) words_[terms_[i].word].own = true;
  for (std::size_t i = 0; i < terms_.size(); ++i)
    if (incidence.has(row, i) && words_[terms_[i].word].own == (terms_[i].origin == Origin::kOwn))
      reader_.ask(terms_[i].hash, terms_[i].word);
  for (Word& word : words_) word.weight = word.own ? 1 : word.other_weight;
  occurrences_.clear();
  reader_.for_each([&](std::uint32_t position, std::uint32_t word) { note(position, word); });
}

void Closeness::note(std::uint32_t position, std::uint32_t word) {
  words_[word].positions.push_back(position);
  occurrences_.push_back({position, word});
  for (std::size_t i = occurrences_.size() - 1; i > 0; --i) {
    const Occurrence& before = occurrences_[i - 1];
    if (before.position != position || before.word <= word) break;
    std::swap(occurrences_[i - 1], occurrences_[i]);
  }
}

double Closeness::neighbours() const {
  if (words_.size() < 2) return 0;
  double sum = 0;
  for (std::size_t i = 1; i < words_.size(); ++i) {
    const Word &first = words_[i - 1], &second = words_[i];
    if (first.positions.empty() || second.positions.empty()) continue;
    sum += first.weight * second.weight /
           (1.0 + least_displacement(first.positions, second.positions, second.place - first.place));
  }
  return sum / static_cast<double>(words_.size() - 1);
}

// A window slides over the occurrences and knows which words are in it.
double Closeness::passage() {
  std::fill(inside_.begin(), inside_.end(), 0);
  double rarity = 0, best = 0;
  auto first = occurrences_.begin();
  for (const Occurrence& last : occurrences_) {
    if (inside_[last.word]++ == 0) rarity += words_[last.word].worth();
    for (; last.position - first->position >= kPassageLength; ++first)
      if (--inside_[first->word] == 0) rarity -= words_[first->word].worth();
    best = std::max(best, rarity);
  }
  return best / rarity_;
}

double Closeness::beginning() const {
  double sum = 0;
  for (const Word& word : words_)
    if (!word.positions.empty())
      sum += word.worth() / (1 + std::log2(1 + word.positions.front() / static_cast<double>(kBeginningLength)));
  return sum / rarity_;
}

// Squared, so that it says little of a title that only has something to do with the query.
double Closeness::title(std::uint32_t document) {
  title_positions_.clear();
  double rarity = 0;
  for (const Word& word : words_) {
    const std::vector<std::uint32_t>& positions = word.positions;
    if (!word.own) continue;  // a translation of the title is not the title
    const auto end = std::lower_bound(positions.begin(), positions.end(), schema::kPositionGap);
    if (end != positions.begin()) rarity += word.rarity;
    title_positions_.insert(title_positions_.end(), positions.begin(), end);
  }
  if (title_positions_.empty()) return 0;
  const std::uint32_t length = title_lengths_[document];
  if (length == 0) return 0;
  std::sort(title_positions_.begin(), title_positions_.end());
  const auto covered = std::unique(title_positions_.begin(), title_positions_.end()) - title_positions_.begin();
  const double share = std::min(1.0, static_cast<double>(covered) / length);
  const double both = share * rarity / rarity_;
  return both * both;
}

}  // namespace tarsach::query

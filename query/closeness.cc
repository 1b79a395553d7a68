#include "query/closeness.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "schema/fields.h"
#include "schema/title_length.h"

namespace tarsach::query {
namespace {

/// Words past these are not looked at: a query of so many words finds its documents by them alone.
constexpr std::size_t kMaxWordsLookedAt = 9;

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
    : database_(session.database()), postings_(session.postings()) {
  for (const ScoredWord& word : words) {
    if (word.whole || word.stop_word) continue;
    if (words_.size() == kMaxWordsLookedAt) break;
    Word looked_at{.terms = word.terms, .other_terms = {}, .place = word.place};
    for (const auto& [terms, title_terms, weight] : word.alternatives) {
      looked_at.other_terms.insert(looked_at.other_terms.end(), terms.begin(), terms.end());
      looked_at.other_weight = std::max(looked_at.other_weight, weight);
    }
    double documents = 0;
    for (const auto* terms : {&looked_at.terms, &looked_at.other_terms})
      for (const std::string& term : *terms) documents += postings_.figures(term).documents;
    if (documents == 0) continue;
    looked_at.rarity = std::log1p(database_.get_doccount() / documents);
    words_.push_back(std::move(looked_at));
    rarity_ += words_.back().rarity;
  }
  inside_.resize(words_.size());
}

std::vector<Together> Closeness::of(std::span<const std::uint32_t> documents, Watch& watch) {
  std::vector<Together> together(documents.size());
  if (words_.empty()) return together;
  for (Word& word : words_) find(word, documents, watch);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    watch.look();
    for (Word& word : words_) {
      word.here = std::move(word.found[i]);
      word.weight = word.here.own ? 1 : word.other_weight;
    }
    together[i] = {neighbours(), passage(), beginning(), title(documents[i])};
  }
  return together;
}

void Closeness::find(Word& word, std::span<const std::uint32_t> documents, Watch& watch) {
  word.found.assign(documents.size(), {});
  std::vector<Place> places;
  for (std::size_t i = 0; i < documents.size(); ++i) places.push_back({documents[i], &word.found[i]});
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.document < b.document; });
  look_up(word.terms, places, watch);
  std::erase_if(places, [](const Place& place) { return !place.found->positions.empty(); });
  for (const Place& place : places) place.found->own = false;
  look_up(word.other_terms, places, watch);
}

// Only of documents that have the term: to find no positions takes as long as to find some.
void Closeness::look_up(const std::vector<std::string>& terms, std::span<const Place> places, Watch& watch) {
  std::vector<std::uint32_t> documents;
  for (const Place& place : places) documents.push_back(place.document);
  const Among among(std::move(documents));
  for (const std::string& term : terms) {
    auto place = places.begin();
    for (const Posting& posting : postings_.of(term, among, watch)) {
      while (place != places.end() && place->document < posting.document) ++place;
      if (place == places.end()) break;
      if (place->document != posting.document) continue;
      watch.step(kProbeCost);
      postings_.add_positions(posting.document, term, place->found->positions);
    }
  }
}

double Closeness::neighbours() const {
  if (words_.size() < 2) return 0;
  double sum = 0;
  for (std::size_t i = 1; i < words_.size(); ++i) {
    const Word &first = words_[i - 1], &second = words_[i];
    if (first.here.positions.empty() || second.here.positions.empty()) continue;
    sum += first.weight * second.weight /
           (1.0 + least_displacement(first.here.positions, second.here.positions, second.place - first.place));
  }
  return sum / static_cast<double>(words_.size() - 1);
}

// A window slides over the occurrences and knows which words are in it.
double Closeness::passage() {
  occurrences_.clear();
  for (std::uint32_t word = 0; word < words_.size(); ++word)
    for (const std::uint32_t position : words_[word].here.positions) occurrences_.push_back({position, word});
  std::sort(occurrences_.begin(), occurrences_.end(),
            [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
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
    if (!word.here.positions.empty())
      sum += word.worth() / (1 + std::log2(1 + word.here.positions.front() / static_cast<double>(kBeginningLength)));
  return sum / rarity_;
}

// Squared, so that it says little of a title that only has something to do with the query.
double Closeness::title(std::uint32_t document) {
  title_positions_.clear();
  double rarity = 0;
  for (const Word& word : words_) {
    const std::vector<std::uint32_t>& positions = word.here.positions;
    if (!word.here.own) continue;  // a translation of the title is not the title
    const auto end = std::lower_bound(positions.begin(), positions.end(), schema::kPositionGap);
    if (end != positions.begin()) rarity += word.rarity;
    title_positions_.insert(title_positions_.end(), positions.begin(), end);
  }
  if (title_positions_.empty()) return 0;
  const std::string packed =
      database_.get_document(document, Xapian::DOC_ASSUME_VALID).get_value(schema::kTitleLengthSlot);
  const std::size_t length = schema::unpack_title_length(packed);
  if (length == 0) return 0;
  std::sort(title_positions_.begin(), title_positions_.end());
  const auto covered = std::unique(title_positions_.begin(), title_positions_.end()) - title_positions_.begin();
  const double share = std::min(1.0, static_cast<double>(covered) / static_cast<double>(length));
  const double both = share * rarity / rarity_;
  return both * both;
}

}  // namespace tarsach::query

#include "query/weights.h"

#include <cmath>

namespace tarsach::query {

namespace {

/// Synonyms, and how much they count beside other words of the query.
struct Leaf {
  const std::vector<std::string>* terms;
  double weight;
};

std::vector<Leaf> leaves_of(std::span<const ScoredWord> words) {
  std::vector<Leaf> leaves;
  for (const ScoredWord& word : words) {
    const double weight = word.weight * (word.stop_word ? kStopWordWeight : 1.0);
    leaves.push_back({&word.terms, weight});
    leaves.push_back({&word.title_terms, weight * kTitleWeight});
    for (const Alternative& alternative : word.alternatives) {
      leaves.push_back({&alternative.terms, weight * alternative.weight});
      leaves.push_back({&alternative.title_terms, weight * alternative.weight * kTitleWeight});
    }
  }
  return leaves;
}

/// How many documents have one of the terms, if they stand independently of each other.
double frequency(Postings& postings, const std::vector<std::string>& terms, double size) {
  if (terms.size() == 1) return postings.figures(terms.front()).documents;
  double without = 1;
  for (const std::string& term : terms) without *= 1 - postings.figures(term).documents / size;
  return size * (1 - without);
}

/// Robertson and Spärck Jones', as Xapian has it: a word that most documents have still counts a little.
double rarity(double documents, double frequency) {
  const double odds = (documents - frequency + 0.5) / (frequency + 0.5);
  return std::log(odds < 2 ? odds / 2 + 1 : odds);
}

double occurrences(Postings& postings, const std::vector<std::string>& terms) {
  double count = 0;
  for (const std::string& term : terms) count += static_cast<double>(postings.figures(term).occurrences);
  return count;
}

}  // namespace

WeighedWords weighed_words(const Session& session, std::span<const ScoredWord> words) {
  Postings& postings = session.postings();
  const double size = session.database().get_doccount();
  WeighedWords weighed;
  for (const Leaf& leaf : leaves_of(words)) {
    const double times = occurrences(postings, *leaf.terms);
    if (times == 0) continue;
    const double factor = leaf.weight * rarity(size, frequency(postings, *leaf.terms, size)) * (kSaturation + 1);
    weighed.words.push_back({*leaf.terms, factor});
    weighed.greatest += saturated(factor, times, half_saturation(0, 1));
  }
  return weighed;
}

}  // namespace tarsach::query

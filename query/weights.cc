#include "query/weights.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "query/ranking.h"

namespace tarsach::query {

namespace {

constexpr double kLeastLength = 0.5;  // of the average: shorter documents have no more advantage

// Steps of 2⁻³². A number up to 2²⁰, which all weights of a query together stay below, has 52 bits of them, so sums are
// exact. Numbers from 2²⁰ to 2²¹ have room for nothing finer, so adding one and taking it away again rounds to a step.
constexpr double kRoundsToSteps = 1.5 * (1 << 20);
double whole_steps(double weight) { return weight + kRoundsToSteps - kRoundsToSteps; }

double saturated(double factor, double wdf, double length) {
  const double half = kSaturation * (1 - kLengthInfluence + kLengthInfluence * std::max(length, kLeastLength));
  return whole_steps(factor * wdf / (wdf + half));
}

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
double frequency(const Xapian::Database& database, const std::vector<std::string>& terms) {
  const double size = database.get_doccount();
  double without = 1;
  for (const std::string& term : terms) without *= 1 - database.get_termfreq(term) / size;
  return terms.size() == 1 ? database.get_termfreq(terms.front()) : size * (1 - without);
}

/// Robertson and Spärck Jones', as Xapian has it: a word that most documents have still counts a little.
double rarity(double documents, double frequency) {
  const double odds = (documents - frequency + 0.5) / (frequency + 0.5);
  return std::log(odds < 2 ? odds / 2 + 1 : odds);
}

double occurrences(const Xapian::Database& database, const std::vector<std::string>& terms) {
  double count = 0;
  for (const std::string& term : terms) count += static_cast<double>(database.get_collection_freq(term));
  return count;
}

Xapian::Query any_term(const std::vector<std::string>& terms) {
  if (terms.size() == 1) return Xapian::Query(terms.front());
  return Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
}

}  // namespace

// Flat, as Xapian 1.4 needs it: OR of leaves, each of them weighed. (OP_MAX below OP_OR would count the best way to say
// a word and not their sum; in 1.4.22 it uses freed memory.)
WeighedQuery weighed_query(const Session& session, std::span<const ScoredWord> words) {
  const Xapian::Database& database = session.database();
  WeighedQuery weighed;
  std::vector<Xapian::Query> queries;
  for (const Leaf& leaf : leaves_of(words)) {
    const double times = occurrences(database, *leaf.terms);
    if (times == 0) continue;
    const double factor =
        leaf.weight * rarity(database.get_doccount(), frequency(database, *leaf.terms)) * (kSaturation + 1);
    queries.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, any_term(*leaf.terms), factor);
    weighed.greatest += saturated(factor, times, 0);
  }
  weighed.query = Xapian::Query(Xapian::Query::OP_OR, queries.begin(), queries.end());
  return weighed;
}

Saturation::Saturation(double average_length) : average_length_(average_length) {
  need_stat(WDF);
  need_stat(DOC_LENGTH);
  need_stat(DOC_LENGTH_MIN);
  need_stat(WDF_MAX);
}

double Saturation::get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const {
  return saturated(factor_, wdf, length / average_length_);
}

double Saturation::get_maxpart() const {
  const double most = get_wdf_upper_bound();
  if (most == 0) return 0;
  return saturated(factor_, most, std::max<double>(most, get_doclength_lower_bound()) / average_length_);
}

}  // namespace tarsach::query

#include "query/substitutes.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "text/dictionary.h"

namespace tarsach::query {
namespace {

using schema::Field;

/// Of two translations, one in ten times as many articles is this many times likelier: 10^0.3 is 2.
constexpr double kFrequencyExponent = 0.3;
/// Shares of the best one's likelihood: as likely as it, or hardly at all.
constexpr double kLikely = 0.5;
constexpr double kLeastLikely = 0.02;
/// The weight of those that are not likely.
constexpr double kUnlikelyWeight = 0.3;

// A citation form that is also a form of another word means its own: „вода“, not „водя“.
void mean_itself(Piece& piece) {
  const bool is_lemma = std::find(piece.lemmas.begin(), piece.lemmas.end(), piece.form) != piece.lemmas.end();
  if (is_lemma) piece.lemmas = {piece.form};
}

std::vector<Unit> citation_units(const std::string& text, text::Analyzer& analyzer) {
  std::vector<Unit> units = units_of(text, analyzer);
  for (Unit& unit : units) {
    for (Piece& piece : unit.pieces) mean_itself(piece);
    if (unit.whole) mean_itself(*unit.whole);
  }
  return units;
}

// The piece by which a unit ranks. A compound is indexed written together, however it is spelt with a hyphen.
const Piece& ranking_piece(const Unit& unit) { return unit.whole ? *unit.whole : unit.pieces.front(); }

bool has_content(const Unit& unit) { return !ranking_piece(unit).stop_word; }

// Of how many documents one may expect them all; words of a phrase are taken as independent. 0 if one is missing.
double expected_documents(const Session& session, const std::vector<Unit>& units) {
  const auto size = static_cast<double>(std::max<Xapian::doccount>(session.database().get_doccount(), 1));
  double documents = size;
  for (const Unit& unit : units) {
    double of_unit = 0;
    for (const std::string& term : terms_of(ranking_piece(unit).lemmas, Field::kText))
      of_unit += session.database().get_termfreq(term);
    documents *= std::min(1.0, of_unit / size);
  }
  return documents;
}

// As BM25 weighs synonyms; infinite for what no document has.
double rarity(const Session& session, const std::vector<std::string>& terms) {
  double documents = 0;
  for (const std::string& term : terms) documents += session.database().get_termfreq(term);
  return std::log1p(session.database().get_doccount() / documents);
}

bool same_words(const Substitute& a, const Substitute& b) {
  return std::equal(
      a.units.begin(), a.units.end(), b.units.begin(), b.units.end(),
      [](const Unit& one, const Unit& other) { return ranking_piece(one).lemmas == ranking_piece(other).lemmas; });
}

void add(std::vector<Substitute>& found, Substitute substitute) {
  const auto same =
      std::find_if(found.begin(), found.end(), [&](const Substitute& other) { return same_words(other, substitute); });
  if (same == found.end())
    found.push_back(std::move(substitute));
  else
    same->likelihood = std::max(same->likelihood, substitute.likelihood);
}

std::vector<text::Translation> with_relatives(const Snapshot& snapshot, std::span<const text::Translation> meant) {
  std::vector<text::Translation> all(meant.begin(), meant.end());
  if (snapshot.dictionary() == nullptr) return all;
  for (const text::Translation& one : meant)
    for (const text::Relative& relative : snapshot.dictionary()->relatives(one.text))
      all.push_back({relative.lemma, one.share * share_of(relative.relation)});
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  return all;
}

void add_terms(Alternative& group, const Substitute& substitute) {
  for (const Unit& unit : substitute.units) {
    if (!has_content(unit)) continue;
    for (const std::string& term : terms_of(ranking_piece(unit).lemmas, Field::kText)) group.terms.push_back(term);
    for (const std::string& term : terms_of(ranking_piece(unit).lemmas, Field::kTitle))
      group.title_terms.push_back(term);
  }
}

}  // namespace

double share_of(text::Relation relation) {
  switch (relation) {
    case text::Relation::kAspect: return kAspectShare;
    case text::Relation::kVerbalNoun: return kVerbalNounShare;
    case text::Relation::kDerivation: break;
  }
  return kDerivationShare;
}

std::vector<Substitute> substitutes(Session& session, std::span<const text::Translation> meant) {
  std::vector<text::Translation> wanted = with_relatives(session.snapshot(), meant);
  if (wanted.size() > kMaxSubstituteLookups) wanted.resize(kMaxSubstituteLookups);
  std::vector<Substitute> found;
  for (const text::Translation& one : wanted) {
    std::vector<Unit> units = citation_units(one.text, session.analyzer());
    if (std::none_of(units.begin(), units.end(), has_content)) continue;
    const double documents = expected_documents(session, units);
    if (documents > 0) add(found, {one.text, std::move(units), one.share * std::pow(documents, kFrequencyExponent)});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.likelihood > b.likelihood; });
  std::erase_if(found, [best = found.empty() ? 0 : found.front().likelihood](const Substitute& one) {
    return one.likelihood < kLeastLikely * best;
  });
  if (found.size() > kMaxSubstitutes) found.resize(kMaxSubstitutes);
  return found;
}

std::vector<Alternative> alternatives(const Session& session, const std::vector<std::string>& lemmas,
                                      std::span<const Substitute> substitutes, double weight) {
  Alternative likely{{}, {}, weight}, others{{}, {}, weight * kUnlikelyWeight};
  for (const Substitute& one : substitutes)
    add_terms(one.likelihood >= kLikely * substitutes.front().likelihood ? likely : others, one);
  std::vector<Alternative> groups;
  const double own = rarity(session, terms_of(lemmas, Field::kText));
  for (Alternative& group : {std::ref(likely), std::ref(others)}) {
    if (group.terms.empty()) continue;
    group.weight *= std::min(1.0, own / rarity(session, group.terms));
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace tarsach::query

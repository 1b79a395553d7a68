// What may stand for a word, in terms of this index: translations and relatives that its articles have, each with how
// likely it is meant.
//
//   std::vector<Substitute> found = substitutes(session, {{"министър", .6}, {"свещеник", .2}});
//   found.front().text              министър: the likeliest first
//   alternatives(session, {"minister"}, found, 0.9)    two groups of synonyms, {министър} with 0.9 and {свещеник} with
//   less
//
// Synonyms of one word are one term with many names, so that a word of many translations does not outweigh its
// neighbours: A. Pirkola, "The effects of query structure and dictionary setups in dictionary-based cross-language
// information retrieval", SIGIR 1998. Likely and less likely ones apart, after K. Darwish and D. Oard, "Probabilistic
// structured query methods", SIGIR 2003.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "query/compiler.h"
#include "query/snapshot.h"
#include "query/units.h"
#include "text/translations.h"

namespace tarsach::query {

/// Of one word, so many that the index has are taken, the likeliest.
inline constexpr std::size_t kMaxSubstitutes = 10;
/// Nor are more of them looked up.
inline constexpr std::size_t kMaxSubstituteLookups = 32;

/// How near a word of the same root is to the word itself, by the relation. Aspects of a verb tell the same.
inline constexpr double kAspectShare = 0.9;
inline constexpr double kVerbalNounShare = 0.6;
inline constexpr double kDerivationShare = 0.3;
[[nodiscard]] double share_of(text::Relation relation);

struct Substitute {
  std::string text;
  std::vector<Unit> units;  // its words; of several, they must stand side by side
  double likelihood = 0;    // among those of the same word
};

/// Those of which the index has every word, the likeliest first; relatives of single Bulgarian words among them. A
/// frequent word is somewhat likelier. Throws Xapian::Error.
[[nodiscard]] std::vector<Substitute> substitutes(Session& session, std::span<const text::Translation> meant);

/// For ranking. The best group has `weight`. A rare substitute weighs no more than the word with these lemmas itself,
/// if the index has it: to say it in an unusual way is no merit. Throws Xapian::Error.
[[nodiscard]] std::vector<Alternative> alternatives(const Session& session, const std::vector<std::string>& lemmas,
                                                    std::span<const Substitute> substitutes, double weight);

}  // namespace tarsach::query

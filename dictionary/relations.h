// Which words belong to one root, by the ways in which Bulgarian makes words of words, as far as both are in the
// dictionary: посетя – посещавам, изграждам – изграждане, столица – столичен.
//
//   make_relatives(paradigms).at("столица")   {{"столичен", Relation::kDerivation}}
//
// The tables are in relations.cc: two endings a row. A row is there if nearly all pairs that it finds are pairs
// (docs/bulgarian.md has the figures). See Граматика на съвременния български книжовен език, т. 2, §§ on aspect and
// word formation.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dictionary/paradigms.h"
#include "text/dictionary.h"

namespace tarsach::dictionary {

/// By lemma, both ways; aspect before verbal nouns before derivations.
[[nodiscard]] std::map<std::string, std::vector<text::Relative>> make_relatives(const std::vector<Paradigm>& paradigms);

}  // namespace tarsach::dictionary

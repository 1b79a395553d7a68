// Words with all their forms, out of the entries of a Hunspell dictionary.
//
//   const std::vector<Paradigm> paradigms = make_paradigms(entries, affixes);
//   {"важен", {"важен", "важна", "важната", …}, PartOfSpeech::kAdjective}
//
// Each class of endings of an entry is one word: „грижа/KP“ is the noun and the verb. For words whose forms no class
// gives see dictionary/loose_words.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dictionary/affixes.h"
#include "dictionary/entries.h"

namespace tarsach::dictionary {

/// In the order in which a form is likelier to be meant, when all else is equal.
enum class PartOfSpeech : std::uint8_t { kName, kOther, kNoun, kAdjective, kVerb };

struct Paradigm {
  std::string lemma;
  std::vector<std::string> forms;  // the lemma among them
  PartOfSpeech part = PartOfSpeech::kOther;
};

[[nodiscard]] std::vector<Paradigm> make_paradigms(const std::vector<WordEntry>& entries, const Affixes& affixes);

}  // namespace tarsach::dictionary

// What a word can do in a phrase that is worth suggesting: „конкурс за иновативни“ and „предложиха общ“ are none.
//
//   phrase_part("иновативни клъстери", words[0])     PhrasePart::kModifier: something must follow
//   phrase_part("вземат мерки", words[0])            PhrasePart::kNone: a verb
//
// The dictionary does not tell parts of speech, so they are guessed from how a form differs from its lemma. A guess
// that is wrong costs a phrase, or lets a poor one stand.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/analyzer.h"

namespace tarsach::indexer {

enum class PhrasePart : std::uint8_t {
  kNone,         // stands in no phrase: verbs, numbers, abbreviations, most stop words
  kPreposition,  // between two words of a phrase
  kConjunction,  // the same, also behind a modifier
  kModifier,     // an adjective or a participle: never the last word of a phrase
  kName,         // any other word
};

/// What a lexeme can do in a phrase wherever it stands, worth remembering: it takes some fifty comparisons of endings.
struct PhraseRole {
  PhrasePart part = PhrasePart::kNone;
  PhrasePart with_capital = PhrasePart::kNone;  // the same, when it is written so
};
[[nodiscard]] PhraseRole phrase_role(const text::Lexeme& lexeme);

/// `text` is what was analysed, `word` one of its words, `role` its lexeme's.
[[nodiscard]] PhrasePart phrase_part(std::string_view text, const text::Word& word, PhraseRole role);
[[nodiscard]] inline PhrasePart phrase_part(std::string_view text, const text::Word& word) {
  return phrase_part(text, word, phrase_role(*word.lexeme));
}

}  // namespace tarsach::indexer

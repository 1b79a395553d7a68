// The words that articles are made of: all lemmas of the dictionary with their forms, the likeliest first; then two
// lists without an end, of names and of compounds, so that a vocabulary never stops to grow.
//
//   const Lexicon lexicon(*dictionary, frequencies, seed);
//   lexicon.append_form(text, lexicon.general(random), random);   // „предприятията“
//   append_name(text, random.rank(kNameBits));                    // „Вардарова“
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/synth/random.h"

namespace tarsach::text {
class Dictionary;
}

namespace tarsach::corpus::synth {

inline constexpr unsigned kNameBits = 18;  // half a million surnames and places
inline constexpr unsigned kCompoundBits = 23;

class Lexicon {
 public:
  /// `frequencies`: how often lemmas stand in real text. They come first, the others follow by chance, the shorter
  /// the sooner.
  Lexicon(const text::Dictionary& dictionary, const std::map<std::string, std::size_t>& frequencies,
          std::uint64_t seed);

  [[nodiscard]] std::size_t size() const { return first_.size() - 1; }
  /// A lemma as running text has them: by the law of Zipf and Mandelbrot over their ranks.
  [[nodiscard]] std::size_t general(Random& random) const { return general_.pick(random); }
  /// A lemma that is neither among the most frequent nor among the rarest.
  [[nodiscard]] std::size_t middling(Random& random) const;
  /// Some form of it; the first ones of a lemma are the frequent ones.
  [[nodiscard]] std::string_view form(std::size_t lemma, Random& random) const;
  /// Some form of the word that `form` is a form of; `form` itself if it is none.
  [[nodiscard]] std::string_view another_form(std::string_view form, Random& random) const;

 private:
  std::string letters_;  // all forms
  struct Form {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  [[nodiscard]] std::string_view text(const Form& form) const { return {letters_.data() + form.begin, form.size}; }

  std::vector<Form> forms_;            // lemma by lemma
  std::vector<std::uint32_t> first_;   // of each lemma's forms, and the end
  std::vector<std::uint32_t> sorted_;  // forms_ by their text, for another_form()
  std::vector<std::uint32_t> lemma_;   // by place in forms_
  Weighted general_;
};

/// „Вардарова“, „Лимонск“; of one number always the same, of two mostly not.
[[nodiscard]] std::string name(std::uint64_t number);
/// What makes a compound of the word behind it: „евро“.
[[nodiscard]] std::string_view prefix(std::uint64_t number);

/// „а“ → „А“, for the small letters of Bulgarian and English.
[[nodiscard]] std::string capitalised(std::string_view word);

}  // namespace tarsach::corpus::synth

// A run of words as the rules of dates read it: a place in the tokens, each with its senses, that rules move on.
//
//   DateCursor words("през 2017 г.");
//   words.take(DateSense::kLead) && words.number(4, 4) == 2017 && words.take(DateSense::kYearMark)
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "query/date_senses.h"
#include "text/date_tokens.h"

namespace tarsach::query {

class DateCursor {
 public:
  explicit DateCursor(std::string_view text);

  [[nodiscard]] std::size_t at() const { return at_; }
  void go_to(std::size_t at) { at_ = at; }
  void step(std::size_t tokens = 1) { at_ = std::min(at_ + tokens, tokens_.size() - 1); }
  [[nodiscard]] bool at_end() const { return now().kind == text::DateTokenKind::kEnd; }

  [[nodiscard]] const text::DateToken& now() const { return tokens_[at_]; }
  /// The last token, which is no word, past the end.
  [[nodiscard]] const text::DateToken& peek(std::size_t ahead) const;
  [[nodiscard]] const text::DateToken& token(std::size_t at) const { return tokens_[at]; }

  /// The value of the word at a place in this sense.
  [[nodiscard]] std::optional<int> sense_at(std::size_t at, DateSense wanted) const;
  [[nodiscard]] bool is(DateSense wanted) const { return sense_at(at_, wanted).has_value(); }

  // What is there is stepped over; if it is not, nothing happens.
  std::optional<int> take(DateSense wanted);
  bool take_mark(std::string_view mark);
  /// Only without a space on either side.
  bool take_glue(std::string_view mark);
  /// The full stop of a short form.
  void take_stop();
  /// -1 if there is no number of so many digits.
  int number(std::size_t least_digits, std::size_t most_digits);

  /// Whether a word of the text begins at this token, or the one before it was the last of a word; but for the marks
  /// of sentences.
  [[nodiscard]] bool begins_word(std::size_t at) const;
  [[nodiscard]] bool is_behind_word(std::size_t at) const;

  /// Tries rules (members of `Reader`, without arguments) one after the other, each from here. A rule that finds
  /// nothing may leave the cursor anywhere.
  template <typename Reader, typename Rules>
  auto first_of(Reader& reader, const Rules& rules) -> decltype((reader.*rules[0])()) {
    const std::size_t begin = at_;
    for (const auto& rule : rules) {
      if (auto found = (reader.*rule)()) return found;
      at_ = begin;
    }
    return std::nullopt;
  }

 private:
  std::vector<text::DateToken> tokens_;
  std::vector<std::vector<Sense>> senses_;  // of each token
  std::size_t at_ = 0;
};

}  // namespace tarsach::query

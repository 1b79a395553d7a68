// A text as the date rules see it: numbers, words and marks, with the names of months known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tarsach::corpus {

enum class DateToken : std::uint8_t { kNumber, kWord, kMark, kEnd };

struct Token {
  DateToken kind = DateToken::kEnd;
  std::string text = {};  // a word is folded; a mark is one character; every dash is "-", an empty line "¶"
  int value = -1;         // of a number of at most four digits
  int month = 0;          // 1..12 if the word names a month
  std::size_t begin = 0;
  std::size_t end = 0;
  bool space_before = false;
  bool capital = false;  // the word begins with a capital letter

  [[nodiscard]] bool is(std::string_view what) const { return kind != DateToken::kEnd && text == what; }
  [[nodiscard]] bool is_number(std::size_t least_digits, std::size_t most_digits) const {
    return kind == DateToken::kNumber && text.size() >= least_digits && text.size() <= most_digits;
  }
};

/// Always ends with one kEnd.
[[nodiscard]] std::vector<Token> date_tokens(std::string_view text);

/// 1..12, or 0 for a word that names no month. „март“ and "march"; short forms „мар“, "Sept".
[[nodiscard]] int month_of(std::string_view folded_word);

}  // namespace tarsach::corpus

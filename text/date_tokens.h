// A text as the rules of dates see it: numbers, words and marks, with the names of months known. What the dates in an
// article (corpus/dates.h) and in a query (query/date_phrases.h) are read from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tarsach::text {

enum class DateTokenKind : std::uint8_t { kNumber, kWord, kMark, kEnd };

struct DateToken {
  DateTokenKind kind = DateTokenKind::kEnd;
  std::string text = {};  // a word is folded; a mark is one character; every dash is "-", an empty line "¶"
  int value = -1;         // of a number of at most four digits
  int month = 0;          // 1..12 if the word names a month
  std::size_t begin = 0;
  std::size_t end = 0;
  bool space_before = false;
  bool capital = false;  // the word begins with a capital letter

  [[nodiscard]] bool is(std::string_view what) const { return kind != DateTokenKind::kEnd && text == what; }
  [[nodiscard]] bool is_number(std::size_t least_digits, std::size_t most_digits) const {
    return kind == DateTokenKind::kNumber && text.size() >= least_digits && text.size() <= most_digits;
  }
};

/// Always ends with one kEnd.
[[nodiscard]] std::vector<DateToken> date_tokens(std::string_view text);

}  // namespace tarsach::text

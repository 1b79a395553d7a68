// What a value of a parameter may be. One description reads it, says what was expected, and stands as JSON Schema in
// /openapi.json (openapi.cc) and in words in docs/http-api.md.
//
//   const Type type = number_between(1, 50);
//   read_value(type, "7")->number == 7;  read_value(type, "x").error().en == "expected a whole number in the range
//   1–50"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "schema/date.h"
#include "searchd/language.h"

namespace tarsach::searchd {

enum class Kind : std::uint8_t {
  kText,     // at most so many characters
  kNumber,   // a whole number in a range
  kChoice,   // one of some words
  kChoices,  // any of some words, with commas
  kDate,     // 2018-07-05, 2018-07, 2018
  kYears,    // 2018, 2017..2019
};

using Words = std::vector<std::string>;

struct Type {
  Kind kind = Kind::kText;
  std::size_t least = 0, most = 0;  // of a number; of the characters of a text
  Words (*words)() = nullptr;       // of a choice
};

[[nodiscard]] constexpr Type text_up_to(std::size_t characters) { return {Kind::kText, 0, characters}; }
[[nodiscard]] constexpr Type number_between(std::size_t least, std::size_t most) {
  return {Kind::kNumber, least, most};
}
[[nodiscard]] constexpr Type one_of(Words (*words)()) { return {Kind::kChoice, 0, 0, words}; }
[[nodiscard]] constexpr Type some_of(Words (*words)()) { return {Kind::kChoices, 0, 0, words}; }

/// What was read: the text always, the others as the kind has it.
struct Value {
  std::string_view text = {};
  std::size_t number = 0;                 // a number, or the place of a choice among the words
  std::vector<std::size_t> numbers = {};  // the places of choices, ascending, each once
  schema::Date date = {};
};

/// The value of well-formed, not empty UTF-8, or what was expected instead, in both languages.
[[nodiscard]] tl::expected<Value, Text> read_value(const Type& type, std::string_view text);

inline constexpr std::size_t kMaxYear = 9'999;
inline constexpr std::string_view kDatePattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";
inline constexpr std::string_view kYearsPattern = "^[0-9]{1,4}(\\.\\.[0-9]{1,4})?$";

/// "a, b"
[[nodiscard]] std::string joined(const Words& words, std::string_view separator = ", ");

}  // namespace tarsach::searchd

// What a code point is to the tokenizer and the normaliser. Bulgarian and English letters are answered without ICU.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tarsach::text {

enum class LetterClass : std::uint8_t {
  kSeparator,  // spaces, punctuation, symbols, broken bytes
  kCyrillic,
  kLatin,
  kOtherLetter,
  kDigit,
  kMark,       // combining marks: they belong to the letter before them
  kInvisible,  // soft hyphen, zero-width characters: in a word, but not of it
  kHyphen,     // the dashes that join words when no space stands beside them
  kApostrophe,
  kDot,
};

namespace detail {
inline constexpr std::array<LetterClass, 128> kAscii = [] {
  std::array<LetterClass, 128> table{};
  for (std::size_t code = 'a'; code <= 'z'; ++code) table[code] = table[code - 'a' + 'A'] = LetterClass::kLatin;
  for (std::size_t code = '0'; code <= '9'; ++code) table[code] = LetterClass::kDigit;
  table['-'] = LetterClass::kHyphen;
  table['\''] = LetterClass::kApostrophe;
  table['.'] = LetterClass::kDot;
  return table;
}();
[[nodiscard]] LetterClass class_of_any(char32_t code);
}  // namespace detail

/// Inline for what most of a text is made of.
[[nodiscard]] inline LetterClass class_of(char32_t code) {
  if (code < detail::kAscii.size()) return detail::kAscii[code];
  if (code >= 0x0400 && code <= 0x0481) return LetterClass::kCyrillic;
  return detail::class_of_any(code);
}

[[nodiscard]] constexpr bool is_letter(LetterClass kind) {
  return kind == LetterClass::kCyrillic || kind == LetterClass::kLatin || kind == LetterClass::kOtherLetter;
}

/// Upper case, for the letters of the Latin and Cyrillic alphabets and all others that have case.
[[nodiscard]] bool is_upper(char32_t code);

/// The small letter, of Latin and Cyrillic letters only: no Unicode tables, for what is compared with lists of words.
[[nodiscard]] char32_t lower(char32_t code);

/// Every letter lower(); broken bytes become spaces.
[[nodiscard]] std::string fold(std::string_view text);

}  // namespace tarsach::text

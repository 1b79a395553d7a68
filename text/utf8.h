// UTF-8, letter by letter, safe on any bytes: what is not well-formed is one kBroken of one byte.
//
//   for (std::size_t at = 0; at < text.size();) {
//     const utf8::Letter letter = utf8::decode(text, at);   // letter.code, letter.size
//     at += letter.size;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tarsach::text::utf8 {

/// Stands for a byte that begins no well-formed letter; no code point has this number.
inline constexpr char32_t kBroken = 0xFFFFFFFF;

struct Letter {
  char32_t code = kBroken;
  std::uint32_t size = 1;  // in bytes, never 0
};

namespace detail {
[[nodiscard]] Letter decode_any(std::string_view text, std::size_t at);
}

/// The letter at byte `at`, which is less than text.size(). Overlong forms, surrogates and numbers past U+10FFFF are
/// broken. Inline for what Bulgarian is written with: one byte (Latin, digits, marks) and two (Cyrillic).
[[nodiscard]] inline Letter decode(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first <= 0xDF && at + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((second & 0xC0U) == 0x80U) return {((first & 0x1FU) << 6U) | (second & 0x3FU), 2};
  }
  return detail::decode_any(text, at);
}

/// Appends a code point that decode() could have given; kBroken and surrogates append nothing.
void append(std::string& text, char32_t code);

[[nodiscard]] bool is_valid(std::string_view text);

/// The longest beginning of a well-formed text that has `most` bytes or fewer and ends at a letter's bound.
[[nodiscard]] std::string_view clip(std::string_view text, std::size_t most);

/// The number of letters; each broken byte counts as one.
[[nodiscard]] std::size_t length(std::string_view text);

}  // namespace tarsach::text::utf8

#include "base/json_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstring>

namespace tarsach {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";
constexpr std::string_view kHexadecimal = "0123456789abcdef";

constexpr unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

/// ASCII that stands in a string as it is.
constexpr auto kIsPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

constexpr bool is_continuation(char c) { return (byte_of(c) & 0xC0) == 0x80; }

/// How many bytes follow a lead byte, and which second bytes are allowed (Unicode, table 3-7).
struct Lead {
  std::size_t following;
  unsigned char least_second = 0x80;
  unsigned char most_second = 0xBF;
};

constexpr Lead read_lead(unsigned char byte) {
  if (byte < 0xC2 || byte > 0xF4) return {0};
  if (byte < 0xE0) return {1};
  if (byte == 0xE0) return {2, 0xA0};
  if (byte == 0xED) return {2, 0x80, 0x9F};
  if (byte < 0xF0) return {2};
  if (byte == 0xF0) return {3, 0x90};
  if (byte == 0xF4) return {3, 0x80, 0x8F};
  return {3};
}

/// Bytes that belong together: a character, or as much of one as there is.
struct Sequence {
  std::size_t bytes;
  bool is_whole;
};

/// Of text that begins with a byte that is not ASCII.
Sequence read_sequence(std::string_view text) {
  const Lead lead = read_lead(byte_of(text[0]));
  if (lead.following == 0 || text.size() < 2) return {1, false};
  if (byte_of(text[1]) < lead.least_second || byte_of(text[1]) > lead.most_second) return {1, false};
  std::size_t bytes = 2;
  while (bytes <= lead.following && bytes < text.size() && is_continuation(text[bytes])) ++bytes;
  return {bytes, bytes == lead.following + 1};
}

// Eight bytes at a time, each judged in its highest bit; the first one in memory is the lowest.
using Block = std::uint64_t;

constexpr Block all(unsigned char byte) { return 0x0101010101010101U * byte; }
constexpr Block kHighest = all(0x80);

constexpr bool has_zero(Block bytes) { return ((bytes - all(1)) & ~bytes & kHighest) != 0; }
constexpr bool has_less_than_space(Block bytes) { return ((bytes - all(' ')) & ~bytes & kHighest) != 0; }

/// Length of a beginning that consists of plain ASCII and characters of two bytes, which are most of Bulgarian text.
std::size_t plain_blocks(std::string_view text) {
  if constexpr (std::endian::native != std::endian::little) return 0;
  std::size_t at = 0;
  Block begun = 0;  // a lead byte at the end of the block before
  for (; at + sizeof(Block) <= text.size(); at += sizeof(Block)) {
    Block x = 0;
    std::memcpy(&x, text.data() + at, sizeof x);
    const Block continuing = x & ~(x << 1) & kHighest;                      // 10……
    const Block leading = x & (x << 1) & ~(x << 2) & kHighest;              // 110…
    const Block overlong = leading & ~(x << 3 | x << 4 | x << 5 | x << 6);  // C0, C1
    const bool is_paired = continuing == (leading << 8 | begun);
    const bool is_short = ((x & kHighest) ^ continuing ^ leading) == 0;
    if (!is_paired || !is_short || overlong != 0) break;
    if (has_less_than_space(x) || has_zero(x ^ all('"')) || has_zero(x ^ all('\\'))) break;
    begun = leading >> 56;
  }
  return begun == 0 ? at : at - 1;
}

/// The length of the character that text begins with; 0 if it does not stand in a string as it is.
std::size_t plain_character(std::string_view text) {
  if (byte_of(text[0]) < 0x80) return kIsPlain[byte_of(text[0])] ? 1 : 0;
  const Sequence sequence = read_sequence(text);
  return sequence.is_whole ? sequence.bytes : 0;
}

/// The length of the longest beginning that stands in a string as it is.
std::size_t plain_bytes(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    at += plain_blocks(text.substr(at));
    const std::size_t behind = std::min(text.size(), at + sizeof(Block));  // what has stopped it stands before
    while (at < behind) {
      const std::size_t bytes = plain_character(text.substr(at));
      if (bytes == 0) return at;
      at += bytes;
    }
  }
  return at;
}

void append_escaped(std::string& to, char c) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t";
  constexpr std::string_view kNames = "\"\\bfnrt";
  to += '\\';
  if (const auto place = kNamed.find(c); place != std::string_view::npos) {
    to += kNames[place];
    return;
  }
  to.append("u00").append(1, kHexadecimal[byte_of(c) >> 4]).append(1, kHexadecimal[byte_of(c) & 0xF]);
}

template <typename Number>
void append_number(std::string& to, Number number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  to.append(digits.data(), end);
}

}  // namespace

void append_json_string(std::string& to, std::string_view text) {
  to += '"';
  for (;;) {
    const std::size_t plain = plain_bytes(text);
    to.append(text.data(), plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const bool is_ascii = byte_of(text[0]) < 0x80;
    if (is_ascii)
      append_escaped(to, text[0]);
    else
      to += kReplacement;
    text.remove_prefix(is_ascii ? 1 : read_sequence(text).bytes);
  }
  to += '"';
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  to_.append(1, '"').append(name).append("\":");
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_json_string(to_, text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  constexpr double kLeastFixed = 1e-4, kMostFixed = 1e15;  // beyond these with an exponent
  const double size = std::abs(number);
  const bool is_fixed = size == 0 || (size >= kLeastFixed && size < kMostFixed);
  std::array<char, 32> digits;
  const auto format = is_fixed ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, format).ptr;
  to_.append(digits.data(), end);
  if (is_fixed && std::find(digits.data(), end, '.') == end) to_ += ".0";
  return *this;
}

JsonWriter& JsonWriter::begin(char bracket) {
  separate();
  to_ += bracket;
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  to_ += bracket;
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::literal(std::string_view text) {
  separate();
  to_ += text;
  return *this;
}

JsonWriter& JsonWriter::natural(std::uint64_t number) {
  separate();
  append_number(to_, number);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  separate();
  append_number(to_, number);
  return *this;
}

}  // namespace tarsach

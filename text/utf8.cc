#include "text/utf8.h"

#include <bit>
#include <cstring>

namespace tarsach::text::utf8 {
namespace {

struct Lead {
  std::uint32_t size;
  char32_t bits;
  char32_t least;  // a smaller number would be an overlong form
};

Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2, byte & 0x1FU, 0x80};
  if (byte >= 0xE0 && byte <= 0xEF) return {3, byte & 0x0FU, 0x800};
  if (byte >= 0xF0 && byte <= 0xF4) return {4, byte & 0x07U, 0x10000};
  return {1, kBroken, 0};
}

/// Eight bytes that are well-formed without looking closer: all of ASCII, or four letters from U+0400 to U+047F.
bool is_plain(const char* eight) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, eight, sizeof bytes);
  if ((bytes & 0x8080808080808080ULL) == 0) return true;
  static_assert(std::endian::native == std::endian::little, "the first byte of a letter is the lower one");
  return (bytes & 0xC0FEC0FEC0FEC0FEULL) == 0x80D080D080D080D0ULL;
}

bool is_surrogate(char32_t code) { return code >= 0xD800 && code <= 0xDFFF; }

}  // namespace

Letter detail::decode_any(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const Lead lead = lead_of(first);
  if (lead.bits == kBroken || text.size() - at < lead.size) return {};
  char32_t code = lead.bits;
  for (std::uint32_t i = 1; i < lead.size; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte & 0x3FU);
  }
  if (code < lead.least || code > 0x10FFFF || is_surrogate(code)) return {};
  return {code, lead.size};
}

void append(std::string& text, char32_t code) {
  const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    if (is_surrogate(code)) return;
    text += static_cast<char>(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else if (code <= 0x10FFFF) {
    text += static_cast<char>(0xF0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_valid(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= 8 && is_plain(text.data() + at)) {
      at += 8;
      continue;
    }
    const Letter letter = decode(text, at);
    if (letter.code == kBroken) return false;
    at += letter.size;
  }
  return true;
}

std::string_view clip(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

std::size_t length(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size(); ++letters) at += decode(text, at).size;
  return letters;
}

}  // namespace tarsach::text::utf8

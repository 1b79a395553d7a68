#include "base/visible.h"

#include <algorithm>
#include <cstdint>

namespace tarsach {
namespace {

struct Letter {
  std::uint32_t code = 0;
  std::size_t bytes = 0;  // 0: no UTF-8
};

/// Loosely: forms that are longer than they need be, and halves of pairs, are taken for letters. No terminal acts on
/// them.
Letter letter_at(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text.front());
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {};
  std::uint32_t code = first & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<std::uint8_t>(text[i]);
    if ((next & 0xC0U) != 0x80) return {};
    code = code << 6 | (next & 0x3FU);
  }
  return {code, bytes};
}

bool acts(std::uint32_t code) {
  const bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool turns = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return is_control || turns;
}

void append_escaped(std::string& visible, std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const char byte : bytes) {
    const auto value = static_cast<std::uint8_t>(byte);
    visible.append("\\x").append(1, kDigits[value >> 4]).append(1, kDigits[value & 15U]);
  }
}

}  // namespace

std::string visible(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const Letter letter = letter_at(text);
    const std::string_view bytes = text.substr(0, std::max<std::size_t>(letter.bytes, 1));
    if (letter.bytes == 0 || acts(letter.code))
      append_escaped(shown, bytes);
    else
      shown.append(bytes);
    text.remove_prefix(bytes.size());
  }
  return shown;
}

}  // namespace tarsach

// A number in as few bytes as it needs: seven bits a byte, the lowest first, the upper bit set but for the last one.
//
//   append_varint(bytes, 300);                       // AC 02
//   const auto number = take_varint(view);           // and the view begins behind it
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tarsach::schema {

/// So many are read; 63 bits, so that one can be added to any of them.
inline constexpr unsigned kMaxVarintBytes = 9;

inline void append_varint(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>((number & 0x7f) | 0x80);
  bytes += static_cast<char>(number);
}

/// Nothing if it has no end there or is too long.
[[nodiscard]] inline std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (unsigned i = 0; i < kMaxVarintBytes && i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    number |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if (byte >= 0x80) continue;
    bytes.remove_prefix(i + 1);
    return number;
  }
  return std::nullopt;
}

}  // namespace tarsach::schema

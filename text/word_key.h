// A word as 64 bits, always the same ones: FNV-1a. Two words of one key are one in 2^64, so whoever counts very many
// words may take the key for the word.
//
//   word_key("среща") == lexeme.form_key
#pragma once

#include <cstdint>
#include <string_view>

namespace tarsach::text {

[[nodiscard]] constexpr std::uint64_t word_key(std::string_view word) {
  std::uint64_t key = 0xcbf29ce484222325ULL;
  for (const char byte : word) key = (key ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  return key;
}

}  // namespace tarsach::text

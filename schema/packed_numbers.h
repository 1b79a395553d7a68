// Blocks of 128 numbers, each with as many bits as the greatest one needs: what posting lists consist of.
//
//   const unsigned bits = bits_of(numbers);
//   pack(numbers, bits, bytes);                        // appends packed_bytes(bits)
//   unpack(bytes.data(), bits, numbers);
//   unpack_one(bytes.data(), bits, 77);                // numbers[77]
//
// The numbers stand in four lanes, the i-th in lane i mod 4, so that a processor shifts and masks four at once (D.
// Lemire, L. Boytsov, "Decoding billions of integers per second through vectorization", 2012). .2 to .3 ns a number.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace tarsach::schema {

inline constexpr std::size_t kNumbersInBlock = 128;
inline constexpr unsigned kMaxBits = 32;
using NumberBlock = std::array<std::uint32_t, kNumbersInBlock>;

[[nodiscard]] constexpr std::size_t packed_bytes(unsigned bits) { return bits * kNumbersInBlock / 8; }

[[nodiscard]] unsigned bits_of(const NumberBlock& numbers);

/// No number has more bits.
void pack(const NumberBlock& numbers, unsigned bits, std::string& bytes);

/// Reads packed_bytes(bits), wherever they begin. `bits` is at most kMaxBits.
void unpack(const char* bytes, unsigned bits, NumberBlock& numbers);
[[nodiscard]] std::uint32_t unpack_one(const char* bytes, unsigned bits, std::size_t place);

}  // namespace tarsach::schema

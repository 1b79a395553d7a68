// Counting bits, by the widest instructions that the machine has: programs are built for the first x86-64, which has
// none that counts, and a search counts millions of bits.
//
//   count_bits(matches);
//   count_common_bits(matches, documents_of_a_value);        // no set is made of what both have
//   count_bits_at(matches, list_of_documents);
//
// It is found out once what the machine can do. With AVX-512 a word of 64 bits takes .15 ns and a bit at a place .25;
// word by word .4 and .5, by no such instruction 2.4 and .6.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tarsach {

[[nodiscard]] std::uint64_t count_bits(std::span<const std::uint64_t> words);

/// Of those that are set in both, which are of the same size.
[[nodiscard]] std::uint64_t count_common_bits(std::span<const std::uint64_t> first,
                                              std::span<const std::uint64_t> second);

/// How many of the bits at these places are set; each must lie within the words.
[[nodiscard]] std::uint64_t count_bits_at(std::span<const std::uint64_t> words, std::span<const std::uint32_t> places);

/// One way to count them, and whether this machine has it.
struct BitCounter {
  using Common = std::uint64_t(const std::uint64_t* first, const std::uint64_t* second, std::size_t words);
  using At = std::uint64_t(const std::uint64_t* words, const std::uint32_t* places, std::size_t count);
  const char* name;
  bool (*is_there)();
  Common* common;
  At* at;
};

/// The best one first; the last one is on every machine.
[[nodiscard]] std::span<const BitCounter> bit_counters();

}  // namespace tarsach

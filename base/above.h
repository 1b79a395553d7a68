// Which of many numbers are above a limit, as bits, by the widest comparison that the machine has: programs are built
// for the first x86-64, which compares two at once.
//
//   std::uint64_t left = keep_above(bits, numbers, 2.5);     // of the bits that are set; so many are left
//
// It is found out once what the machine can do. 64 numbers from the nearest cache take 4 ns with AVX-512.
#pragma once

#include <cstdint>
#include <span>

namespace tarsach {

/// Clears the bits of numbers that are not above the limit. There are 64 numbers for each word of bits, none of them a
/// NaN; those whose bits are all clear are not looked at.
std::uint64_t keep_above(std::span<std::uint64_t> bits, std::span<const double> numbers, double limit);

/// One way to do it, and whether this machine has it.
struct Comparer {
  using Keep = std::uint64_t(std::span<std::uint64_t> bits, const double* numbers, double limit);
  const char* name;
  bool (*is_there)();
  Keep* keep;
};

/// The best one first; the last one is on every machine.
[[nodiscard]] std::span<const Comparer> comparers();

}  // namespace tarsach

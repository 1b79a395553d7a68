#include "base/above.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tarsach {
namespace {

constexpr std::size_t kGroup = 64;  // numbers of a word of bits

/// GCC's and clang's: one instruction compares both, where there is one.
using Pair [[gnu::vector_size(2 * sizeof(double))]] = double;

Pair load(const double* numbers) {
  Pair pair;
  std::memcpy(&pair, numbers, sizeof pair);
  return pair;
}

/// Two chains of comparisons, neither of which waits for the other.
bool has_above(const double* numbers, double limit) {
  const Pair limits = {limit, limit};
  auto above = load(numbers) > limits, others = load(numbers + 2) > limits;
  for (std::size_t i = 4; i < kGroup; i += 4) {
    above |= load(numbers + i) > limits;
    others |= load(numbers + i + 2) > limits;
  }
  above |= others;
  return (above[0] | above[1]) != 0;
}

/// Most groups of numbers have none above it, which is seen at once.
std::uint64_t keep_portably(std::span<std::uint64_t> bits, const double* numbers, double limit) {
  std::uint64_t kept = 0;
  for (std::uint64_t& word : bits) {
    std::uint64_t left = word != 0 && has_above(numbers, limit) ? word : 0;
    for (word = left; left != 0; left &= left - 1) {
      const bool is_above = numbers[std::countr_zero(left)] > limit;
      if (!is_above) word ^= left & (~left + 1);
      kept += is_above ? 1 : 0;
    }
    numbers += kGroup;
  }
  return kept;
}

bool is_always_there() { return true; }

#if defined(__x86_64__)

[[gnu::target("popcnt,avx2")]] std::uint64_t keep_by_fours(std::span<std::uint64_t> bits, const double* numbers,
                                                           double limit) {
  const __m256d limits = _mm256_set1_pd(limit);
  std::uint64_t kept = 0;
  for (std::uint64_t& word : bits) {
    if (word != 0) {
      std::uint64_t above = 0;
      for (std::size_t i = 0; i < kGroup; i += 4) {
        const __m256d greater = _mm256_cmp_pd(_mm256_loadu_pd(numbers + i), limits, _CMP_GT_OQ);
        above |= std::uint64_t{static_cast<unsigned>(_mm256_movemask_pd(greater))} << i;
      }
      word &= above;
      kept += static_cast<std::uint64_t>(__builtin_popcountll(word));
    }
    numbers += kGroup;
  }
  return kept;
}

bool has_fours() { return __builtin_cpu_supports("popcnt") != 0 && __builtin_cpu_supports("avx2") != 0; }

[[gnu::target("popcnt,avx512f")]] std::uint64_t keep_by_eights(std::span<std::uint64_t> bits, const double* numbers,
                                                               double limit) {
  const __m512d limits = _mm512_set1_pd(limit);
  std::uint64_t kept = 0;
  for (std::uint64_t& word : bits) {
    if (word != 0) {
      std::uint64_t above = 0;
      for (std::size_t i = 0; i < kGroup; i += 8)
        above |= std::uint64_t{_mm512_cmp_pd_mask(_mm512_loadu_pd(numbers + i), limits, _CMP_GT_OQ)} << i;
      word &= above;
      kept += static_cast<std::uint64_t>(__builtin_popcountll(word));
    }
    numbers += kGroup;
  }
  return kept;
}

bool has_eights() { return __builtin_cpu_supports("popcnt") != 0 && __builtin_cpu_supports("avx512f") != 0; }

#endif

constexpr Comparer kComparers[] = {
#if defined(__x86_64__)
    {"by eights", has_eights, keep_by_eights},
    {"by fours", has_fours, keep_by_fours},
#endif
    {"portably", is_always_there, keep_portably},
};

const Comparer& best_comparer() {
  static const Comparer& best =
      *std::find_if(std::begin(kComparers), std::end(kComparers), [](const Comparer& one) { return one.is_there(); });
  return best;
}

}  // namespace

std::span<const Comparer> comparers() { return kComparers; }

std::uint64_t keep_above(std::span<std::uint64_t> bits, std::span<const double> numbers, double limit) {
  assert(numbers.size() == bits.size() * kGroup);
  return best_comparer().keep(bits, numbers.data(), limit);
}

}  // namespace tarsach

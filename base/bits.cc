#include "base/bits.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <numeric>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tarsach {
namespace {

std::uint64_t common_portably(const std::uint64_t* first, const std::uint64_t* second, std::size_t words) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < words; ++i) bits += static_cast<std::uint64_t>(std::popcount(first[i] & second[i]));
  return bits;
}

std::uint64_t at_portably(const std::uint64_t* words, const std::uint32_t* places, std::size_t count) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits += words[places[i] / 64] >> (places[i] % 64) & 1;
  return bits;
}

bool is_always_there() { return true; }

#if defined(__x86_64__)

[[gnu::target("popcnt,bmi2")]] std::uint64_t common_word_by_word(const std::uint64_t* first,
                                                                 const std::uint64_t* second, std::size_t words) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < words; ++i)
    bits += static_cast<std::uint64_t>(__builtin_popcountll(first[i] & second[i]));
  return bits;
}

// The same loop as above, which has shorter shifts here.
[[gnu::target("popcnt,bmi2")]] std::uint64_t at_word_by_word(const std::uint64_t* words, const std::uint32_t* places,
                                                             std::size_t count) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits += words[places[i] / 64] >> (places[i] % 64) & 1;
  return bits;
}

bool has_word_by_word() { return __builtin_cpu_supports("popcnt") != 0 && __builtin_cpu_supports("bmi2") != 0; }

[[gnu::target("popcnt,avx512f,avx512vpopcntdq")]] std::uint64_t common_of_many(const std::uint64_t* first,
                                                                               const std::uint64_t* second,
                                                                               std::size_t words) {
  __m512i sums = _mm512_setzero_si512();
  std::size_t i = 0;
  for (; i + 8 <= words; i += 8) {
    const __m512i common = _mm512_and_si512(_mm512_loadu_si512(first + i), _mm512_loadu_si512(second + i));
    sums = _mm512_add_epi64(sums, _mm512_popcnt_epi64(common));
  }
  std::array<std::uint64_t, 8> lanes{};
  _mm512_storeu_si512(lanes.data(), sums);
  std::uint64_t bits = std::accumulate(lanes.begin(), lanes.end(), std::uint64_t{0});
  for (; i < words; ++i) bits += static_cast<std::uint64_t>(__builtin_popcountll(first[i] & second[i]));
  return bits;
}

// By halves of words, which are where they should be as the lowest byte is the first one.
[[gnu::target("popcnt,avx512f,avx512vpopcntdq")]] std::uint64_t at_of_many(const std::uint64_t* words,
                                                                           const std::uint32_t* places,
                                                                           std::size_t count) {
  constexpr std::size_t kLanes = 16;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; i += kLanes) {
    const auto lanes = static_cast<__mmask16>((1U << std::min(kLanes, count - i)) - 1);
    const __m512i place = _mm512_maskz_loadu_epi32(lanes, places + i);
    const __m512i bit =
        _mm512_maskz_sllv_epi32(lanes, _mm512_set1_epi32(1), _mm512_and_si512(place, _mm512_set1_epi32(31)));
    const __m512i halves =
        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), lanes, _mm512_maskz_srli_epi32(lanes, place, 5), words, 4);
    bits += static_cast<std::uint64_t>(__builtin_popcount(_mm512_mask_test_epi32_mask(lanes, halves, bit)));
  }
  return bits;
}

bool has_many_at_once() {
  return __builtin_cpu_supports("popcnt") != 0 && __builtin_cpu_supports("avx512f") != 0 &&
         __builtin_cpu_supports("avx512vpopcntdq") != 0;
}

#endif

constexpr BitCounter kCounters[] = {
#if defined(__x86_64__)
    {"many at once", has_many_at_once, common_of_many, at_of_many},
    {"word by word", has_word_by_word, common_word_by_word, at_word_by_word},
#endif
    {"portably", is_always_there, common_portably, at_portably},
};

const BitCounter& best_counter() {
  static const BitCounter& best =
      *std::find_if(std::begin(kCounters), std::end(kCounters), [](const BitCounter& one) { return one.is_there(); });
  return best;
}

}  // namespace

std::span<const BitCounter> bit_counters() { return kCounters; }

std::uint64_t count_common_bits(std::span<const std::uint64_t> first, std::span<const std::uint64_t> second) {
  assert(first.size() == second.size());
  return best_counter().common(first.data(), second.data(), first.size());
}

std::uint64_t count_bits(std::span<const std::uint64_t> words) { return count_common_bits(words, words); }

std::uint64_t count_bits_at(std::span<const std::uint64_t> words, std::span<const std::uint32_t> places) {
  return best_counter().at(words.data(), places.data(), places.size());
}

}  // namespace tarsach

#include "base/bits.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace tarsach {
namespace {

TEST(Bits, AreCountedAlikeByEveryWayThatTheMachineHas) {
  std::mt19937_64 random(1);
  for (std::size_t size = 0; size < 70; ++size) {
    std::vector<std::uint64_t> first(size), second(size);
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < size; ++i) {
      first[i] = random() | random();
      second[i] = random();
      for (unsigned bit = 0; bit < 64; ++bit) expected += first[i] >> bit & second[i] >> bit & 1;
    }
    EXPECT_EQ(count_common_bits(first, second), expected) << size;
    for (const BitCounter& counter : bit_counters()) {
      if (!counter.is_there()) continue;
      EXPECT_EQ(counter.common(first.data(), second.data(), size), expected) << counter.name;
    }
  }
}

TEST(Bits, AreCountedAtPlacesAlikeByEveryWayThatTheMachineHas) {
  std::mt19937_64 random(2);
  std::vector<std::uint64_t> words(50);
  for (std::uint64_t& word : words) word = random();
  for (std::size_t size = 0; size < 70; ++size) {
    std::vector<std::uint32_t> places(size);
    std::uint64_t expected = 0;
    for (std::uint32_t& place : places) {
      place = static_cast<std::uint32_t>(random() % (words.size() * 64));
      expected += words[place / 64] >> (place % 64) & 1;
    }
    EXPECT_EQ(count_bits_at(words, places), expected) << size;
    for (const BitCounter& counter : bit_counters()) {
      if (!counter.is_there()) continue;
      EXPECT_EQ(counter.at(words.data(), places.data(), size), expected) << counter.name;
    }
  }
}

TEST(Bits, AreCountedOfOneSet) {
  EXPECT_EQ(count_bits({}), 0U);
  EXPECT_EQ(count_bits(std::vector<std::uint64_t>{5, 0, ~std::uint64_t{0}}), 66U);
}

TEST(Bits, CanBeCountedOnAnyMachine) { EXPECT_TRUE(bit_counters().back().is_there()); }

}  // namespace
}  // namespace tarsach

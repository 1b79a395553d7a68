#include "base/above.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace tarsach {
namespace {

struct Case {
  std::vector<std::uint64_t> bits;
  std::vector<double> numbers;
};

/// Few different numbers, so that many are the limit itself; words of bits of all sorts.
Case some_case(std::mt19937_64& random, std::size_t words) {
  Case some{.bits = std::vector<std::uint64_t>(words), .numbers = std::vector<double>(words * 64)};
  for (std::uint64_t& word : some.bits) {
    const std::uint64_t thin = random() & random() & random() & random();
    word = random() % 3 == 0 ? 0 : random() % 2 == 0 ? thin : random() | random();
  }
  for (double& number : some.numbers) number = static_cast<double>(random() % 5) - 1;
  return some;
}

TEST(Above, KeepsTheSameBitsByEveryWayThatTheMachineHas) {
  std::mt19937_64 random(1);
  for (std::size_t words = 0; words < 70; ++words)
    for (const double limit : {-2.0, -1.0, 0.0, 1.0, 2.5, 3.0}) {
      const Case some = some_case(random, words);
      std::vector<std::uint64_t> expected(words);
      std::uint64_t count = 0;
      for (std::size_t i = 0; i < some.numbers.size(); ++i) {
        const std::uint64_t bit = some.bits[i / 64] >> (i % 64) & 1;
        if (some.numbers[i] > limit) {
          expected[i / 64] |= bit << (i % 64);
          count += bit;
        }
      }
      std::vector<std::uint64_t> kept = some.bits;
      EXPECT_EQ(keep_above(kept, some.numbers, limit), count);
      EXPECT_EQ(kept, expected);
      for (const Comparer& comparer : comparers()) {
        if (!comparer.is_there()) continue;
        kept = some.bits;
        EXPECT_EQ(comparer.keep(kept, some.numbers.data(), limit), count) << comparer.name;
        EXPECT_EQ(kept, expected) << comparer.name;
      }
    }
}

TEST(Above, CanBeToldOnAnyMachine) { EXPECT_TRUE(comparers().back().is_there()); }

}  // namespace
}  // namespace tarsach

#include "base/keyed_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace tarsach {
namespace {

TEST(KeyedTable, HoldsWhatAMapHolds) {
  KeyedTable<int> table;
  std::map<std::uint64_t, int> map;
  std::mt19937_64 random(1);
  for (int step = 0; step < 20'000; ++step) {
    // Few bits, in the upper half, in the lower, or in both: as bad as keys may come.
    const std::uint64_t key = (random() % 3000 + 1) << (random() % 2 * 40);
    const auto found = table.at(key);
    ASSERT_EQ(found.is_new, map.count(key) == 0);
    found.value += step;
    map[key] += step;
    if (step % 5000 == 4999) {
      const auto odd = [](std::uint64_t, int value) { return value % 2 != 0; };
      table.keep_if(odd);
      std::erase_if(map, [&](const auto& item) { return !odd(item.first, item.second); });
    }
  }
  EXPECT_EQ(table.size(), map.size());
  for (const auto& [key, value] : map) {
    ASSERT_NE(table.find(key), nullptr) << key;
    EXPECT_EQ(*table.find(key), value) << key;
  }
  std::size_t met = 0;
  table.each([&](std::uint64_t key, int value) { met += map.at(key) == value ? 1 : 0; });
  EXPECT_EQ(met, map.size());
  EXPECT_EQ(table.find(std::uint64_t{5000}), nullptr);
}

TEST(KeyedTable, IsEmptyAtFirstAndWhenCleared) {
  KeyedTable<int> table;
  EXPECT_EQ(table.find(1), nullptr);
  table.at(1).value = 7;
  table.at(0).value = 8;  // shares the entry of 1
  EXPECT_EQ(*table.find(1), 8);
  table.clear();
  EXPECT_EQ(table.size(), 0U);
  EXPECT_EQ(table.find(1), nullptr);
  EXPECT_TRUE(table.at(1).is_new);
}

}  // namespace
}  // namespace tarsach

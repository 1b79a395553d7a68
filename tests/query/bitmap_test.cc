#include "query/bitmap.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace tarsach::query {
namespace {

struct Pair {
  Bitmap bitmap;
  std::set<std::uint32_t> set;
};

Pair random_pair(std::mt19937& random, std::uint32_t size) {
  Pair pair{Bitmap(size), {}};
  for (std::uint32_t i = 0; i < size; ++i)
    if (random() % 3 == 0) {
      pair.bitmap.set(i);
      pair.set.insert(i);
    }
  return pair;
}

std::set<std::uint32_t> members(const Bitmap& bitmap) {
  std::set<std::uint32_t> members;
  bitmap.for_each([&](std::uint32_t bit) { members.insert(bit); });
  return members;
}

TEST(Bitmap, DoesTheAlgebraOfSets) {
  std::mt19937 random(1);
  for (const std::uint32_t size : {0U, 1U, 63U, 64U, 65U, 1000U}) {
    const Pair a = random_pair(random, size);
    const Pair b = random_pair(random, size);
    Bitmap both = a.bitmap, either = a.bitmap, first = a.bitmap;
    both &= b.bitmap;
    either |= b.bitmap;
    first -= b.bitmap;
    for (std::uint32_t i = 0; i < size; ++i) {
      EXPECT_EQ(both.test(i), a.set.contains(i) && b.set.contains(i));
      EXPECT_EQ(either.test(i), a.set.contains(i) || b.set.contains(i));
      EXPECT_EQ(first.test(i), a.set.contains(i) && !b.set.contains(i));
    }
    EXPECT_EQ(members(a.bitmap), a.set);
    EXPECT_EQ(a.bitmap.count(), a.set.size());
    EXPECT_EQ(a.bitmap.none(), a.set.empty());
  }
}

TEST(Bitmap, FindsTheNextMember) {
  Bitmap bitmap(200);
  for (const std::uint32_t bit : {3U, 64U, 199U}) bitmap.set(bit);
  EXPECT_EQ(bitmap.next(0), 3U);
  EXPECT_EQ(bitmap.next(3), 3U);
  EXPECT_EQ(bitmap.next(4), 64U);
  EXPECT_EQ(bitmap.next(65), 199U);
  bitmap.reset(199);
  EXPECT_EQ(bitmap.next(65), 200U);
  EXPECT_EQ(bitmap.next(5000), 200U);
}

}  // namespace
}  // namespace tarsach::query

#include "query/best.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tarsach::query {
namespace {

TEST(Best, AreTheFirstOnesOfAllThatWereOfferedSorted) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const std::size_t depth = random() % 20;
    Best best(depth);
    std::vector<Ranked> all;
    const std::size_t documents = random() % 400;
    for (std::uint32_t document = 1; document <= documents; ++document) {
      const Ranked one{document, static_cast<double>(random() % 30) / 4};
      if (one.score > 0) all.push_back(one);
      if (one.score > best.threshold()) best.offer(one);
      if (random() % 50 == 0) best.settle();
    }
    std::stable_sort(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
    all.resize(std::min(all.size(), depth));
    EXPECT_EQ(std::move(best).in_order(), all);
  }
}

TEST(Best, HaveTheLeastOfThemAsThreshold) {
  Best best(2);
  best.offer({1, 3});
  best.settle();
  EXPECT_EQ(best.threshold(), 0) << "there is room for another one";
  best.offer({2, 1});
  best.settle();
  EXPECT_EQ(best.threshold(), 1);
  best.offer({3, 1});
  best.offer({4, 2});
  best.settle();
  EXPECT_EQ(best.threshold(), 2);
  EXPECT_EQ(std::move(best).in_order(), (std::vector<Ranked>{{1, 3}, {4, 2}}));
}

TEST(Best, AreNoneWhenNoneAreAskedFor) {
  Best best(0);
  best.offer({1, 1});
  best.settle();
  EXPECT_TRUE(std::move(best).in_order().empty());
}

}  // namespace
}  // namespace tarsach::query

#include "searchd/workload.h"

#include <gtest/gtest.h>

#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kSearch = 0, kSuggest = 1;

/// A clock of the test's own: requests of 10 ms come at a rate that is this part of what two threads can do.
class Measured : public ::testing::Test {
 protected:
  void come(double load, int requests) {
    for (int i = 0; i < requests; ++i) {
      now_ += std::chrono::microseconds(static_cast<std::int64_t>(5'000 / load));
      workload_.arrive(kSearch, now_);
      workload_.finish(kSearch, 10ms);
    }
  }
  Workload workload_{2, 2};
  Workload::Clock::time_point now_{};
};

TEST_F(Measured, TellsTheLoadThatComesIn) {
  come(0.5, 500);
  EXPECT_NEAR(workload_.load(), 0.5, 0.05);
  come(4, 2'000);
  EXPECT_NEAR(workload_.load(), 4, 0.2);
}

TEST_F(Measured, LetsABurstWaitWhileTheThreadsKeepUp) {
  come(0.5, 500);
  EXPECT_EQ(workload_.allowed_wait(), Workload::Seconds(kLongestWait));
}

TEST_F(Measured, LetsNobodyWaitForMoreThanTwoSearchesWhenTooMuchComes) {
  come(4, 500);
  EXPECT_NEAR(workload_.allowed_wait().count(), 0.020, 1e-6);
}

TEST_F(Measured, LetsThemWaitTheShorterTheMoreIsTooMuch) {
  double before = Workload::Seconds(kLongestWait).count();
  for (const double load : {1.1, 1.2, 1.4, 1.6}) {
    come(load, 3'000);
    EXPECT_LT(workload_.allowed_wait().count(), before) << load;
    before = workload_.allowed_wait().count();
  }
}

TEST_F(Measured, TakesARequestThatHungForNoSignOfLoad) {
  come(0.5, 500);
  workload_.finish(kSearch, 2s);
  EXPECT_LT(workload_.expected(kSearch).count(), 0.013);
}

TEST_F(Measured, FindsOutWithinAFractionOfASecondThatTooMuchComes) {
  come(0.5, 500);
  const auto before = now_;
  while (workload_.load() <= 1) come(4, 1);
  EXPECT_LT(now_ - before, 100ms);
  while (workload_.load() > 1) come(0.5, 1);
  EXPECT_LT(now_ - before, 1s);
}

TEST_F(Measured, KnowsThatKindsTakeDifferentTimes) {
  for (int i = 0; i < 200; ++i) {
    workload_.finish(kSearch, 20ms);
    workload_.finish(kSuggest, 200us);
  }
  EXPECT_NEAR(workload_.expected(kSearch).count(), 0.020, 0.0001);
  EXPECT_NEAR(workload_.expected(kSuggest).count(), 0.0002, 0.00001);
}

TEST_F(Measured, IsNotMovedByOneSlowQueryInAHundred) {
  for (int i = 0; i < 1'000; ++i)
    workload_.finish(kSearch, i % 100 == 0 ? Workload::Seconds(2s) : Workload::Seconds(10ms));
  EXPECT_EQ(workload_.typical(), Workload::Seconds(10ms));
}

TEST_F(Measured, HasAGuessBeforeAnythingWasMeasured) {
  EXPECT_GT(workload_.expected(kSearch).count(), 0);
  EXPECT_EQ(workload_.load(), 0);
}

}  // namespace
}  // namespace tarsach::searchd

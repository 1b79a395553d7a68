#include "searchd/rate_limit.h"

#include <gtest/gtest.h>

#include <set>

namespace tarsach::searchd {
namespace {

using namespace std::chrono_literals;
using Time = RateLimit::Clock::time_point;

std::uint64_t number(const ClientNumbers& numbers, const char* address) { return numbers.of(*parse_address(address)); }

TEST(RateLimit, LetsABurstInAndThenTheRate) {
  RateLimit limit({.per_second = 10, .burst = 5});
  const Time start = Time{} + 1h;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(limit.ask(1, start)) << i;
  EXPECT_EQ(limit.ask(1, start), RateLimit::Clock::duration(100ms));
  EXPECT_EQ(limit.ask(1, start + 40ms), RateLimit::Clock::duration(60ms)) << "a refusal costs nothing";
  EXPECT_FALSE(limit.ask(1, start + 100ms));
  EXPECT_TRUE(limit.ask(1, start + 150ms));
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(limit.ask(1, start + 1h));
  EXPECT_TRUE(limit.ask(1, start + 1h));
}

TEST(RateLimit, NeverHoldsUpWhoKeepsToIt) {
  RateLimit limit({.per_second = 50, .burst = 1});
  for (Time now{1h}; now < Time{1h} + 10s; now += 20ms) EXPECT_FALSE(limit.ask(1, now));
}

TEST(RateLimit, CountsEachClientAlone) {
  RateLimit limit({.per_second = 1, .burst = 1});
  EXPECT_FALSE(limit.ask(1, Time{1h}));
  EXPECT_FALSE(limit.ask(2, Time{1h}));
  EXPECT_TRUE(limit.ask(1, Time{1h}));
}

TEST(RateLimit, IsOffAtZero) {
  RateLimit limit({});
  for (int i = 0; i < 10'000; ++i) ASSERT_FALSE(limit.ask(1, Time{1h}));
}

TEST(RateLimit, RefusesNobodyForAFloodOfOtherAddressesAndRemembersTheWorst) {
  RateLimit limit({.per_second = 1, .burst = 20});
  const Time now{1h};
  const ClientNumbers numbers;
  const auto offender = number(numbers, "6.6.6.6"), honest = number(numbers, "192.0.2.1");
  while (!limit.ask(offender, now)) {
  }
  EXPECT_FALSE(limit.ask(honest, now));
  for (unsigned i = 0; i < 10 * RateLimit::kClients; ++i) {
    Address address{
        Address::Family::kV4,
        {10, static_cast<std::uint8_t>(i >> 16), static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)}};
    ASSERT_FALSE(limit.ask(numbers.of(address), now)) << "one request of each";
  }
  EXPECT_TRUE(limit.ask(offender, now));
  EXPECT_FALSE(limit.ask(honest, now));
}

TEST(ClientNumbers, AreThoseOfSubscribers) {
  const ClientNumbers numbers, others;
  EXPECT_EQ(number(numbers, "2001:db8:1:2::1"), number(numbers, "2001:db8:1:2:ffff::1"));
  EXPECT_NE(number(numbers, "2001:db8:1:2::1"), number(numbers, "2001:db8:1:3::1"));
  EXPECT_NE(number(numbers, "192.0.2.1"), number(numbers, "192.0.2.2"));
  EXPECT_EQ(number(numbers, "192.0.2.1"), number(numbers, "::ffff:192.0.2.1"));
  EXPECT_NE(number(numbers, "192.0.2.1"), number(others, "192.0.2.1")) << "the key is drawn at the start";
  std::set<std::uint64_t> different;
  for (std::uint8_t i = 0; i < 255; ++i) different.insert(numbers.of({Address::Family::kV4, {10, 0, 0, i}}) % 4096);
  EXPECT_GT(different.size(), 200U) << "of 255 addresses in a row";
}

}  // namespace
}  // namespace tarsach::searchd

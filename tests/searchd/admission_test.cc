#include "searchd/admission.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tarsach::searchd {
namespace {

using Clock = Admission::Clock;
using namespace std::chrono_literals;

class InFront : public ::testing::Test {
 protected:
  static Job job(ConnectionId connection, std::uint64_t client) {
    Job job{.connection = connection};
    job.arrival.at = Clock::now();
    job.visit = {.route = &routes()[0], .is_search = true, .client = client};
    return job;
  }
  /// The connection that is refused; 0: nobody.
  ConnectionId offer(ConnectionId connection, std::uint64_t client) {
    const auto refused = admission_.offer(job(connection, client), Clock::now());
    return refused ? refused->connection : 0;
  }

  Metrics metrics_;
  Admission admission_{{.running = 1, .waiting = 4}, metrics_};
};

TEST_F(InFront, LetsThemInInTheOrderInWhichTheyCame) {
  for (ConnectionId i = 1; i <= 3; ++i) EXPECT_EQ(offer(i, 7), 0U);
  for (ConnectionId i = 1; i <= 3; ++i) EXPECT_EQ(admission_.next()->job().connection, i);
}

TEST_F(InFront, RefusesTheNewcomerWhenAsManyWaitAsMay) {
  offer(1, 7);
  const auto runs = admission_.next();
  for (ConnectionId i = 2; i <= 5; ++i) EXPECT_EQ(offer(i, 7), 0U);
  EXPECT_EQ(offer(6, 7), 6U);
  EXPECT_EQ(metrics_.running_searches.value(), 1);
  EXPECT_EQ(metrics_.waiting_searches.value(), 4);
}

TEST_F(InFront, GivesAnotherClientThePlaceOfTheOneThatHasTheMost) {
  offer(1, 7);
  const auto runs = admission_.next();
  for (ConnectionId i = 2; i <= 5; ++i) offer(i, 7);
  EXPECT_EQ(offer(6, 8), 5U) << "the last one of the crowd makes room";
  EXPECT_EQ(offer(7, 8), 4U) << "three against one";
  EXPECT_EQ(offer(8, 8), 8U) << "two against two: nobody has to";
  EXPECT_EQ(offer(9, 9), 3U);
  EXPECT_EQ(offer(10, 10), 7U);
  EXPECT_EQ(offer(11, 11), 11U) << "one each";
}

TEST_F(InFront, ForgetsWhoseClientHasLeft) {
  offer(1, 7);
  const auto runs = admission_.next();
  offer(2, 7);
  offer(3, 7);
  EXPECT_TRUE(admission_.abandon(2));
  EXPECT_FALSE(admission_.abandon(2));
  EXPECT_FALSE(*runs->job().arrival.abandoned);
  EXPECT_TRUE(admission_.abandon(1));
  EXPECT_TRUE(*runs->job().arrival.abandoned);
  EXPECT_EQ(admission_.next()->job().connection, 3U);
}

TEST_F(InFront, TellsWhoHasWaitedTooLong) {
  auto late = job(1, 7);
  late.arrival.at -= 10s;
  EXPECT_FALSE(admission_.offer(std::move(late), Clock::now()));
  offer(2, 7);
  EXPECT_TRUE(admission_.next()->is_late());
  EXPECT_FALSE(admission_.next()->is_late());
}

TEST_F(InFront, HandsOutWhatWaitsAndThenNothingWhenItIsClosed) {
  offer(1, 7);
  admission_.close();
  EXPECT_EQ(offer(2, 7), 2U);
  EXPECT_EQ(admission_.next()->job().connection, 1U);
  EXPECT_EQ(admission_.next(), nullptr);
}

TEST_F(InFront, LetsFewWaitWhenMuchMoreComesThanCanBeDone) {
  Admission admission({.running = 1, .waiting = 500}, metrics_);
  std::size_t let_in = 0;
  auto now = Clock::now();
  for (ConnectionId i = 1; i <= 400; ++i) {  // five thousand a second, of five milliseconds each as far as is known
    now += 200us;
    if (!admission.offer(job(i, i), now)) ++let_in;
  }
  EXPECT_GT(admission.load(), 4);
  EXPECT_GE(let_in, 2U);
  EXPECT_LE(let_in, 60U);
}

}  // namespace
}  // namespace tarsach::searchd

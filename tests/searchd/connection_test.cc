// The bounds of a connection, each with a clock of the test's own: no test waits.
#include "searchd/connection.h"

#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>

#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

using State = Connection::State;

const std::string kRequest = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
const std::string kAnswer = "answer";

class Connected : public ::testing::Test {
 protected:
  Connected() : ends_(make_pair()), client_(ends_[1]), connection_(Descriptor(ends_[0]), "192.0.2.1", start_) {}

  static std::array<int, 2> make_pair() {
    std::array<int, 2> ends{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    return ends;
  }
  void write(const std::string& bytes) const {
    ASSERT_EQ(::send(client_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  [[nodiscard]] std::size_t read_all() const {
    std::size_t all = 0;
    std::array<char, 65'536> bytes;
    for (ssize_t count; (count = ::recv(client_.get(), bytes.data(), bytes.size(), 0)) > 0;)
      all += static_cast<std::size_t>(count);
    return all;
  }
  /// One request, answered.
  void exchange(bool keep_alive = true) {
    write(kRequest);
    ASSERT_TRUE(connection_.receive(now_));
    connection_.answer({"answer", keep_alive}, 0, now_);
  }
  /// As a worker does. Whether nobody has to be told.
  [[nodiscard]] bool send_answer() const {
    auto& outlet = *connection_.outlet();
    const bool is_settled = outlet.take(kAnswer) == kAnswer.size() && outlet.settle();
    outlet.let_go();
    return is_settled;
  }
  /// What happens when that long nothing does.
  std::optional<Arrival> pass(Connection::Clock::duration time) {
    now_ += time;
    return connection_.expire(now_);
  }

  const Connection::Clock::time_point start_{1h};
  Connection::Clock::time_point now_ = start_;
  std::array<int, 2> ends_;
  Descriptor client_;
  Connection connection_;
};

TEST_F(Connected, EndsWhenItSaysNothing) {
  EXPECT_FALSE(pass(kFirstByteTime - 1ms));
  EXPECT_EQ(connection_.state(), State::kReading);
  EXPECT_FALSE(pass(1ms));
  EXPECT_EQ(connection_.state(), State::kFinished);
}

TEST_F(Connected, IsToldSoWhenItsHeadDrips) {
  const std::string head = "GET /" + std::string(100, 'a');
  for (std::size_t i = 0; i < 100; ++i) {
    write(head.substr(i, 1));
    EXPECT_FALSE(connection_.receive(now_));
    if (i == 99) break;
    EXPECT_FALSE(pass(std::chrono::milliseconds(kHeadTime) / 100));
  }
  const auto late = pass(std::chrono::milliseconds(kHeadTime) / 100);
  ASSERT_TRUE(late) << "each byte has come in time, the whole has not";
  EXPECT_EQ(late->refusal, ProblemCode::kRequestTimeout);
  EXPECT_TRUE(late->last);
}

TEST_F(Connected, IsKeptForTheNextRequestAndNotForLong) {
  exchange();
  EXPECT_EQ(connection_.state(), State::kReading);
  EXPECT_FALSE(pass(kKeepAliveTime - 1ms));
  EXPECT_EQ(connection_.state(), State::kReading);
  EXPECT_FALSE(pass(1ms));
  EXPECT_EQ(connection_.state(), State::kFinished);
}

TEST_F(Connected, EndsWhenItDoesNotTakeItsAnswer) {
  write(kRequest);
  ASSERT_TRUE(connection_.receive(now_));
  connection_.answer({std::string(20'000'000, 'a'), true}, 0, now_);
  EXPECT_EQ(connection_.events(), EPOLLOUT);
  EXPECT_FALSE(pass(kWriteTime - 1ms));
  EXPECT_GT(read_all(), 0U);
  connection_.send(now_);
  EXPECT_EQ(connection_.state(), State::kSending) << "it has taken some, which does not prolong it";
  EXPECT_FALSE(pass(1ms));
  EXPECT_EQ(connection_.state(), State::kFinished);
}

TEST_F(Connected, LingersForAWhileAfterItsLastAnswer) {
  exchange(false);
  EXPECT_EQ(connection_.state(), State::kLingering);
  EXPECT_FALSE(pass(kLingerTime));
  EXPECT_EQ(connection_.state(), State::kFinished);
}

TEST_F(Connected, MayWaitForItsAnswerAsLongAsThatTakes) {
  write(kRequest);
  ASSERT_TRUE(connection_.receive(now_));
  EXPECT_FALSE(pass(1h));
  EXPECT_EQ(connection_.state(), State::kAnswering);
  EXPECT_EQ(connection_.events(), EPOLLIN | EPOLLRDHUP);
}

TEST_F(Connected, SeesThatItsAnswerHasGoneOut) {
  write(kRequest);
  ASSERT_TRUE(connection_.receive(now_));
  connection_.notice_answer(now_);
  EXPECT_EQ(connection_.state(), State::kAnswering) << "nothing has gone out yet";
  const auto events = connection_.events();
  EXPECT_TRUE(send_answer());
  connection_.notice_answer(now_);
  EXPECT_EQ(connection_.state(), State::kReading);
  EXPECT_EQ(connection_.events(), events) << "each change would be a system call";
  EXPECT_EQ(read_all(), kAnswer.size());
  EXPECT_FALSE(pass(kKeepAliveTime));
  EXPECT_EQ(connection_.state(), State::kFinished);
}

TEST_F(Connected, LeavesInTheSocketWhatComesBeforeItsAnswer) {
  write(kRequest);
  ASSERT_TRUE(connection_.receive(now_));
  write(kRequest);
  connection_.note_input(EPOLLIN, now_);
  EXPECT_EQ(connection_.state(), State::kAnswering);
  EXPECT_EQ(connection_.events(), EPOLLRDHUP) << "it would be told of it without end";
  EXPECT_FALSE(send_answer()) << "it waits to be told";
  connection_.notice_answer(now_);
  EXPECT_EQ(connection_.state(), State::kAnswering) << "it has not been told";
  connection_.answer({kAnswer, true}, kAnswer.size(), now_);
  EXPECT_EQ(read_all(), kAnswer.size()) << "what was out is not sent again";
  EXPECT_EQ(connection_.events(), EPOLLIN | EPOLLRDHUP);
  EXPECT_TRUE(connection_.receive(now_));
  EXPECT_TRUE(send_answer()) << "nothing waits any more";
}

TEST_F(Connected, TakesAtOnceWhatComesWithItsAnswer) {
  write(kRequest);
  ASSERT_TRUE(connection_.receive(now_));
  EXPECT_TRUE(send_answer());
  write(kRequest);
  connection_.note_input(EPOLLIN, now_);
  EXPECT_EQ(connection_.state(), State::kReading);
  EXPECT_TRUE(connection_.receive(now_));
}

TEST_F(Connected, IsNotToldTwiceThatNothingMoreComes) {
  write(kRequest);
  ASSERT_TRUE(connection_.receive(now_));
  connection_.note_input(EPOLLIN | EPOLLRDHUP, now_);
  EXPECT_EQ(connection_.events(), 0U);
  EXPECT_FALSE(send_answer());
}

TEST_F(Connected, SendsTheRestOfAnAnswerThatHasPartlyGoneOut) {
  write(kRequest);
  ASSERT_TRUE(connection_.receive(now_));
  const std::string big(20'000'000, 'a');
  auto sent = connection_.outlet()->take(big);
  ASSERT_LT(sent, big.size());
  connection_.answer({big, true}, sent, now_);
  for (std::size_t read = read_all(); read < big.size(); read += read_all()) connection_.send(now_);
  EXPECT_EQ(connection_.state(), State::kReading);
}

TEST_F(Connected, HasALastRequest) {
  for (std::size_t i = 1; i < kMaxRequestsPerConnection; ++i) exchange();
  write(kRequest);
  const auto last = connection_.receive(now_);
  ASSERT_TRUE(last);
  EXPECT_TRUE(last->last);
}

TEST_F(Connected, HandsOutPipelinedRequestsOneByOne) {
  write(kRequest + kRequest + "GET /un");
  ASSERT_TRUE(connection_.receive(now_));
  EXPECT_FALSE(connection_.next(now_)) << "the first one has no answer yet";
  EXPECT_FALSE(send_answer()) << "the second one waits to be told";
  connection_.answer({"answer", true}, 0, now_);
  EXPECT_TRUE(connection_.next(now_));
  connection_.answer({"answer", true}, 0, now_);
  EXPECT_FALSE(connection_.next(now_));
  EXPECT_TRUE(pass(kHeadTime)) << "the rest of the third one does not come";
}

TEST_F(Connected, TakesNoMoreOfAFloodThanOneHeadMayHave) {
  const std::string flood(60'000, 'a');
  write("GET / HTTP/1.1\r\nHost: t\r\nX: " + flood);
  std::optional<Arrival> refused;
  for (int reads = 0; reads < 3 && !refused; ++reads) refused = connection_.receive(now_);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->refusal, ProblemCode::kHeadersTooLarge);
}

}  // namespace
}  // namespace tarsach::searchd

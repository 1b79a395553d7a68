#include "indexer/replica_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/indexer/articles.h"

namespace tarsach::indexer {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Session {
  Result<Acceptance> result;
  std::vector<std::string> said;  // by the replica
};

Session hold(const fs::path& replica, const std::string& said) {
  std::istringstream input(said);
  std::ostringstream output;
  Session session{serve_session(replica, {}, input, output), {}};
  std::istringstream lines(output.str());
  for (std::string line; std::getline(lines, line);) session.said.push_back(line);
  return session;
}

class SessionTest : public ::testing::Test {
 protected:
  SessionTest() { EXPECT_TRUE(place_.build({place_.write("some.jsonl", article_lines(2))})); }

  [[nodiscard]] fs::path folder() const { return place_.index().generation_path(1); }
  [[nodiscard]] fs::path replica() const { return place_.path() / "replica"; }
  [[nodiscard]] std::string offer() const { return encode(offer_of(schema::read_manifest(folder()).value())) + "\n"; }
  void copy() const {
    fs::create_directories(replica() / "incoming" / "000001");
    fs::copy(folder(), replica() / "incoming" / "000001", fs::copy_options::recursive);
  }

  Workplace place_;
};

TEST_F(SessionTest, OffersCopiesAndSwitches) {
  copy();
  const Session first = hold(replica(), offer() + copied_line() + "\n");
  ASSERT_TRUE(first.result) << describe(first.result.error());
  EXPECT_THAT(first.said, ElementsAre(R"({"standing":"missing","others":[]})", R"({"generation":1,"retired":[]})"));
  const Session again = hold(replica(), offer() + copied_line() + "\n");
  EXPECT_EQ(decode_invitation(again.said.at(0)).value().standing, Standing::kCurrent);
  EXPECT_THAT(decode_invitation(again.said.at(0)).value().others, ElementsAre("000001"));
  EXPECT_EQ(decode_acceptance(again.said.at(1)).value().before, 1U);
}

TEST_F(SessionTest, SwitchesToNothingWhenThePublisherGoesAway) {
  copy();
  const Session session = hold(replica(), offer());
  ASSERT_FALSE(session.result);
  EXPECT_EQ(session.result.error().code, ErrorCode::kUnavailable);
  EXPECT_FALSE(schema::IndexDir::open(replica()).value().current());
}

TEST_F(SessionTest, TellsTheOtherSideWhatIsWrong) {
  const Session nothing = hold(replica(), offer() + copied_line() + "\n");
  const auto answer = decode_acceptance(nothing.said.at(1));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kBadData);
  EXPECT_THAT(answer.error().message, HasSubstr("has no manifest"));
  const auto lock = Replica::open(replica());
  EXPECT_EQ(decode_invitation(hold(replica(), offer()).said.at(0)).error().code, ErrorCode::kLocked);
}

TEST_F(SessionTest, RefusesWhatIsNoLineOfASession) {
  for (const std::string line : {"", "Welcome to west!", "[]", "{}", R"({"generation":0,"schemaVersion":2})",
                                 R"({"generation":-1})", R"({"error":5})"})
    EXPECT_FALSE(decode_offer(line)) << line;
  EXPECT_THAT(hold(replica(), "Welcome to west!\n").result.error().message, HasSubstr("Welcome to west!"));
  EXPECT_FALSE(hold(replica(), std::string(2 * kMaxSessionLineBytes, 'x')).result);
  EXPECT_FALSE(decode_invitation(R"({"standing":"missing","others":["../../etc"]})"));
  EXPECT_FALSE(decode_invitation(R"({"standing":"half","others":[]})"));
  EXPECT_FALSE(decode_acceptance(R"({"generation":"1","retired":[]})"));
}

}  // namespace
}  // namespace tarsach::indexer

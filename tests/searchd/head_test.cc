#include "searchd/head.h"

#include <gtest/gtest.h>

#include <string>

#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

const std::string kPlain = "GET /search?q=a HTTP/1.1\r\nHost: a\r\n\r\n";

std::string with_header(const std::string& line) { return "GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n"; }

TEST(Head, EndsAtTheEmptyLineAndLeavesWhatFollows) {
  const auto head = inspect_head(kPlain + "GET /next");
  EXPECT_EQ(head.bytes, kPlain.size());
  EXPECT_FALSE(head.refusal);
  EXPECT_FALSE(head.last);
}

TEST(Head, IsIncompleteAtEveryByteBeforeItsEnd) {
  for (std::size_t size = 0; size < kPlain.size(); ++size) {
    const auto head = inspect_head(kPlain.substr(0, size));
    EXPECT_EQ(head.bytes, 0U) << size;
    EXPECT_FALSE(head.refusal) << size;
  }
}

struct Refused {
  const char* what;
  std::string head;
  ProblemCode code;
};

class RefusedHead : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedHead, IsRefusedAndEndsTheConnection) {
  const auto head = inspect_head(GetParam().head);
  ASSERT_TRUE(head.refusal);
  EXPECT_EQ(*head.refusal, GetParam().code);
  EXPECT_TRUE(head.last);
}

std::string many_headers(std::size_t count) {
  std::string head = "GET / HTTP/1.1\r\n";
  for (std::size_t i = 1; i < count; ++i) head += "X: y\r\n";
  return head + "Host: a\r\n\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedHead,
    ::testing::Values(
        Refused{"ContentLength", with_header("Content-Length: 5"), ProblemCode::kBodyNotAllowed},
        Refused{"ContentLengthTwice", with_header("Content-Length: 0\r\nContent-length: 5"),
                ProblemCode::kBodyNotAllowed},
        Refused{"Chunked", with_header("transfer-encoding: chunked"), ProblemCode::kBodyNotAllowed},
        Refused{"Range", with_header("Range: bytes=0-1,2-3"), ProblemCode::kRangeNotSupported},
        Refused{"Expect", with_header("Expect: 100-continue"), ProblemCode::kExpectationFailed},
        Refused{"Upgrade", with_header("Upgrade: h2c"), ProblemCode::kBadRequest},
        Refused{"SpaceBeforeColon", with_header("Content-Length : 5"), ProblemCode::kBadRequest},
        Refused{"FoldedLine", with_header("X: a\r\n Content-Length: 5"), ProblemCode::kBadRequest},
        Refused{"NoColon", with_header("nonsense"), ProblemCode::kBadRequest},
        Refused{"BareLineFeed", with_header("X: a\nContent-Length: 5"), ProblemCode::kBadRequest},
        Refused{"BareReturn", with_header("X: a\rContent-Length: 5"), ProblemCode::kBadRequest},
        Refused{"Nul", "GET /" + std::string(1, '\0') + " HTTP/1.1\r\nHost: a\r\n\r\n", ProblemCode::kBadRequest},
        Refused{"NulEarly", std::string(1, '\0'), ProblemCode::kBadRequest},
        Refused{"NoHost", "GET / HTTP/1.1\r\n\r\n", ProblemCode::kBadRequest},
        Refused{"TwoHosts", with_header("Host: b"), ProblemCode::kBadRequest},
        Refused{"OtherVersion", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", ProblemCode::kBadRequest},
        Refused{"TwoSpaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", ProblemCode::kBadRequest},
        Refused{"NotHttp", "\x16\x03\x01\r\n\r\n", ProblemCode::kBadRequest},
        Refused{"AbsoluteForm", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", ProblemCode::kBadRequest},
        Refused{"LongUri", "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
                ProblemCode::kUriTooLong},
        Refused{"LongUriBeforeItsEnd", "GET /" + std::string(9'000, '('), ProblemCode::kUriTooLong},
        Refused{"TooManyHeaders", many_headers(kMaxHeaders + 1), ProblemCode::kHeadersTooLarge},
        Refused{"LongHeaders", with_header("X: " + std::string(kMaxHeadBytes, 'a')), ProblemCode::kHeadersTooLarge}),
    [](const auto& parameter) { return parameter.param.what; });

TEST(Head, MayHaveAsManyHeadersAsTheLimitSays) { EXPECT_FALSE(inspect_head(many_headers(kMaxHeaders)).refusal); }

TEST(Head, MayAnnounceAnEmptyBodyAsProxiesDo) {
  EXPECT_FALSE(inspect_head(with_header("Content-Length: 0")).refusal);
  EXPECT_FALSE(inspect_head(with_header("Content-Length:")).refusal);
}

TEST(Head, WithAnotherMethodIsAnsweredAndThenTheConnectionEndsWithItsBody) {
  const auto head = inspect_head("POST /search HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n");
  EXPECT_FALSE(head.refusal);
  EXPECT_TRUE(head.last);
}

TEST(Head, MayHaveCyrillicInItsTarget) {
  EXPECT_FALSE(inspect_head("GET /search?q=среща HTTP/1.1\r\nHost: a\r\n\r\n").refusal);
}

}  // namespace
}  // namespace tarsach::searchd

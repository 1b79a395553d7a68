#include "searchd/refusals.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/system/in_process.h"

namespace tarsach::searchd {
namespace {

using testing::read_strictly;

Request asking(std::vector<Header> headers, std::string query = {}) {
  Request request;
  request.method = "GET";
  request.path = "/v1/search";
  request.id = "id-1";
  request.query = std::move(query);
  request.headers = std::move(headers);
  return request;
}

TEST(Refusals, SayWhatEveryProblemSays) {
  const Refusals refusals((Cors({})));
  for (const auto code : {ProblemCode::kOverloaded, ProblemCode::kRateLimited})
    for (const auto* language : {"bg", "en"}) {
      const auto answer = refusals.answer({.code = code, .retry_after = 7}, asking({{"accept-language", language}}),
                                          Audience::kPrograms);
      EXPECT_TRUE(answer.keep_alive);
      const auto read = read_strictly(answer.bytes);
      EXPECT_EQ(read.fault, "");
      EXPECT_EQ(read.status, row(code).status);
      EXPECT_EQ(read.header("Retry-After"), "7");
      EXPECT_EQ(read.header("Cache-Control"), "no-store");
      EXPECT_EQ(read.type(), "application/problem+json");
      const auto json = nlohmann::json::parse(read.body);
      EXPECT_EQ(json["code"], row(code).name);
      EXPECT_EQ(json["title"], std::string_view(language) == "en" ? row(code).title_en : row(code).title_bg);
      EXPECT_EQ(json["instance"], "/v1/search");
      EXPECT_EQ(json["requestId"], "id-1");
      EXPECT_EQ(read.header("X-Request-Id"), "id-1");
    }
}

TEST(Refusals, AreAPageForPeople) {
  const Refusals refusals((Cors({})));
  const auto answer = refusals.answer({}, asking({}, "q=a&ui=en"), Audience::kPeople);
  const auto read = read_strictly(answer.bytes);
  EXPECT_EQ(read.fault, "");
  EXPECT_EQ(read.type(), "text/html");
  EXPECT_NE(read.body.find("Overloaded"), std::string::npos);
  EXPECT_NE(read.header("Content-Security-Policy"), "");
}

TEST(Refusals, DoNotEchoWhatWouldHaveToBeEscaped) {
  const Refusals refusals((Cors({})));
  auto request = asking({});
  request.path = "/v1/documents/\",\"x\":\"\xff";
  const auto read = read_strictly(refusals.answer({}, request, Audience::kPrograms).bytes);
  EXPECT_EQ(nlohmann::json::parse(read.body)["instance"], "/");
}

TEST(Refusals, HaveNoBodyForAHead) {
  const Refusals refusals((Cors({})));
  auto request = asking({});
  request.method = "HEAD";
  const auto bytes = refusals.answer({.last = true}, request, Audience::kPrograms).bytes;
  EXPECT_TRUE(bytes.ends_with("Connection: close\r\n\r\n")) << bytes;
}

TEST(Refusals, CanBeReadByTheScriptsOfSitesThatMay) {
  const Refusals refusals(Cors({"https://example.org"}));
  const auto allowed = [&](const char* origin) {
    const auto answer = refusals.answer({}, asking({{"origin", origin}}), Audience::kPrograms);
    return answer.bytes.find("Access-Control-Allow-Origin: ") != std::string::npos;
  };
  EXPECT_TRUE(allowed("https://example.org"));
  EXPECT_FALSE(allowed("https://example.com"));
}

}  // namespace
}  // namespace tarsach::searchd

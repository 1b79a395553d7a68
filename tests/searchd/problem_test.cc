#include "searchd/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "searchd/negotiation.h"

namespace tarsach::searchd {
namespace {

using ::testing::Not;

std::string header(const Response& response, const std::string& name) {
  for (const auto& each : response.headers)
    if (each.name == name) return each.value;
  return {};
}

Request request_for(const std::string& path) {
  Request request;
  request.path = path;
  request.id = "id-1";
  return request;
}

TEST(Problem, EveryCodeHasItsOwnNameAndWordsInBothLanguages) {
  std::set<std::string_view> names;
  for (auto code = ProblemCode::kBadRequest; code <= ProblemCode::kNoIndex;
       code = static_cast<ProblemCode>(static_cast<int>(code) + 1)) {
    const auto& about = row(code);
    EXPECT_TRUE(names.insert(about.name).second) << about.name;
    EXPECT_GE(about.status, 400);
    for (const auto language : {Language::kBulgarian, Language::kEnglish}) {
      EXPECT_FALSE(title(about, language).empty()) << about.name;
      EXPECT_FALSE(detail(about, language).empty()) << about.name;
    }
    EXPECT_EQ(about.status == 503 || about.status == 429, about.retry_after > 0) << about.name;
  }
}

TEST(Problem, IsProblemJsonWithEveryMember) {
  const Problem problem{ProblemCode::kBadParameter, {{"yaer", {"непознат", "unknown"}}}};
  const auto response = to_response(problem, request_for("/v1/search"), Language::kEnglish);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, kProblemJson);
  const auto json = nlohmann::json::parse(response.body);
  EXPECT_EQ(json["type"], "urn:tarsach:problem:bad_parameter");
  EXPECT_EQ(json["status"], 400);
  EXPECT_EQ(json["code"], "bad_parameter");
  EXPECT_EQ(json["instance"], "/v1/search");
  EXPECT_EQ(json["requestId"], "id-1");
  EXPECT_EQ(json["errors"][0]["parameter"], "yaer");
  EXPECT_EQ(json["errors"][0]["detail"], "unknown");
}

TEST(Problem, SpeaksTheLanguageItIsAskedFor) {
  const auto bulgarian = to_response({ProblemCode::kNotFound, {}}, request_for("/"), Language::kBulgarian);
  EXPECT_EQ(nlohmann::json::parse(bulgarian.body)["title"], "Няма такава страница");
  EXPECT_EQ(header(bulgarian, "Content-Language"), "bg");
}

TEST(Problem, SaysWhenToComeBackAndWhatIsAllowed) {
  EXPECT_EQ(header(bare_response(ProblemCode::kOverloaded), "Retry-After"), "1");
  EXPECT_EQ(header(bare_response(ProblemCode::kMethodNotAllowed), "Allow"), "GET, HEAD");
}

TEST(Problem, SurvivesBrokenBytesOfThePath) {
  const auto response = to_response({ProblemCode::kNotFound, {}}, request_for("/\xFF"), Language::kEnglish);
  EXPECT_EQ(nlohmann::json::parse(response.body)["instance"], "/\xEF\xBF\xBD");
}

TEST(Problem, OfTheEngineKeepsItsInsidesToItself) {
  const auto problem =
      to_problem({ErrorCode::kInternal, "/srv/index/postlist.glass: bad block", ""}, ProblemCode::kNotFound);
  EXPECT_EQ(problem.code, ProblemCode::kInternal);
  EXPECT_THAT(to_response(problem, request_for("/"), Language::kEnglish).body, Not(::testing::HasSubstr("glass")));
  EXPECT_EQ(to_problem({ErrorCode::kTimeout, "", ""}, ProblemCode::kNotFound).code, ProblemCode::kTooSlow);
  EXPECT_EQ(to_problem({ErrorCode::kNotFound, "", ""}, ProblemCode::kDocumentNotFound).code,
            ProblemCode::kDocumentNotFound);
}

}  // namespace
}  // namespace tarsach::searchd

#include "query/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/query/sample_answer.h"
#include "tests/support/golden.h"

namespace tarsach::query {
namespace {

using nlohmann::ordered_json;
using testing::matches_golden;

std::string indented(const std::string& json) { return ordered_json::parse(json).dump(2) + "\n"; }

TEST(Json, AnswersWithTheMembersOfTheInterfaceInTheirOrder) {
  EXPECT_TRUE(matches_golden("cli/answer.json", indented(to_json(sample_request(), sample_response(), {"r-1", {}}))));
}

TEST(Json, AnswersWithGroupsInsteadOfHits) {
  const std::string json = to_json(sample_grouped_request(), sample_groups(), {"r-1", {"id", "title"}});
  EXPECT_TRUE(matches_golden("cli/groups.json", indented(json)));
}

TEST(Json, ShowsAWholeDocument) { EXPECT_TRUE(matches_golden("cli/document.json", indented(to_json(sample_hit())))); }

TEST(Json, ShowsMarksOfADocumentOnlyIfItWasMarked) {
  Hit hit;
  hit.body = "а";
  EXPECT_FALSE(ordered_json::parse(to_json(hit)).contains("formatted"));
  hit.formatted_body = "<mark>а</mark>";
  EXPECT_EQ(ordered_json::parse(to_json(hit))["formatted"].dump(), R"({"title":"","body":"<mark>а</mark>"})");
}

TEST(Json, ShowsSimilarArticlesInBothLanguages) {
  EXPECT_TRUE(matches_golden("cli/similar.json", indented(to_json({.id = "а/1"}, sample_similar()))));
}

TEST(Json, ShowsAnExplanation) {
  EXPECT_TRUE(matches_golden("cli/explanation.json", indented(to_json(sample_explanation(), {"r-1"}))));
}

TEST(Json, LeavesWeightsOutOfTheExplanationOfAnOrderByDate) {
  Explanation explanation = sample_explanation();
  explanation.by_relevance = false;
  const auto json = ordered_json::parse(to_json(explanation));
  EXPECT_FALSE(json["hits"][0].contains("weights"));
  EXPECT_FALSE(json["hits"][0].contains("closeness"));
}

TEST(Json, ShowsAFacetWithHowManyValuesItHas) {
  EXPECT_EQ(to_json(sample_response().facets[1]),
            R"({"field":"year","totalValues":5,"values":[{"value":"2018","label":{"bg":"2018","en":"2018"},"count":9,)"
            R"("selected":false},{"value":"2017","label":{"bg":"2017","en":"2017"},"count":4,"selected":false}]})");
}

TEST(Json, IsOneLine) { EXPECT_EQ(to_json(sample_request(), sample_response()).find('\n'), std::string::npos); }

TEST(Json, ReplacesBrokenUtf8) {
  Hit hit;
  hit.id = "a\xff";
  EXPECT_EQ(to_json(hit, {{}, {"id"}}), "{\"id\":\"a\uFFFD\"}");
}

TEST(Json, LeavesOutTheRequestIdWhenThereIsNone) {
  EXPECT_FALSE(ordered_json::parse(to_json(sample_request(), sample_response())).contains("requestId"));
}

TEST(Json, LimitsHitsToTheChosenMembers) {
  const auto json = ordered_json::parse(to_json(sample_request(), sample_response(), {{}, {"title", "id"}}));
  EXPECT_EQ(json["hits"][0].dump(), R"({"id":"varna 2018/07","title":"Регионална клъстерна среща"})");
}

TEST(Json, SaysNullWhereADateIsMissing) {
  EXPECT_EQ(to_json(hostile_hit(), {{}, {"date", "year", "url"}}), R"({"url":null,"date":null,"year":null})");
}

TEST(Json, GivesADateAsExactlyAsItIsKnown) {
  Hit hit;
  hit.date = {2018, 7, 0};
  EXPECT_EQ(to_json(hit, {{}, {"date", "year"}}), R"({"date":"2018-07","year":2018})");
}

TEST(Json, CountsPagesFromOneAndRoundsThemUp) {
  const auto pages = [](std::size_t limit, std::size_t offset, std::uint64_t total) {
    Request request;
    request.limit = limit;
    request.offset = offset;
    Response response;
    response.total = total;
    const auto json = ordered_json::parse(to_json(request, response));
    return std::pair(json["page"].get<int>(), json["totalPages"].get<int>());
  };
  EXPECT_EQ(pages(10, 0, 0), std::pair(1, 0));
  EXPECT_EQ(pages(10, 0, 10), std::pair(1, 1));
  EXPECT_EQ(pages(10, 10, 11), std::pair(2, 2));
  EXPECT_EQ(pages(0, 0, 11), std::pair(1, 0));
}

TEST(Json, OffersWhatWouldFindSomething) {
  Response response;
  EXPECT_FALSE(ordered_json::parse(to_json({}, response)).contains("remedies"));
  response.remedies = {{"without_filter", "topic:funding", {.query = "мост"}, 3}};
  const Envelope envelope{.url_of_remedy = [](const Remedy& remedy) { return "/search?q=" + remedy.request.query; }};
  EXPECT_EQ(ordered_json::parse(to_json({}, response, envelope))["remedies"].dump(),
            R"([{"kind":"without_filter","what":"topic:funding","totalHits":3,"url":"/search?q=мост"}])");
}

TEST(Json, NamesTheNearestMemberForAnUnknownOne) {
  EXPECT_TRUE(check_hit_members(hit_members()));
  const auto checked = check_hit_members({"id", "titel"});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::kUsage);
  EXPECT_EQ(checked.error().message, "unknown field 'titel'");
  EXPECT_EQ(checked.error().hint, "did you mean 'title'?");
}

}  // namespace
}  // namespace tarsach::query

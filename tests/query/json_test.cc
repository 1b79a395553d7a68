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

/// Whatever stands in its strings: the library reads the text, and writes the same one again, so nothing is escaped or
/// put in order otherwise, and no name is there twice.
TEST(Json, IsWrittenAsTheLibraryWouldWriteIt) {
  const std::vector<std::string> hostile = {"",
                                            "„клъстер“",
                                            "\"\\/\b\f\n\r\t",
                                            std::string("\0\x01\x1f\x7f", 4),
                                            "\u2028\u2029",
                                            "\xD0",
                                            "\xED\xA0\x80",
                                            "😀\xF0\x9F",
                                            "</script><mark>"};
  for (const std::string& text : hostile) {
    Response response = sample_groups();
    response.hits = {hostile_hit(), sample_hit()};
    Hit& hit = response.hits.back();
    hit.id = hit.url = hit.source = hit.author = hit.title = hit.body = hit.formatted_body = text;
    hit.events = {{text, {text, ""}}, {"x", {"", text}}};
    response.interpretation = {text, {{text, text, text}}, {{text, text, Rewrite::kOff, 7}}};
    response.facets.front().counts = {{text, {text, text}, 1, true}};
    response.remedies = {{text, text, {}, 3}};
    const Explanation explanation = sample_explanation();
    Request request = sample_grouped_request();
    request.query = text;
    const Envelope envelope{"r-1", {}, [&](const OtherReading&) { return text; }, {}, &explanation};
    const std::vector<Suggestion> suggestions = {{schema::SuggestionKind::kEvent, text, text, text}, {}};
    for (const std::string& json :
         {to_json(request, response, envelope), to_json(hit), to_json(response.facets.front()), to_json(explanation),
          to_json({.id = text}, {response.hits, {}, {}}), to_json({.query = text}, suggestions),
          to_open_search_json({.query = text}, suggestions)})
      EXPECT_EQ(ordered_json::parse(json).dump(), json);
  }
}

TEST(Json, CanBeEndedLater) {
  const std::string whole = to_json(sample_request(), sample_response(), {"r-1"});
  std::string begun = to_json(sample_request(), sample_response(), {.ends = Ends::kLater});
  EXPECT_TRUE(begun.ends_with(R"("exact":{"hits":true,"facets":true})"));
  append_ending(begun, {0.91234, sample_response().index}, "r-1");
  EXPECT_EQ(begun, whole);
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

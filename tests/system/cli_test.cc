// `tarsach` as people and programs run it, over an index of the articles that ship.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "tests/support/golden.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"
#include "tests/system/sample_index_test.h"

namespace tarsach::testing {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '\t');) cells.push_back(cell);
  return cells;
}

class CommandLine : public SampleIndexTest {
 protected:
  /// tarsach COMMAND --index INDEX ARGUMENTS…
  static ProgramRun ask(const std::string& command, std::vector<std::string> arguments, std::string_view input = {}) {
    arguments.insert(arguments.begin(), {program_path("tarsach").string(), command, "--index", index()});
    return run_program(arguments, input);
  }
};

TEST_F(CommandLine, AnswersAsItsReviewedSessionShows) {
  const std::vector<std::vector<std::string>> session = {
      {"search", "--limit", "2", "клъстерна среща Варна"},
      {"search", "--limit", "3", "--format", "tsv", "--fields", "id,date,title", "Grow your Region"},
      {"search", "--limit", "3", "--format", "ids", "--year", "2018", "--sort", "date:asc"},
      {"count", "--lang", "en", "innovation"},
      {"facets", "--field", "year,topic", "иновации"},
      {"facets", "--field", "event", "--facet-query", "вар", "--format", "tsv"},
      {"count", "несъществуващодума"},
  };
  std::string text;
  for (const auto& words : session) {
    text += "$ tarsach";
    for (const auto& word : words) text += word.find(' ') == std::string::npos ? " " + word : " '" + word + "'";
    const auto run = ask(words[0], {words.begin() + 1, words.end()});
    text += "\n" + run.output + run.error + "→ " + std::to_string(run.status) + "\n\n";
  }
  compare_with_golden("cli/session.txt", std::regex_replace(text, std::regex(R"(\(\d+\.\d ms\))"), "(… ms)"));
}

TEST_F(CommandLine, SuggestsAsItsReviewedSessionShows) {
  std::string text;
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"--limit", "5", "клъстерни сре"},
           {"--limit", "3", "--format", "json", "klast"},
           {"--limit", "3", "grow"},
           {"--limit", "3", "клсътер"},
           {"--limit", "3"},
           {"xyzzyqwert"},
           {"--limit", "51", "а"},
       }) {
    text += "$ tarsach suggest";
    for (const auto& word : words) text += word.find(' ') == std::string::npos ? " " + word : " '" + word + "'";
    const auto run = ask("suggest", words);
    text += "\n" + run.output + run.error + "→ " + std::to_string(run.status) + "\n\n";
  }
  compare_with_golden("cli/suggestions.txt", text);
}

TEST_F(CommandLine, TellsOfEventsAsItsReviewedSessionShows) {
  std::string text;
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"search", "--group", "event", "--group-limit", "1", "--limit", "3", "--year", "2018", "клъстер"},
           {"event", "--limit", "1", "varna-2018"},
           {"event", "varna-2081"},
       }) {
    text += "$ tarsach";
    for (const auto& word : words) text += word.find(' ') == std::string::npos ? " " + word : " '" + word + "'";
    const auto run = ask(words[0], {words.begin() + 1, words.end()});
    text += "\n" + run.output + run.error + "→ " + std::to_string(run.status) + "\n\n";
  }
  compare_with_golden("cli/events.txt", std::regex_replace(text, std::regex(R"(\(\d+\.\d ms\))"), "(… ms)"));
}

TEST_F(CommandLine, PutsEachArticleIntoOneGroup) {
  const auto answer = json::parse(
      ask("search", {"--group", "event", "--group-limit", "100", "--limit", "1000", "--format", "json"}).output);
  std::vector<std::string> ids;
  std::size_t total = 0;
  for (const json& group : answer["groups"]) {
    total += group["totalHits"].get<std::size_t>();
    for (const json& hit : group["hits"]) ids.push_back(hit["id"]);
  }
  EXPECT_EQ(answer["groups"].size(), answer["totalGroups"].get<std::size_t>());
  EXPECT_EQ(answer["totalHits"].get<std::size_t>(), total);
  EXPECT_THAT(ids, SizeIs(total));
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
}

TEST_F(CommandLine, HasAnEventForEachOfItsFacet) {
  const auto counts = lines_of(ask("facets", {"--field", "event", "--facet-limit", "1000", "--format", "tsv"}).output);
  ASSERT_GT(counts.size(), 10U);
  for (std::size_t i = 1; i < counts.size(); ++i) {
    const auto cells = cells_of(counts[i]);
    const auto event = json::parse(ask("event", {"--format", "json", cells[1]}).output);
    EXPECT_EQ(event["totalHits"].get<int>(), std::stoi(cells[3])) << cells[1];
  }
}

TEST_F(CommandLine, SaysTheSameNumberInEveryWay) {
  const auto answer = ask("search", {"--format", "json", "клъстер"});
  ASSERT_EQ(answer.status, 0) << answer.error;
  const auto total = json::parse(answer.output)["totalHits"].get<std::size_t>();
  EXPECT_GT(total, 10U);
  EXPECT_EQ(ask("count", {"клъстер"}).output, std::to_string(total) + "\n");
  EXPECT_THAT(lines_of(ask("search", {"--format", "ids", "--limit", "1000", "клъстер"}).output), SizeIs(total));
}

TEST_F(CommandLine, FetchesMoreThanAPageWithoutHolesOrRepeats) {
  auto ids = lines_of(ask("search", {"--format", "ids", "--limit", "1000"}).output);
  const std::size_t number = ids.size();
  EXPECT_GE(number, 60U);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
  EXPECT_EQ(ask("count", {}).output, std::to_string(number) + "\n");
}

TEST_F(CommandLine, BrowsesTheNewestFirst) {
  const auto run = ask("search", {"--format", "tsv", "--fields", "date", "--limit", "30"});
  auto dates = lines_of(run.output);
  ASSERT_GT(dates.size(), 2U) << run.error;
  EXPECT_EQ(dates.front(), "date");
  EXPECT_TRUE(std::is_sorted(dates.begin() + 1, dates.end(), std::greater<>())) << run.output;
}

TEST_F(CommandLine, EndsWithOneWhenNothingIsFound) {
  EXPECT_EQ(ask("search", {"xyzzyqwert"}).status, 1);
  EXPECT_EQ(ask("count", {"xyzzyqwert"}).output, "0\n");
  EXPECT_EQ(ask("show", {"no-such-article"}).status, 1);
}

TEST_F(CommandLine, NamesTheNearestTopicForAMistypedOne) {
  const auto run = ask("count", {"--topic", "fundin"});
  EXPECT_EQ(run.status, 1);
  EXPECT_EQ(run.output, "0\n");
  EXPECT_THAT(run.error, HasSubstr("did you mean 'funding'?"));
}

TEST_F(CommandLine, ExcludesWhatIsNotWanted) {
  const auto number = [](const std::vector<std::string>& arguments) {
    return std::stoi(ask("count", arguments).output);
  };
  EXPECT_EQ(number({"--lang", "bg"}) + number({"--not-lang", "bg"}), number({}));
}

TEST_F(CommandLine, AnswersABatchInTheOrderOfItsQueries) {
  const auto run = ask("search", {"--batch", "-", "--limit", "5"}, "q2\tклъстер\nq1\txyzzyqwert\nq0\tinnovation\n");
  ASSERT_EQ(run.status, 0) << run.error;
  const std::regex line(R"((q2|q0) Q0 \S+ [1-5] [-+.e0-9]+ tarsach)");
  const auto lines = lines_of(run.output);
  EXPECT_THAT(lines, SizeIs(10));
  for (const auto& each : lines) EXPECT_TRUE(std::regex_match(each, line)) << each;
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end(), [](const auto& left, const auto& right) {
    return left.substr(0, 2) > right.substr(0, 2);
  }));
}

TEST_F(CommandLine, AnswersABatchWithAJsonLineForEachQuery) {
  const auto run = ask("search", {"--batch", "-", "--format", "json", "--fields", "id"}, "a\tклъстер\nb\tсреща\n");
  std::vector<std::string> ids;
  for (const auto& line : lines_of(run.output)) ids.push_back(json::parse(line)["requestId"]);
  EXPECT_THAT(ids, ElementsAre("a", "b")) << run.error;
}

TEST_F(CommandLine, ShowsAWholeArticleUnderItsId) {
  const auto ids = lines_of(ask("search", {"--format", "ids", "--limit", "1", "клъстер"}).output);
  ASSERT_THAT(ids, SizeIs(1));
  const auto run = ask("show", {"--format", "json", ids[0]});
  ASSERT_EQ(run.status, 0) << run.error;
  const json document = json::parse(run.output);
  EXPECT_EQ(document["id"], ids[0]);
  EXPECT_GT(document["body"].get<std::string>().size(), 100U);
}

TEST_F(CommandLine, ExplainsAQuery) {
  const auto run = ask("explain", {"клъстерна среща"});
  EXPECT_EQ(run.status, 0) << run.error;
  EXPECT_GT(lines_of(run.output).size(), 3U);
}

TEST_F(CommandLine, ExplainsAQueryToPrograms) {
  const auto run = ask("explain", {"--format", "json", "клъстерна среща"});
  ASSERT_EQ(run.status, 0) << run.error;
  const json why = json::parse(run.output);
  EXPECT_EQ(why["query"], "клъстерна среща");
  EXPECT_EQ(why["words"].size(), 2U);
  EXPECT_FALSE(why["hits"].empty());
}

TEST_F(CommandLine, FindsSimilarArticlesInBothLanguages) {
  const auto run = ask("similar", {"--format", "json", "--limit", "2", "bg-varna-2018-pokana"});
  ASSERT_EQ(run.status, 0) << run.error;
  const json similar = json::parse(run.output);
  EXPECT_EQ(similar["sameLanguage"].size(), 2U);
  EXPECT_EQ(similar["otherLanguage"][0]["id"], "en-varna-2018-meeting");
}

TEST_F(CommandLine, EndsWithOneForAnArticleThatIsNotThere) {
  const auto run = ask("similar", {"no-such-article"});
  EXPECT_EQ(run.status, 1);
  EXPECT_EQ(run.output, "");
  EXPECT_NE(run.error.find("no-such-article"), std::string::npos);
}

TEST_F(CommandLine, EvaluatesTheJudgmentsThatShip) {
  const auto run = ask("evaluate", {"--judgments", source_path("corpus/judgments.tsv").string(), "--queries",
                                    source_path("corpus/queries.tsv").string(), "--format", "tsv"});
  ASSERT_EQ(run.status, 0) << run.error;
  EXPECT_EQ(run.error, "");  // every judged article is in the index
  const auto mean = cells_of(lines_of(run.output).back());
  ASSERT_THAT(mean, SizeIs(5));
  EXPECT_EQ(mean[0], "mean");
  for (std::size_t i = 2; i < mean.size(); ++i) {
    EXPECT_GT(std::stod(mean[i]), 0.5) << run.output;
    EXPECT_LE(std::stod(mean[i]), 1.0);
  }
}

TEST_F(CommandLine, EndsQuietlyWhenNobodyReadsOn) {
  const auto run = run_program({"/bin/sh", "-c",
                                program_path("tarsach").string() + " search --index " + index() +
                                    " --format json --limit 1000 | true; echo ended"});
  EXPECT_EQ(run.output, "ended\n");
  EXPECT_EQ(run.error, "");
}

TEST_F(CommandLine, StemsAWordALineWithoutAnIndex) {
  const auto run = run_program({program_path("tarsach").string(), "analyze", "--stems"}, "клъстерите\n\nклъстер\n");
  const auto lines = lines_of(run.output);
  ASSERT_THAT(lines, SizeIs(3)) << run.error;
  EXPECT_EQ(lines[0], lines[2]);
  EXPECT_EQ(lines[1], "");
}

TEST_F(CommandLine, WritesNoEscapesIntoAPipe) {
  EXPECT_EQ(ask("search", {"клъстер"}).output.find('\033'), std::string::npos);
}

}  // namespace
}  // namespace tarsach::testing

#include "query/output.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "query/output_lines.h"
#include "tests/query/sample_answer.h"
#include "tests/support/golden.h"

namespace tarsach::query {
namespace {

using testing::matches_golden;

constexpr Screen kTerminal{Style::kAnsi, 60, 24, Links::kShown};

std::string printed(Format format, const Request& request, const Response& response, Screen screen = {},
                    std::vector<std::string> fields = {}) {
  std::istringstream in;
  std::ostringstream out, err;
  print(format, Answer{request, response, "q 1", std::move(fields)}, Console{in, out, err, screen});
  EXPECT_EQ(err.str(), "");
  return out.str();
}

std::string printed(Format format, Screen screen = {}, std::vector<std::string> fields = {}) {
  return printed(format, sample_request(), sample_response(), screen, std::move(fields));
}

/// Golden files stay readable: the escape character is written as \e.
std::string visible(std::string text) {
  for (std::size_t at = text.find('\033'); at != std::string::npos; at = text.find('\033')) text.replace(at, 1, "\\e");
  return text;
}

TEST(Output, TellsPeopleWhatWasFoundAndUnderstood) {
  EXPECT_TRUE(matches_golden("cli/answer.txt", printed(Format::kText)));
}

TEST(Output, PutsArticlesUnderTheirEvent) {
  const Request request = sample_grouped_request();
  EXPECT_TRUE(matches_golden("cli/groups.txt", printed(Format::kText, request, sample_groups())));
  EXPECT_TRUE(matches_golden("cli/groups_on_a_terminal.txt",
                             visible(printed(Format::kText, request, sample_groups(), kTerminal))));
}

TEST(Output, EmphasisesAndWrapsOnATerminal) {
  EXPECT_TRUE(matches_golden("cli/answer_on_a_terminal.txt", visible(printed(Format::kText, kTerminal))));
}

TEST(Output, HasNoEscapesOfItsOwnOrOfArticlesOffATerminal) {
  for (const Format format : {Format::kText, Format::kTsv, Format::kTrec, Format::kIds, Format::kJson}) {
    const std::string text = printed(format);
    EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](char letter) {
      return static_cast<unsigned char>(letter) < 0x20 && letter != '\n' && letter != '\t';
    })) << visible(text);
  }
}

TEST(Output, SaysThatNothingWasFound) {
  Request request;
  request.query = "няма";
  EXPECT_EQ(printed(Format::kText, request, {}), "Nothing found (0.0 ms)\n");
}

TEST(Output, TellsWithWhichOptionsSomethingWouldBeFound) {
  const Request asked{.query = "мост вода",
                      .filters = {{schema::Field::kTopic, {"funding", "energy"}, {"trade"}}},
                      .from = {2018, 7, 0},
                      .rewrite = Rewrite::kOff};
  Request open = asked, words = asked, any = asked, bare = asked;
  open.from = {};
  words.query = "мост\033";
  any.match = Match::kAny;
  any.rewrite = Rewrite::kAuto;
  bare.filters.clear();
  bare.query.clear();
  Response response;
  response.remedies = {{"without_period", "", open, 1},
                       {"without_word", "вода", words, 2},
                       {"any_word", "", any, 3},
                       {"without_query", "", bare, 4}};
  EXPECT_EQ(printed(Format::kText, asked, response),
            "Nothing found (0.0 ms)\n"
            "These would find something:\n"
            "  • 1 without --from 2018-07\n"
            "  • 2 for: мост\n"
            "  • 3 without --no-rewrite with --match any\n"
            "  • 4 without --topic funding --topic energy --not-topic trade without words\n");
}

TEST(Output, SaysThatAnEmptyQueryShowsTheNewestFirst) {
  Response response;
  response.total = 1;
  EXPECT_EQ(printed(Format::kText, Request{}, response), "1 article found, newest first (0.0 ms)\n\n");
}

TEST(Output, WritesTabSeparatedColumnsUnderTheirNames) {
  EXPECT_EQ(printed(Format::kTsv),
            "id\tdate\tlang\ttitle\tevents\ttopics\tscore\turl\n"
            "varna 2018/07\t2018-07-05\tbg\tРегионална клъстерна среща\tvarna-2018\tfunding,unlisted\t12.3456789\t"
            "https://example.org/a?b=1&c=2\n"
            "bad\t\tund\t[2J изчистен\uFFFD екран\t\t\t0\t\n");
}

TEST(Output, WritesChosenColumnsInTheirOrder) {
  EXPECT_EQ(printed(Format::kTsv, {}, {"formatted", "id"}),
            "formatted\tid\n… „Клъстерът“ & градът <Варна> …\tvarna 2018/07\n]0;window\tbad\n");
}

TEST(Output, WritesSixWordsALineForTrec) {
  EXPECT_EQ(printed(Format::kTrec),
            "q%201 Q0 varna%202018/07 11 12.3456789 tarsach\n"
            "q%201 Q0 bad 12 0 tarsach\n");
}

TEST(Output, WritesIdsALine) { EXPECT_EQ(printed(Format::kIds), "varna 2018/07\nbad\n"); }

TEST(Output, WritesAHitALineInJsonLines) {
  EXPECT_EQ(printed(Format::kJsonLines, {}, {"id", "score"}),
            "{\"id\":\"varna 2018/07\",\"score\":12.3456789}\n{\"id\":\"bad\",\"score\":0.0}\n");
}

TEST(Output, ShowsADocumentWithItsParagraphs) {
  std::istringstream in;
  std::ostringstream out, err;
  print_document(sample_hit(), Console{in, out, err});
  EXPECT_TRUE(matches_golden("cli/document.txt", out.str()));
}

TEST(Output, ShowsSimilarArticlesOfEachLanguage) {
  std::istringstream in;
  std::ostringstream out, err;
  print_similar(sample_similar(), Console{in, out, err});
  EXPECT_TRUE(matches_golden("cli/similar.txt", out.str()));
}

TEST(Output, MakesAnyIdOneWordForTrec) {
  EXPECT_EQ(trec_id("a b\tc%20\n"), "a%20b%09c%2520%0A");
  EXPECT_EQ(trec_id("статия/7"), "статия/7");
}

TEST(Output, KnowsItsFormats) {
  EXPECT_EQ(format_of("trec"), Format::kTrec);
  EXPECT_EQ(format_of("xml"), std::nullopt);
}

}  // namespace
}  // namespace tarsach::query

#include "query/judgments.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/temporary.h"

namespace tarsach::query {
namespace {

std::string error_of(const auto& result) { return result ? "no error" : result.error().message; }

TEST(Queries, AreIdTabQueryAndKnowTheirLine) {
  const auto queries = parse_queries("\uFEFF# коментар\n\nq1\tклъстерна среща\r\nq2\tа\tб\nq3\t\n", "q.tsv");
  ASSERT_TRUE(queries);
  ASSERT_EQ(queries->size(), 3U);
  EXPECT_EQ((*queries)[0].query, "клъстерна среща");
  EXPECT_EQ((*queries)[0].line, 3U);
  EXPECT_EQ((*queries)[1].query, "а б");
  EXPECT_EQ((*queries)[2].query, "");
}

TEST(Queries, WithoutATabAreRefusedWithTheirLine) {
  const auto queries = parse_queries("q1\tа\nбез таб", "q.tsv");
  EXPECT_EQ(error_of(queries), "q.tsv:2: no TAB");
  EXPECT_EQ(queries.error().code, ErrorCode::kBadData);
  EXPECT_EQ(error_of(parse_queries("\tа", "q.tsv")), "q.tsv:1: the query id is empty");
}

TEST(Queries, WithAnIdThatStandsTwiceAreRefused) {
  EXPECT_EQ(error_of(parse_queries("q\tа\nq\tб\n", "q.tsv")), "q.tsv:2: the query id 'q' stands a second time");
}

TEST(Judgments, AreGatheredByQueryInTheOrderOfTheFile) {
  const auto judged = parse_judgments("# id\nb\tдве\td1\t3\na\tедно\td1\t0\nb\tдве\td2\t1\n", "j.tsv");
  ASSERT_TRUE(judged);
  ASSERT_EQ(judged->size(), 2U);
  EXPECT_EQ((*judged)[0].id, "b");
  EXPECT_EQ((*judged)[0].query, "две");
  EXPECT_EQ((*judged)[0].grades, (Grades{{"d1", 3}, {"d2", 1}}));
  EXPECT_EQ((*judged)[1].grades, (Grades{{"d1", 0}}));
}

TEST(Judgments, ThatMakeNoSenseAreRefusedWithTheirLine) {
  EXPECT_EQ(error_of(parse_judgments("q\tа\td\n", "j")), "j:1: expected 4 cells, found 3");
  EXPECT_EQ(error_of(parse_judgments("q\tа\t\t1\n", "j")), "j:1: an id is empty");
  EXPECT_EQ(error_of(parse_judgments("#\nq\tа\td\t1.5\n", "j")),
            "j:2: the grade '1.5' is not a whole number from 0 to 10");
  EXPECT_EQ(error_of(parse_judgments("q\tа\td\t11\n", "j")), "j:1: the grade '11' is not a whole number from 0 to 10");
}

TEST(Judgments, ThatContradictEachOtherAreRefused) {
  EXPECT_EQ(error_of(parse_judgments("q\tа\td\t1\nq\tа\td\t2\n", "j")), "j:2: document 'd' had another grade above");
  EXPECT_EQ(error_of(parse_judgments("q\tа\td\t1\nq\tб\te\t1\n", "j")), "j:2: query 'q' is 'б' here and 'а' above");
  EXPECT_EQ(error_of(parse_judgments("q\tа\td\t1\nq\tа\td\t1\n", "j")), "no error");
}

TEST(Input, ComesFromAFileOrFromStandardInput) {
  const testing::TemporaryFolder folder;
  const auto file = folder.write("a.tsv", "файл");
  std::istringstream in("вход\n");
  EXPECT_EQ(read_input(file.string(), in), "файл");
  EXPECT_EQ(read_input("-", in), "вход\n");
}

TEST(Input, ThatIsMissingIsBadDataAndIsNamed) {
  std::istringstream in;
  const auto missing = read_input("no/such/file.tsv", in);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kBadData);
  EXPECT_NE(missing.error().message.find("no/such/file.tsv"), std::string::npos);
}

}  // namespace
}  // namespace tarsach::query

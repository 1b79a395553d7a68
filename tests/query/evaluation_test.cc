#include "query/evaluation.h"

#include <gtest/gtest.h>

namespace tarsach::query {
namespace {

// Worked out by hand: gains 3 → 7, 2 → 3, 1 → 1; discounts log2(2) = 1, log2(3) = 1.584963, log2(4) = 2.
const Grades kGrades = {{"best", 3}, {"good", 2}, {"fair", 1}, {"bad", 0}};
constexpr double kIdeal = 7 + 3 / 1.584963 + 1 / 2.0;

TEST(Evaluation, GivesOneToTheBestOrder) {
  const Quality quality = measure({"best", "good", "fair"}, kGrades, 1);
  EXPECT_NEAR(quality.ndcg, 1, 1e-6);
  EXPECT_NEAR(quality.reciprocal_rank, 1, 1e-9);
  EXPECT_NEAR(quality.recall, 1, 1e-9);
}

TEST(Evaluation, DiscountsAGainByItsRank) {
  const Quality quality = measure({"unjudged", "good", "bad", "best"}, kGrades, 1);
  EXPECT_NEAR(quality.ndcg, (3 / 1.584963 + 7 / 2.321928) / kIdeal, 1e-6);
  EXPECT_NEAR(quality.reciprocal_rank, 1.0 / 2, 1e-9);
  EXPECT_NEAR(quality.recall, 2.0 / 3, 1e-9);
}

TEST(Evaluation, TakesAsRelevantWhatHasTheGradeAskedFor) {
  const Quality quality = measure({"fair", "good", "x", "best"}, kGrades, 3);
  EXPECT_NEAR(quality.reciprocal_rank, 1.0 / 4, 1e-9);
  EXPECT_NEAR(quality.recall, 1, 1e-9);
}

TEST(Evaluation, LooksAtTenRanksButForTheReciprocalRank) {
  Ranking ranking(10, "x");
  ranking.push_back("best");
  const Quality quality = measure(ranking, kGrades, 1);
  EXPECT_EQ(quality.ndcg, 0);
  EXPECT_EQ(quality.recall, 0);
  EXPECT_NEAR(quality.reciprocal_rank, 1.0 / 11, 1e-9);
}

TEST(Evaluation, ComparesWithTheBestTenOnly) {
  Grades grades;
  Ranking ranking;
  for (int i = 0; i < 12; ++i) {
    ranking.push_back(std::to_string(i));
    grades[ranking.back()] = 2;
  }
  EXPECT_NEAR(measure(ranking, grades, 1).ndcg, 1, 1e-9);
  EXPECT_NEAR(measure(ranking, grades, 1).recall, 10.0 / 12, 1e-9);
}

TEST(Evaluation, IsZeroWithoutAnythingFoundOrRelevant) {
  EXPECT_EQ(measure({}, kGrades, 1).ndcg, 0);
  EXPECT_EQ(measure({"bad"}, {{"bad", 0}}, 1).ndcg, 0);
  EXPECT_EQ(measure({"bad"}, {{"bad", 0}}, 1).recall, 0);
}

TEST(Evaluation, AveragesOverQueries) {
  const Quality average = mean({{1, 0.5, 0}, {0, 0.5, 1}});
  EXPECT_NEAR(average.ndcg, 0.5, 1e-9);
  EXPECT_NEAR(average.reciprocal_rank, 0.5, 1e-9);
  EXPECT_NEAR(average.recall, 0.5, 1e-9);
  EXPECT_EQ(mean({}).ndcg, 0);
}

}  // namespace
}  // namespace tarsach::query

#include "query/closeness.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "query/parser.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

/// Of one document with this body and title, for this query; the other documents only make words rare.
Together together(const std::string& query, const std::string& body, const std::string& title = "") {
  TestIndex index;
  index.add({.id = "it", .title = title, .body = body, .language = "bg"});
  for (const char* common : {"морски", "морски бряг", "бряг"}) index.add({.id = common, .body = common});
  const auto snapshot = index.publish_and_open_snapshot();
  Session session = value_of(snapshot->session());
  const Compiled compiled = Compiler(session).compile(parse(query).root, Strictness::kAny);
  Watch watch(Deadline::never());
  return Closeness(session, compiled.words).of(std::array{1U}, watch).front();
}

std::string fillers(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += " пълнеж" + std::to_string(i);
  return text + " ";
}

TEST(Closeness, IsWholeForTheQueryItselfAtTheBeginning) {
  const Together it = together("клъстер Варна", "клъстер Варна");
  EXPECT_DOUBLE_EQ(it.neighbours, 1);
  EXPECT_DOUBLE_EQ(it.passage, 1);
  EXPECT_GT(it.beginning, 0.25);  // a body begins behind the gap that divides it from the title
}

TEST(Closeness, HasNoNeighboursInASingleWord) {
  const Together it = together("клъстер", "клъстер");
  EXPECT_EQ(it.neighbours, 0);
  EXPECT_EQ(it.passage, 1);
}

TEST(Closeness, CountsHowMuchNearerOrFartherThanInTheQueryNeighboursStand) {
  EXPECT_DOUBLE_EQ(together("клъстер Варна", "клъстер" + fillers(2) + "Варна").neighbours, 1.0 / 3);
  EXPECT_DOUBLE_EQ(together("клъстер Варна", "Варна клъстер").neighbours, 1.0 / 3);
  EXPECT_DOUBLE_EQ(together("клъстер и Варна", "клъстер Варна").neighbours, 1.0 / 2);
}

TEST(Closeness, TakesTheBestPassage) {
  const int most = static_cast<int>(kPassageLength) - 2;  // between the first word and the last
  EXPECT_DOUBLE_EQ(together("клъстер Варна", "клъстер" + fillers(most) + "Варна").passage, 1);
  EXPECT_LT(together("клъстер Варна", "клъстер" + fillers(most + 1) + "Варна").passage, 0.6);
  EXPECT_DOUBLE_EQ(together("клъстер Варна", "клъстер" + fillers(90) + "Варна клъстер").passage, 1);
}

TEST(Closeness, WeighsTheWordsOfAPassageByTheirRarity) {
  const std::string gap = fillers(90);
  const Together it = together("клъстер море бряг", "клъстер" + gap + "бряг" + gap + "морето клъстер");
  const double once = std::log1p(4.0), often = std::log1p(4.0 / 3);
  EXPECT_DOUBLE_EQ(it.passage, 2 * once / (2 * once + often));
}

TEST(Closeness, HalvesABeginningAtItsLength) {
  const Together near = together("клъстер", "клъстер");
  const Together far = together("клъстер", fillers(1'000) + "клъстер");
  EXPECT_GT(near.beginning, 1.5 * far.beginning);
  EXPECT_GT(far.beginning, 0);
}

TEST(Closeness, DoesNotBlameADocumentForWordsThatNoneHas) {
  const Together it = together("клъстер несъществуващо Варна", "клъстер нещо Варна");
  EXPECT_DOUBLE_EQ(it.neighbours, 1);
  EXPECT_DOUBLE_EQ(it.passage, 1);
}

TEST(Closeness, KnowsHowFarTheTitleIsTheQuery) {
  EXPECT_DOUBLE_EQ(together("клъстер във Варна", "нещо", "Клъстер за Варна").title, 1);
  EXPECT_DOUBLE_EQ(together("клъстер", "нещо", "Клъстер за Варна").title, 0.25);
  EXPECT_DOUBLE_EQ(together("клъстер Варна", "нещо Варна", "Клъстер").title, 0.25);
  EXPECT_EQ(together("клъстер Варна", "клъстер Варна", "Нещо").title, 0);
  EXPECT_EQ(together("клъстер Варна", "клъстер Варна").title, 0);
}

TEST(Closeness, IsNothingWithoutWords) { EXPECT_EQ(together("и", "клъстер и Варна").boost(), 1); }

TEST(Closeness, NeverBoostsMoreThanItSays) {
  const Together most{.neighbours = 1, .passage = 1, .beginning = 1, .title = 1};
  EXPECT_DOUBLE_EQ(most.boost(), kGreatestBoost);
}

}  // namespace
}  // namespace tarsach::query

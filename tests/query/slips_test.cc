#include "query/slips.h"

#include <gtest/gtest.h>

namespace tarsach::query {
namespace {

double cost(std::u32string_view typed, std::u32string_view meant) { return slip_cost(typed, meant, 100).value_or(-1); }

TEST(Slips, CostNothingInTheSameWord) { EXPECT_EQ(cost(U"клъстер", U"клъстер"), 0); }

TEST(Slips, CostLessWhenThereAreFewerWaysToMakeThem) {
  const double replaced = cost(U"кжъстер", U"клъстер");
  EXPECT_EQ(replaced, 5);
  EXPECT_EQ(cost(U"клжъстер", U"клъстер"), 5);
  EXPECT_LT(cost(U"клътер", U"клъстер"), replaced);
  EXPECT_LT(cost(U"клъстре", U"клъстер"), replaced);
}

TEST(Slips, CostLessOnNeighbouringKeys) {
  EXPECT_EQ(cost(U"кжъстер", U"клъстер"), 5);
  EXPECT_EQ(cost(U"клъстир", U"клъстер"), 2.5);   // sound before key
  EXPECT_EQ(cost(U"вода", U"водс"), 3.5);         // phonetic
  EXPECT_EQ(cost(U"вожа", U"вога"), 3.5);         // БДС
  EXPECT_EQ(cost(U"clister", U"cluster"), 3.5);   // Latin
  EXPECT_EQ(cost(U"клъсдтер", U"клъстер"), 3.5);  // put in, beside a neighbour
}

TEST(Slips, CostLessWhereTwoLettersSoundAlike) {
  EXPECT_EQ(cost(U"бизнис", U"бизнес"), 2.5);
  EXPECT_EQ(cost(U"мулба", U"молба"), 2);
  EXPECT_EQ(cost(U"вкос", U"вкус"), 2);
  EXPECT_EQ(cost(U"зъп", U"зъб"), 2);
  EXPECT_EQ(cost(U"сватпа", U"сватба"), 2);
  EXPECT_EQ(cost(U"краи", U"край"), 1.5);
}

TEST(Slips, KnowLettersThatAreHeardAsOne) {
  EXPECT_EQ(cost(U"ношт", U"нощ"), 1.5);
  EXPECT_EQ(cost(U"нощ", U"ношт"), 1.5);
  EXPECT_EQ(cost(U"йабълка", U"ябълка"), 1.5);
  EXPECT_EQ(cost(U"йуни", U"юни"), 1.5);
  EXPECT_EQ(with_joined_letters(U"йабълношт"), U"ябълнощ");
  EXPECT_EQ(with_joined_letters(U"град"), U"град");
}

TEST(Slips, CostLittleInDoubledLetters) {
  EXPECT_EQ(cost(U"странен", U"страннен"), 2);
  EXPECT_EQ(cost(U"оттделен", U"отделен"), 2);
}

TEST(Slips, CostLittleForTheSameKeyOfTheOtherAlphabet) {
  EXPECT_EQ(cost(U"calц", U"calc"), 1.5);
  EXPECT_EQ(cost(U"варнa", U"варна"), 1.5);
  EXPECT_EQ(cost(U"варнx", U"варна"), 5);
}

TEST(Slips, CostMoreInTheFirstLetter) {
  EXPECT_EQ(cost(U"борд", U"горд"), cost(U"абра", U"агра") + 1.5);
  EXPECT_EQ(cost(U"лъстер", U"клъстер"), 5);
  EXPECT_EQ(cost(U"лкъстер", U"клъстер"), 4.5);
}

TEST(Slips, AddUp) { EXPECT_EQ(cost(U"преприятеи", U"предприятие"), 3.5 + 3); }

TEST(Slips, EndAtTheMostThatIsAllowed) {
  EXPECT_EQ(slip_cost(U"преприятеи", U"предприятие", 6), std::nullopt);
  EXPECT_TRUE(slip_cost(U"преприятеи", U"предприятие", 6.5));
  EXPECT_EQ(slip_cost(U"град", U"река", 10), std::nullopt);
}

TEST(Slips, AreNotLookedForInWordsOfVeryDifferentLengthOrVeryLongOnes) {
  EXPECT_EQ(slip_cost(U"reaction", U"actioneventapi", 100), std::nullopt);
  EXPECT_EQ(slip_cost(U"", U"град", 100), std::nullopt);
  EXPECT_EQ(cost(U"", U""), 0);
  const std::u32string longest(kMaxSlipLetters, U'а');
  EXPECT_EQ(cost(longest, longest), 0);
  EXPECT_EQ(slip_cost(longest + U"а", longest, 100), std::nullopt);
}

}  // namespace
}  // namespace tarsach::query

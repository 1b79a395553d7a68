#include "text/english_forms.h"

#include <gmock/gmock.h>

namespace tarsach::text {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

TEST(EnglishForms, BeginsWithTheWordItself) { EXPECT_EQ(base_forms("meeting").front(), "meeting"); }

TEST(EnglishForms, KnowsRegularEndings) {
  EXPECT_THAT(base_forms("elections"), Contains("election"));
  EXPECT_THAT(base_forms("cities"), Contains("city"));
  EXPECT_THAT(base_forms("churches"), Contains("church"));
  EXPECT_THAT(base_forms("knives"), Contains("knife"));
  EXPECT_THAT(base_forms("stopped"), Contains("stop"));
  EXPECT_THAT(base_forms("making"), Contains("make"));
  EXPECT_THAT(base_forms("applied"), Contains("apply"));
}

TEST(EnglishForms, KnowsIrregularWords) {
  EXPECT_THAT(base_forms("held"), Contains("hold"));
  EXPECT_THAT(base_forms("women"), Contains("woman"));
  EXPECT_THAT(base_forms("lay"), Contains("lie"));
}

TEST(EnglishForms, KnowsTheSpellingsOfBritainAndAmerica) {
  EXPECT_THAT(base_forms("colours"), Contains("color"));
  EXPECT_THAT(base_forms("organise"), Contains("organize"));
  EXPECT_THAT(base_forms("center"), Contains("centre"));
  EXPECT_THAT(base_forms("defense"), Contains("defence"));
}

TEST(EnglishForms, LeavesShortWordsWhole) {
  EXPECT_THAT(base_forms("is"), ElementsAre("is"));
  EXPECT_THAT(base_forms("glass"), ElementsAre("glass"));
  EXPECT_THAT(base_forms(""), ElementsAre(""));
}

}  // namespace
}  // namespace tarsach::text

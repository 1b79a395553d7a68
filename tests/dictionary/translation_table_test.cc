#include "dictionary/translation_table.h"

#include <gtest/gtest.h>

namespace tarsach::dictionary {
namespace {

TEST(TranslationTable, NormalisesBothSides) {
  const std::vector<Article> articles = {{"Prime Ministers", "n", {{{"Мини́стър-председа́тел"}, 1}}}};
  const auto table = translation_table(articles);
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table[0].english, "prime ministers");
  EXPECT_EQ(table[0].stem, "prime minist");
  const std::vector<text::Translation> expected = {{"министър-председател", 1}};
  EXPECT_EQ(table[0].translations, expected);
}

TEST(TranslationTable, AddsUpTheMeaningsOfAWord) {
  const std::vector<Article> articles = {{"bank", "n", {{{"банк", "банка"}, 1}, {{"банка"}, 3}, {{"бряг"}, 1}}}};
  const auto table = translation_table(articles);
  ASSERT_EQ(table.size(), 1U);
  ASSERT_EQ(table[0].translations.size(), 3U);
  EXPECT_EQ(table[0].translations[0].text, "банка");
  EXPECT_DOUBLE_EQ(table[0].translations[0].share, 4.0 / 6);
}

TEST(TranslationTable, TakesANounForLikelierThanAVerb) {
  const std::vector<Article> articles = {{"fund", "v", {{{"финансирам"}, 1}}}, {"fund", "n", {{{"фонд"}, 1}}}};
  const auto table = translation_table(articles);
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table[0].translations[0].text, "фонд");
}

TEST(TranslationTable, LeavesOutReflexiveParticlesExplanationsAndFunctionWords) {
  const std::vector<Article> articles = {{"laugh", "v", {{{"смея се", "издавам звук от смях или радост"}, 1}}},
                                         {"of", "preposition", {{{"на"}, 1}}}};
  const auto table = translation_table(articles);
  ASSERT_EQ(table.size(), 1U);
  const std::vector<text::Translation> expected = {{"смея", 1}};
  EXPECT_EQ(table[0].translations, expected);
}

}  // namespace
}  // namespace tarsach::dictionary

#include "text/lemmatizer.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/text/words.h"
#include "text/data/abbreviations.h"
#include "text/data/endings.h"
#include "text/data/irregular_words.h"
#include "text/normalizer.h"
#include "text/stopwords.h"

namespace tarsach::text {
namespace {

TEST(Lemmatizer, GivesAFormOfTwoWordsBothLemmas) {
  EXPECT_EQ(testing::lemmas("мисли"), (std::vector<std::string>{"мисъл", "мисля"}));
}

TEST(Lemmatizer, LeavesInvariableWordsAlone) {
  for (const std::string_view word : {"преди", "най", "между", "още", "около"}) {
    EXPECT_EQ(testing::lemmas(word), std::vector<std::string>{std::string(word)});
  }
}

TEST(Lemmatizer, HasTablesInNormalisedSpelling) {
  for (const auto& [lemma, forms] : data::kIrregularWords) {
    EXPECT_EQ(normalize(lemma).form, lemma);
    EXPECT_EQ(forms.find("  "), std::string_view::npos) << lemma;
    EXPECT_FALSE(forms.empty() || forms.starts_with(' ') || forms.ends_with(' ')) << lemma;
  }
  for (const auto& [written, word] : data::kAbbreviations) EXPECT_EQ(normalize(word).form, word) << written;
}

TEST(Lemmatizer, HasEachEndingOnce) {
  const auto expect_unique = [](const auto& rows) {
    std::set<std::string_view> seen;
    for (const data::Ending& row : rows) EXPECT_TRUE(seen.insert(row.ending).second) << row.ending;
  };
  expect_unique(data::kInflections);
  expect_unique(data::kSuffixes);
}

TEST(Lemmatizer, MeetsAnAbbreviationWithItsWord) {
  EXPECT_TRUE(testing::meet("гр.", "градове"));
  EXPECT_TRUE(testing::meet("млн.", "милиони"));
  EXPECT_TRUE(testing::meet("млрд", "милиарда"));
  EXPECT_TRUE(testing::meet("лв", "лева"));
}

TEST(StopWords, AreTheListOfSavoyAndAnEnglishOne) {
  for (const std::string_view word : {"и", "на", "я", "трябва", "the", "of"}) EXPECT_TRUE(is_stop_word(word)) << word;
  for (const std::string_view word : {"", "клъстер", "cluster", "ян"}) EXPECT_FALSE(is_stop_word(word)) << word;
}

}  // namespace
}  // namespace tarsach::text

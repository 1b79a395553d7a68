#include "query/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace tarsach::query {
namespace {

using schema::IndexWord;
using schema::SpellingIndex;
using schema::WordList;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::vector<IndexWord> kWords = {{"calc", 9, 0},   {"клъстер", 30, 0}, {"клъстери", 5, 0}, {"клъстерите", 4, 0},
                                       {"молба", 3, 0},  {"насреща", 8, 0},  {"нощ", 6, 0},      {"нощта", 2, 0},
                                       {"общ", 40, 0},   {"община", 90, 0},  {"общини", 50, 0},  {"предприятие", 20, 0},
                                       {"среща", 60, 0}, {"срещи", 1, 0},    {"юни", 5, 0},      {"в", 99, 0},
                                       {"варна", 12, 0}};

struct Fixture {
  WordList words;
  SpellingIndex index;
};

Fixture some() {
  std::vector<IndexWord> sorted = kWords;
  std::ranges::sort(sorted, {}, &IndexWord::form);
  Fixture fixture;
  fixture.words = WordList::parse(schema::encode_words(sorted)).value();
  fixture.index = SpellingIndex::parse(schema::encode_spelling(fixture.words)).value();
  return fixture;
}

std::vector<std::string> forms(const std::vector<Candidate>& candidates) {
  std::vector<std::string> all;
  for (const Candidate& candidate : candidates) all.push_back(candidate.form);
  return all;
}

std::vector<std::string> corrected(std::string_view form) {
  const Fixture fixture = some();
  return forms(corrections(form, fixture.words, fixture.index));
}

TEST(Corrections, BeginWithWhatIsMeantMostProbably) {
  for (const auto& [typed, meant] :
       {std::pair("клъстре", "клъстер"), {"клстер", "клъстер"}, {"педприятие", "предприятие"}, {"мулба", "молба"}}) {
    const auto found = corrected(typed);
    ASSERT_FALSE(found.empty()) << typed;
    EXPECT_EQ(found.front(), meant) << typed;
  }
}

TEST(Corrections, HaveTheirCosts) {
  const Fixture fixture = some();
  EXPECT_THAT(corrections("клъстре", fixture.words, fixture.index), Contains(Candidate{"клъстер", 3.0}));
}

TEST(Corrections, TakeTheMoreFrequentOfTwoThatCostTheSame) {
  EXPECT_THAT(corrected("общинх"), ElementsAre("община", "общини"));
  EXPECT_THAT(corrected("среще"), ElementsAre("среща", "срещи"));
}

TEST(Corrections, AreFoundForWhatIsWrittenAsItIsHeard) {
  EXPECT_THAT(corrected("ношт"), Contains("нощ"));
  EXPECT_THAT(corrected("йуни"), ElementsAre("юни"));
  EXPECT_THAT(corrected("ноштта"), Contains("нощта"));
}

TEST(Corrections, AreFoundForALetterOfTheOtherAlphabet) { EXPECT_THAT(corrected("calц"), ElementsAre("calc")); }

TEST(Corrections, AreNeverTheWordItself) { EXPECT_THAT(corrected("клъстер"), ElementsAre("клъстери")); }

TEST(Corrections, AreNotGuessedForShortWordsNumbersAndVeryLongOnes) {
  EXPECT_THAT(corrected("нош"), IsEmpty());
  EXPECT_THAT(corrected("клъстер1"), IsEmpty());
  EXPECT_THAT(corrected(""), IsEmpty());
  std::string word;
  for (int i = 0; i < 60; ++i) word += "о";
  EXPECT_THAT(corrected(word), IsEmpty());
  EXPECT_THAT(corrected("слон"), IsEmpty());
}

TEST(Corrections, NeedTheIndexOfTheSameWords) {
  const Fixture fixture = some();
  const auto others = SpellingIndex::parse(schema::encode_spelling(WordList())).value();
  EXPECT_THAT(corrections("клъстре", fixture.words, others), IsEmpty());
}

TEST(Corrections, AreNoMoreThanTheirLimit) {
  std::vector<IndexWord> words;
  for (const char* letter : {"а", "б", "в", "г", "д", "е", "ж", "з", "и", "й", "к"})
    words.push_back({std::string("градо") + letter, 1, 0});
  const auto list = WordList::parse(schema::encode_words(words)).value();
  const auto index = SpellingIndex::parse(schema::encode_spelling(list)).value();
  EXPECT_THAT(corrections("градон", list, index), SizeIs(kMaxCorrections));
}

TEST(CorrectionsThat, AreWordsThatSomebodyElseKnows) {
  const std::set<std::string, std::less<>> dictionary = {"клъстерите", "нощ", "calc"};
  const auto known = [&](std::string_view form) { return dictionary.contains(form); };
  EXPECT_THAT(corrections_that("клъстеритте", known), ElementsAre(Candidate{"клъстерите", 2.0}));
  EXPECT_THAT(corrections_that("ношт", known), ElementsAre(Candidate{"нощ", 1.5}));
  EXPECT_THAT(corrections_that("calk", known), ElementsAre(Candidate{"calc", 2.5}));
  EXPECT_THAT(corrections_that("слон", known), IsEmpty());
}

TEST(CorrectionsThat, AskAboutEachGuessOnce) {
  for (const char* typed : {"клъстеритте", "ношта", "ааабб", "letter"}) {
    std::vector<std::string> asked;
    const auto nothing = corrections_that(typed, [&](std::string_view form) {
      asked.emplace_back(form);
      return false;
    });
    EXPECT_THAT(nothing, IsEmpty());
    EXPECT_EQ(std::set<std::string>(asked.begin(), asked.end()).size(), asked.size()) << typed;
    EXPECT_THAT(asked, Not(Contains(typed)));
  }
}

TEST(CorrectionsThat, AreAskedForNoMoreThanTheLimitOften) {
  std::size_t asked = 0;
  std::string word;
  for (std::size_t i = 0; i < 40; ++i) word += i % 2 == 0 ? "о" : "н";
  EXPECT_THAT(corrections_that(word, [&](std::string_view) { return ++asked == 0; }), IsEmpty());
  EXPECT_LE(asked, kMaxGuesses);
  EXPECT_GT(asked, 0U);
  EXPECT_THAT(corrections_that(word, [](std::string_view) { return true; }), SizeIs(kMaxCorrections));
}

TEST(Split, FindsTwoWordsThatLostTheirSpace) {
  const Fixture fixture = some();
  EXPECT_THAT(forms(split("клъстернасреща", fixture.words)), ElementsAre("клъстер насреща"));
  EXPECT_THAT(forms(split("вварна", fixture.words)), ElementsAre("в варна"));
  EXPECT_THAT(split("клъстерко", fixture.words), IsEmpty());
  EXPECT_THAT(split("", fixture.words), IsEmpty());
}

TEST(Join, FindsTheWordThatASpaceCameInto) {
  const Fixture fixture = some();
  EXPECT_EQ(join("клъ", "стер", fixture.words), (Candidate{"клъстер", 3.0}));
  EXPECT_EQ(join("клъ", "стера", fixture.words), std::nullopt);
  EXPECT_EQ(join("", "клъстер", fixture.words), std::nullopt);
}

TEST(Rarity, IsHigherForRarerWords) {
  EXPECT_GT(rarity(1, 1000), rarity(10, 1000));
  EXPECT_GE(rarity(1000, 1000), 0);
}

}  // namespace
}  // namespace tarsach::query

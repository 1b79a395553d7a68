#include "text/analyzer.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/text/words.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

bool is_letter_bound(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// What holds for every text, well-formed or not.
void expect_properties(Analyzer& analyzer, std::string_view text) {
  std::uint32_t begin = 0;
  std::uint32_t next_position = 0;
  for (const Word& word : analyzer.analyze(text)) {
    EXPECT_LT(word.begin, word.end);
    EXPECT_LE(word.end, text.size());
    EXPECT_GE(word.begin, begin);
    EXPECT_EQ(word.position, next_position);
    ASSERT_NE(word.lexeme, nullptr);
    ASSERT_FALSE(word.lexeme->lemmas.empty());
    for (const std::string& lemma : word.lexeme->lemmas) {
      EXPECT_FALSE(lemma.empty());
      EXPECT_LE(lemma.size(), kMaxTermBytes);
      EXPECT_TRUE(utf8::is_valid(lemma));
    }
    begin = word.begin;
    if (word.kind != WordKind::kWhole) ++next_position;
  }
}

TEST(Analyzer, GivesTheExampleOfItsHeader) {
  Analyzer analyzer;
  std::string line;
  for (const Word& word : analyzer.analyze("На срещата в гр. Варна")) line += word.lexeme->lemmas.front() + " ";
  EXPECT_EQ(line, "на срещ в град варн ");
}

TEST(Analyzer, PutsTheWholeWhereItsFirstPartIs) {
  Analyzer analyzer;
  const auto words = analyzer.analyze("нов бизнес-клъстер тук");
  ASSERT_EQ(words.size(), 5U);
  EXPECT_EQ(words[1].kind, WordKind::kWhole);
  EXPECT_EQ(words[1].position, 1U);
  EXPECT_EQ(words[2].kind, WordKind::kPart);
  EXPECT_EQ(words[2].position, 1U);
  EXPECT_EQ(words[3].position, 2U);
  EXPECT_EQ(words[4].position, 3U);
}

TEST(Analyzer, StemsEachAlphabetByItsLanguage) {
  EXPECT_EQ(testing::lemmas("clusters"), std::vector<std::string>{"cluster"});
  EXPECT_EQ(testing::lemmas("клъстерите"), std::vector<std::string>{"клъстер"});
  EXPECT_EQ(testing::lemmas("2018"), std::vector<std::string>{"2018"});
}

TEST(Analyzer, MarksStopWordsAndKeepsThem) {
  Analyzer analyzer;
  const auto words = analyzer.analyze("за the клъстер");
  ASSERT_EQ(words.size(), 3U);
  EXPECT_TRUE(words[0].lexeme->stop_word);
  EXPECT_TRUE(words[1].lexeme->stop_word);
  EXPECT_FALSE(words[2].lexeme->stop_word);
}

TEST(Analyzer, KeepsOneLexemeForOneSpelling) {
  Analyzer analyzer;
  const auto words = analyzer.analyze("клъстер и клъстер");
  EXPECT_EQ(words[0].lexeme, words[2].lexeme);
}

TEST(Analyzer, CutsLongWordsAtALetter) {
  Analyzer analyzer;
  std::string run;
  for (int i = 0; i < 250; ++i) run += "ю";
  const auto words = analyzer.analyze(run);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_LE(words[0].lexeme->form.size(), kMaxTermBytes);
  EXPECT_TRUE(utf8::is_valid(words[0].lexeme->form));
}

TEST(Analyzer, HoldsItsPromisesOnAnyBytes) {
  Analyzer analyzer;
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 60, '\0');
    for (char& byte : text) byte = static_cast<char>(random());
    expect_properties(analyzer, text);
  }
}

TEST(Analyzer, HoldsItsPromisesOnMixturesOfRealPieces) {
  constexpr std::array<std::string_view, 30> kPieces{
      "по", "най", "-",      "–",      "г", ".", "н",       "С", "А", "2017", "1", ",", " ",    "т",    "нар",
      "ви", "те",  "\u00AD", "\u0301", "’", "T", "клъстер", "ѝ", "C", "+",    "#", "&", "\xD0", "\xFF", "\u00A0"};
  Analyzer analyzer;
  std::mt19937 random(2);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += kPieces[random() % kPieces.size()];
    expect_properties(analyzer, text);
    bool well_formed = utf8::is_valid(text);
    for (const Word& word : analyzer.analyze(text)) {
      if (!well_formed) break;
      EXPECT_TRUE(is_letter_bound(text, word.begin) && is_letter_bound(text, word.end)) << text;
    }
  }
}

TEST(Analyzer, ForgetsWhenItHasSeenTooMuch) {
  Analyzer analyzer;
  std::string text;
  for (std::size_t i = 0; i <= Analyzer::kMaxRemembered; ++i) text += std::to_string(i) + ' ';
  EXPECT_EQ(analyzer.analyze(text).size(), Analyzer::kMaxRemembered + 1);
  EXPECT_EQ(analyzer.analyze("пак тук").size(), 2U);
}

}  // namespace
}  // namespace tarsach::text

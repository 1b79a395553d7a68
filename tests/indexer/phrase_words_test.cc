#include "indexer/phrase_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tarsach::indexer {
namespace {

using ::testing::ElementsAre;
using enum PhrasePart;

/// By the rules alone.
std::vector<PhrasePart> parts_of(std::string_view text) {
  text::Analyzer analyzer;
  std::vector<PhrasePart> parts;
  for (const text::Word& word : analyzer.analyze(text))
    if (word.kind != text::WordKind::kWhole) parts.push_back(phrase_part(text, word));
  return parts;
}

PhrasePart part_of(std::string form, std::string lemma, std::string_view written) {
  const text::Lexeme lexeme{std::move(form), {std::move(lemma)}, text::Script::kCyrillic, false};
  const text::Word word{0, static_cast<std::uint32_t>(written.size()), 0, text::WordKind::kSimple, true, &lexeme};
  return phrase_part(written, word);
}

PhrasePart part_of(const std::string& form, const std::string& lemma) { return part_of(form, lemma, form); }

TEST(PhraseWords, AreModifiersWhenSomethingMustFollow) {
  EXPECT_EQ(part_of("иновативни", "иновативен"), kModifier);
  EXPECT_EQ(part_of("държавния", "държавен"), kModifier);
  EXPECT_EQ(part_of("европейския", "европейски", "Европейския"), kModifier);
  EXPECT_EQ(part_of("клъстерна", "клъстерн"), kModifier);
  EXPECT_EQ(part_of("подадена", "подам"), kModifier);
  EXPECT_EQ(part_of("посветена", "посветя"), kModifier);
  EXPECT_EQ(part_of("другите", "друг"), kModifier);
}

TEST(PhraseWords, AreNamesWhenNothingSpeaksAgainstIt) {
  EXPECT_EQ(part_of("среща", "среща"), kName);
  EXPECT_EQ(part_of("срещите", "среща"), kName);
  EXPECT_EQ(part_of("данни", "данни"), kName);
  EXPECT_EQ(part_of("дни", "ден"), kName);
  EXPECT_EQ(part_of("членове", "член"), kName);
  EXPECT_EQ(part_of("храмове", "храм"), kName);
  EXPECT_EQ(part_of("ангелова", "ангелов", "Ангелова"), kName);
  EXPECT_EQ(part_of("дановски", "дановски", "Дановски"), kName);
}

TEST(PhraseWords, AreNoneWhenTheyAreVerbsOrNumerals) {
  EXPECT_EQ(part_of("предложиха", "предложа"), kNone);
  EXPECT_EQ(part_of("изпълнява", "изпълнявам"), kNone);
  EXPECT_EQ(part_of("създаде", "създам"), kNone);
  EXPECT_EQ(part_of("две", "два"), kNone);
}

TEST(PhraseWords, AreToldByWhatStandsBetweenThem) {
  EXPECT_THAT(parts_of("Варна и Бургас"), ElementsAre(kName, kConjunction, kName));
  EXPECT_THAT(parts_of("Партньори без граници"), ElementsAre(kName, kPreposition, kName));
  EXPECT_THAT(parts_of("Варна е град"), ElementsAre(kName, kNone, kName));
  EXPECT_THAT(parts_of("Варна 2018"), ElementsAre(kName, kNone));
  EXPECT_THAT(parts_of("41-ото събрание"), ElementsAre(kNone, kNone, kName));
  EXPECT_THAT(parts_of("основание чл. 5"), ElementsAre(kName, kNone, kNone));
}

}  // namespace
}  // namespace tarsach::indexer

// The installed dictionary, as it was built: whatever tests/text/vocabulary.txt says of the rules holds with it too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/data_file.h"
#include "tests/support/temporary.h"
#include "text/dictionary.h"
#include "text/lemmatizer.h"

namespace tarsach::text {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

const std::shared_ptr<const Dictionary>& dictionary() {
  static const auto opened = find_data_file(kDictionaryName).and_then(Dictionary::open).value();
  return opened;
}

std::vector<std::string> lemmas(std::string_view form) {
  return Lemmatizer(dictionary()).lemmas(form, Script::kCyrillic);
}

bool meet(std::string_view one, std::string_view other) {
  Lemmatizer lemmatizer(dictionary());
  const auto lemmas_of_other = lemmatizer.lemmas(other, Script::kCyrillic);
  for (const std::string& lemma : lemmatizer.lemmas(one, Script::kCyrillic))
    for (const std::string& second : lemmas_of_other)
      if (lemma == second) return true;
  return false;
}

TEST(BulgarianWords, HoldWhatTheVocabularySays) {
  std::ifstream file(tarsach::testing::source_path("tests/text/vocabulary.txt"));
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream cells(line);
    std::string sign, first;
    cells >> sign >> first;
    for (std::string word; cells >> word;) EXPECT_EQ(meet(first, word), sign != "!") << first << ' ' << word;
  }
}

TEST(BulgarianWords, KeepAllThatAFormMayBe) {
  EXPECT_THAT(lemmas("води"), ElementsAre("вода", "водя"));
  EXPECT_THAT(lemmas("мисли"), ElementsAre("мисъл", "мисля"));
  EXPECT_THAT(lemmas("жените"), Contains("жена"));
}

TEST(BulgarianWords, JoinFamilyNamesAndKeepTownsFromTheirAdjectives) {
  EXPECT_TRUE(meet("портарска", "портарски"));
  EXPECT_TRUE(meet("стойчев", "стойчева"));
  EXPECT_TRUE(meet("стойчев", "стойчевият"));
  EXPECT_FALSE(meet("варна", "варненски"));
  EXPECT_FALSE(meet("иван", "иванов"));
}

TEST(BulgarianWords, TakeFormsThatAreNotThereToTheirLemma) {
  ASSERT_FALSE(dictionary()->knows("университете"));
  EXPECT_TRUE(meet("университете", "университетите"));
  EXPECT_TRUE(meet("клъстер", "клъстерите"));
}

TEST(BulgarianWords, HaveRelatives) {
  EXPECT_THAT(dictionary()->relatives("посетя"), Contains(Relative{"посещавам", Relation::kAspect}));
  EXPECT_THAT(dictionary()->relatives("реша"), Contains(Relative{"решавам", Relation::kAspect}));
  EXPECT_THAT(dictionary()->relatives("отида"), Contains(Relative{"отивам", Relation::kAspect}));
  EXPECT_THAT(dictionary()->relatives("изграждам"), Contains(Relative{"изграждане", Relation::kVerbalNoun}));
  EXPECT_THAT(dictionary()->relatives("столица"), Contains(Relative{"столичен", Relation::kDerivation}));
  EXPECT_THAT(dictionary()->relatives("варна"), Contains(Relative{"варненски", Relation::kDerivation}));
}

}  // namespace
}  // namespace tarsach::text

#include "dictionary/paradigms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dictionary/content.h"

namespace tarsach::dictionary {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kAffixes =
    "SET UTF-8\n"
    "SFX K Y 4\nSFX K а ата .\nSFX K а и .\nSFX K а ите .\nSFX K ен на .\n"
    "SFX P Y 3\nSFX P а и .\nSFX P а иш .\nSFX P я и .\n";

text::DictionaryContent content_of(const std::string& words) {
  const Affixes affixes = Affixes::parse(kAffixes, "test.aff").value();
  return make_content(make_paradigms(parse_entries(words, affixes, "test.dic").value(), affixes));
}

TEST(Paradigms, GiveEachFormItsLemma) {
  const auto content = content_of("2\nвода/K\nважен/K\n");
  EXPECT_THAT(content.lemmas.at("водите"), ElementsAre("вода"));
  EXPECT_THAT(content.lemmas.at("важна"), ElementsAre("важен"));
}

TEST(Paradigms, KeepAllLemmasOfAFormNounsFirst) {
  const auto content = content_of("2\nводя/P\nвода/K\n");
  EXPECT_THAT(content.lemmas.at("води"), ElementsAre("вода", "водя"));
}

TEST(Paradigms, BringTogetherFormsWithoutAClass) {
  const auto content = content_of("4\nмога\nможеш\nможем\nпри\n");
  EXPECT_THAT(content.lemmas.at("можеш"), ElementsAre("мога"));
  EXPECT_THAT(content.lemmas.at("можем"), ElementsAre("мога"));
  EXPECT_THAT(content.lemmas.at("при"), ElementsAre("при"));
}

TEST(Paradigms, JoinFamilyNamesButNotFirstNames) {
  const auto content = content_of("5\nСтойчев\nСтойчева\nИван\nИвана\nВарна\n");
  EXPECT_THAT(content.lemmas.at("стойчева"), ElementsAre("стойчев"));
  EXPECT_THAT(content.lemmas.at("ивана"), ElementsAre("ивана"));
  EXPECT_THAT(content.lemmas.at("варна"), ElementsAre("варна"));
}

TEST(Paradigms, GiveTheLemmasOfAStem) { EXPECT_THAT(content_of("1\nвода/K\n").stems.at("вод"), ElementsAre("вода")); }

}  // namespace
}  // namespace tarsach::dictionary

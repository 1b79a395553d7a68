#include "dictionary/entries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tarsach::dictionary {
namespace {

using ::testing::HasSubstr;

Affixes some_affixes() { return Affixes::parse("SET UTF-8\nSFX A Y 1\nSFX A 0 и .\n", "test.aff").value(); }

std::string message_of(const std::string& text) {
  const auto entries = parse_entries(text, some_affixes(), "test.dic");
  return entries ? "" : entries.error().message;
}

TEST(Entries, AreNormalisedWordsWithFlagsAndCapitals) {
  const auto entries = parse_entries("3\nВарна\nград/A\nпри\n", some_affixes(), "test.dic");
  ASSERT_TRUE(entries) << entries.error().message;
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ((*entries)[0].word, "варна");
  EXPECT_EQ((*entries)[0].capital, Capital::kYes);
  EXPECT_EQ((*entries)[1].word, "град");
  EXPECT_EQ((*entries)[1].flags, "A");
  EXPECT_EQ((*entries)[1].capital, Capital::kNo);
  EXPECT_EQ((*entries)[2].flags, "");
}

TEST(Entries, TellFileAndLineOfWhatIsNone) {
  const struct {
    std::string text, message;
  } rows[] = {{"", "test.dic:0: expected the number of words in the first line"},
              {"много\nпри\n", "test.dic:1: expected the number of words in the first line"},
              {"1\nword\n", "test.dic:2: expected a word of Cyrillic letters, not word"},
              {"1\n/A\n", "test.dic:2: expected a word of Cyrillic letters"},
              {"1\nград/\n", "test.dic:2: expected classes of endings behind the slash"},
              {"1\nград/AB\n", "test.dic:2: there is no class B"},
              {"2\nград/A\n", "test.dic:2: expected 2 words"},
              {"1\nград/A\nпри\n", "test.dic:3: expected 1 words"}};
  for (const auto& row : rows) EXPECT_THAT(message_of(row.text), HasSubstr(row.message)) << row.text;
}

}  // namespace
}  // namespace tarsach::dictionary

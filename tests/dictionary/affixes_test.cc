#include "dictionary/affixes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tarsach::dictionary {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kGood =
    "SET UTF-8\nTRY аеи\n\nMAP 1\nMAP бп\n# a comment\n"
    "SFX A Y 2\r\nSFX A   0   ът   .\r\nSFX A   0   и   .\n"
    "SFX K Y 2\nSFX K   ен   на   .\nSFX K   г   зи   .\n";

std::string message_of(const std::string& text) {
  const auto affixes = Affixes::parse(text, "test.aff");
  return affixes ? "" : affixes.error().message;
}

TEST(Affixes, GiveTheFormsOfAClass) {
  const auto affixes = Affixes::parse(kGood, "test.aff");
  ASSERT_TRUE(affixes) << affixes.error().message;
  EXPECT_THAT(affixes->forms("град", 'A'), ElementsAre("градът", "гради"));
  EXPECT_THAT(affixes->forms("важен", 'K'), ElementsAre("важна"));
  EXPECT_THAT(affixes->forms("биолог", 'K'), ElementsAre("биолози"));
  EXPECT_THAT(affixes->forms("биолог", 'B'), IsEmpty());
}

TEST(Affixes, TellFileAndLineOfWhatTheyDoNotUnderstand) {
  const struct {
    std::string text, message;
  } rows[] = {
      {"SET KOI8-R\n", "test.aff:1: expected SET UTF-8"},
      {"TRY аб\n", "test.aff:1: expected SET UTF-8 somewhere"},
      {"SET UTF-8\nFLAG long\n", "test.aff:2: not understood: FLAG"},
      {"SET UTF-8\nPFX A Y 1\nPFX A 0 не .\n", "test.aff:2: not understood: PFX"},
      {"SET UTF-8\nSFX A Y\n", "test.aff:2: expected the head of a class"},
      {"SET UTF-8\nSFX A Y two\n", "test.aff:2: expected the number of the class's rows, not two"},
      {"SET UTF-8\nSFX A Y 2\nSFX A 0 и .\n", "test.aff:3: the class A has fewer rows than its head says"},
      {"SET UTF-8\nSFX A Y 1\nSFX B 0 и .\n", "test.aff:3: expected another row of the class A"},
      {"SET UTF-8\nSFX A Y 1\nSFX A 0 и\n", "test.aff:3: expected another row of the class A"},
      {"SET UTF-8\nSFX A Y 1\nSFX A 0 x .\n", "test.aff:3: expected small Cyrillic letters"},
      {"SET UTF-8\nSFX A Y 1\nSFX A 0 и [аб]\n", "test.aff:3: conditions are not understood: [аб]"},
      {"SET UTF-8\nSFX A Y 1\nSFX A 0 и .\nSFX A Y 1\nSFX A 0 о .\n", "test.aff:4: there is a class A already"}};
  for (const auto& row : rows) EXPECT_THAT(message_of(row.text), HasSubstr(row.message)) << row.text;
}

}  // namespace
}  // namespace tarsach::dictionary

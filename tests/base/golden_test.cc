#include "tests/support/golden.h"

#include <gtest/gtest.h>

namespace tarsach {
namespace {

using testing::line_difference;

TEST(Golden, EqualTextsHaveNoDifference) {
  EXPECT_EQ(line_difference("a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(line_difference("", ""), "");
}

TEST(Golden, ShowsChangedLinesWithTwoAround) {
  EXPECT_EQ(line_difference("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nfour\n5\n6\n7\n"),
            "…\n 2\t2\n 3\t3\n-4\t4\n+4\tfour\n 5\t5\n 6\t6\n");
}

TEST(Golden, ShowsAddedLinesAndAMissingNewline) {
  EXPECT_EQ(line_difference("a\n", "a\nb\n"), " 1\ta\n+2\tb\n");
  EXPECT_EQ(line_difference("a\n", "a"), "-1\ta\n+1\ta⏎ (no newline at the end)\n");
  EXPECT_EQ(line_difference("", "a\n"), "+1\ta\n");
}

TEST(Golden, MissingFileSaysHowToMakeIt) {
  const auto result = testing::matches_golden("no such file", "x");
  EXPECT_FALSE(result);
  EXPECT_NE(std::string(result.message()).find("TARSACH_UPDATE_GOLDENS=1"), std::string::npos);
}

}  // namespace
}  // namespace tarsach

// A golden file holds what a person judged by reading: tests/golden/<name>.
//
//   EXPECT_TRUE(matches_golden("analysis/hyphens.txt", actual));     // or: compare_with_golden("…", actual);
//
// With TARSACH_UPDATE_GOLDENS=1 in the environment the file is written instead; then review the diff.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace tarsach::testing {

/// Success, or a failure that shows the lines that differ and says how to update.
[[nodiscard]] ::testing::AssertionResult matches_golden(const std::string& name, std::string_view actual);

/// EXPECT_TRUE(matches_golden(…)) as one call.
void compare_with_golden(const std::string& name, std::string_view actual);

/// The lines of `actual` against those of `expected`: "-12 was", "+12 is", with two lines around; empty when equal.
[[nodiscard]] std::string line_difference(std::string_view expected, std::string_view actual);

}  // namespace tarsach::testing

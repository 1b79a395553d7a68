#include "tests/support/golden.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

constexpr std::size_t kContextLines = 2;
constexpr std::size_t kMostLinesShown = 120;
// The table of the longest common subsequence is quadratic: longer middles are shown as one replaced block.
constexpr std::size_t kMostLinesAligned = 2000;

using Lines = std::vector<std::string_view>;

Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

struct Edit {
  char sign = ' ';  // ' ' both, '-' expected only, '+' actual only
  std::size_t number = 0;
  std::string_view line;
};

/// Aligns by the longest common subsequence, from the ends to the beginnings, so that edits come out in order.
std::vector<Edit> align(const Lines& expected, const Lines& actual) {
  const std::size_t rows = expected.size();
  const std::size_t columns = actual.size();
  const bool too_long = rows > kMostLinesAligned || columns > kMostLinesAligned;
  std::vector<std::vector<std::uint32_t>> common(rows + 1, std::vector<std::uint32_t>(too_long ? 1 : columns + 1));
  for (std::size_t i = rows; !too_long && i-- > 0;) {
    for (std::size_t k = columns; k-- > 0;) {
      common[i][k] = expected[i] == actual[k] ? common[i + 1][k + 1] + 1 : std::max(common[i + 1][k], common[i][k + 1]);
    }
  }
  std::vector<Edit> edits;
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < rows || k < columns) {
    if (i < rows && k < columns && expected[i] == actual[k]) {
      edits.push_back({' ', i + 1, expected[i++]});
      ++k;
    } else if (i < rows && (k == columns || too_long || common[i + 1][k] >= common[i][k + 1])) {
      edits.push_back({'-', i + 1, expected[i++]});
    } else {
      edits.push_back({'+', k + 1, actual[k++]});
    }
  }
  return edits;
}

bool stands_near_a_change(const std::vector<Edit>& edits, std::size_t position) {
  const std::size_t first = position < kContextLines ? 0 : position - kContextLines;
  const std::size_t last = std::min(position + kContextLines, edits.size() - 1);
  for (std::size_t i = first; i <= last; ++i) {
    if (edits[i].sign != ' ') return true;
  }
  return false;
}

std::string show(const Edit& edit) {
  std::string line = edit.sign + std::to_string(edit.number) + "\t" + std::string(edit.line);
  if (!line.ends_with('\n')) line += "⏎ (no newline at the end)\n";
  return line;
}

bool updates_are_wanted() {
  const char* wish = std::getenv("TARSACH_UPDATE_GOLDENS");
  return wish != nullptr && std::string_view(wish) == "1";
}

::testing::AssertionResult write_golden(const std::filesystem::path& path, std::string_view actual) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << actual;
  if (!file.flush()) return ::testing::AssertionFailure() << "cannot write " << path;
  return ::testing::AssertionSuccess();
}

}  // namespace

std::string line_difference(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const auto edits = align(split_lines(expected), split_lines(actual));
  std::string text;
  std::size_t shown = 0;
  bool gap = false;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (!stands_near_a_change(edits, i)) {
      gap = true;
      continue;
    }
    if (std::exchange(gap, false)) text += "…\n";
    text += show(edits[i]);
    if (++shown == kMostLinesShown) return text + "… and more\n";
  }
  return text;
}

::testing::AssertionResult matches_golden(const std::string& name, std::string_view actual) {
  const auto path = source_path("tests/golden/" + name);
  if (updates_are_wanted()) return write_golden(path, actual);
  constexpr const char* kHowToUpdate =
      "If the new text is right: run the test again with TARSACH_UPDATE_GOLDENS=1 and review the diff.";
  std::ifstream file(path, std::ios::binary);
  if (!file) return ::testing::AssertionFailure() << "no golden file tests/golden/" << name << ". " << kHowToUpdate;
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  if (expected == actual) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "differs from tests/golden/" << name << " (- golden, + now):\n"
                                       << line_difference(expected, actual) << kHowToUpdate;
}

void compare_with_golden(const std::string& name, std::string_view actual) {
  EXPECT_TRUE(matches_golden(name, actual));
}

}  // namespace tarsach::testing

#include "query/analysis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace tarsach::query {
namespace {

std::string stems_of(const std::string& words) {
  std::istringstream in(words);
  std::ostringstream out;
  write_stems(in, out, text::Analyzer());
  return out.str();
}

std::ptrdiff_t lines_in(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

TEST(Stems, AreOneLineForEachLine) {
  EXPECT_EQ(lines_in(stems_of("срещата\n\n...\nсреща")), 4);
  EXPECT_EQ(stems_of("\n\n"), "\n\n");
  EXPECT_EQ(stems_of(""), "");
}

TEST(Stems, OfTheFormsOfAWordAreTheSame) {
  const std::string stems = stems_of("клъстер\nклъстерите\nКлъстерът\r\n");
  const std::string first = stems.substr(0, stems.find('\n') + 1);
  EXPECT_EQ(stems, first + first + first);
}

TEST(Stems, OfAHyphenatedWordAreThoseOfTheWhole) {
  const std::string stems = stems_of("бизнес-клъстер\nбизнесклъстер\n");
  const std::string whole = stems.substr(stems.find('\n') + 1);
  EXPECT_EQ(stems, whole + whole);
}

TEST(Stems, SurviveHostileInput) {
  EXPECT_EQ(lines_in(stems_of(std::string("\xff\xfe\n\0\n", 5) + std::string(kMaxStemLineBytes * 2, 'a') + "\n")), 3);
}

TEST(WordTable, ShowsEachWordWithItsPlaceAndTerms) {
  const Table table = word_table("На срещата", text::Analyzer());
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0].back(), "yes");
  EXPECT_EQ((std::vector(table.rows[1].begin(), table.rows[1].begin() + 5)),
            (std::vector<std::string>{"1", "simple", "5", "19", "срещата"}));
  EXPECT_EQ(table.columns.size(), table.rows[1].size());
}

}  // namespace
}  // namespace tarsach::query

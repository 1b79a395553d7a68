// Articles whose text is made to keep a reader busy: trees without an end, marks upon marks, references to references.
// Each is read or refused; a good article beside it is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/corpus/show.h"
#include "tests/support/temporary.h"

namespace tarsach::corpus {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// What is read of a folder with this file in it and a good one behind it.
Collector read_beside_a_good_one(const std::string& name, const std::string& text) {
  const testing::TemporaryFolder folder;
  folder.write("set/" + name, text);
  folder.write("set/zz-good.txt", "Добра статия\n\nТя се чете и до лошата.\n");
  Collector collector;
  EXPECT_TRUE(read_source((folder.path() / "set").string(), collector));
  EXPECT_FALSE(collector.articles.empty());
  if (!collector.articles.empty()) {
    EXPECT_EQ(collector.articles.back().title, "Добра статия");
  }
  return collector;
}

TEST(HostileTexts, OfJsonMayNotNestWithoutEnd) {
  for (const std::string open : {"[", "{\"a\":"}) {
    const Collector read = read_beside_a_good_one(
        "deep.jsonl", "{\"title\":\"a\",\"body\":\"b\",\"tags\":" + repeated(open, 500'000) + "\n");
    EXPECT_THAT(read.problems, SizeIs(1)) << open;
  }
}

TEST(HostileTexts, OfYamlMayNotNestWithoutEnd) {
  for (const std::string& flood : {repeated("[", 30'000), repeated("{a: ", 15'000), repeated("- ", 20'000),
                                   repeated("? ", 20'000), repeated("!", 30'000), repeated("&a ", 15'000)}) {
    const Collector read = read_beside_a_good_one("deep.md", "---\ntitle: " + flood + "\n---\nТекст.\n");
    EXPECT_EQ(read.problems.size() + read.articles.size(), 2U) << flood.substr(0, 8);
  }
}

// Nine aliases of nine aliases …: written out, 9¹² words.
TEST(HostileTexts, OfYamlAreNotWrittenOutByTheirAliases) {
  std::string yaml = "---\na0: &a0 [lol, lol, lol]\n";
  for (int i = 1; i <= 12; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + repeated(below + ", ", 8) + below + "]\n";
  }
  const Collector read = read_beside_a_good_one("laughs.md", yaml + "tags: *a12\ntitle: Смях\n---\nТекст.\n");
  EXPECT_EQ(read.problems.size() + read.articles.size(), 2U);
}

TEST(HostileTexts, OfMarkdownMayHaveMarksWithoutEnd) {
  for (const std::string mark :
       {"*", "_", "[", "![", "](", "`", "> ", "- ", "#", "<", "~", "\\", "[a](", "**a", "| "}) {
    const Collector read = read_beside_a_good_one("marks.md", "Заглавие\n\n" + repeated(mark, 300'000) + "\n");
    EXPECT_THAT(read.problems, IsEmpty()) << mark;
  }
}

TEST(HostileTexts, MayHaveMarksUponOneLetterWithoutEnd) {
  const std::string tower = "е" + repeated("\xcc\x80", 300'000);  // U+0300, a grave accent
  const Collector read = read_beside_a_good_one("tower.txt", tower + "\n\n" + tower + " край.\n");
  EXPECT_THAT(read.problems, IsEmpty());
}

TEST(HostileTexts, MayHaveOneWordWithoutEnd) {
  const Collector read = read_beside_a_good_one("word.txt", "Заглавие\n\n" + repeated("дума", 400'000) + "\n");
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_THAT(read.articles, SizeIs(2));
}

}  // namespace
}  // namespace tarsach::corpus

#include "corpus/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus/page.h"
#include "tests/corpus/show.h"
#include "tests/support/temporary.h"

namespace tarsach::corpus {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string plain(std::string_view markdown) { return join_blocks(markdown_blocks(markdown)); }

TEST(Markdown, BecomesPlainText) {
  EXPECT_EQ(plain("На **5 юли** се _проведе_ [среща](https://e.org/a_(b)) в ![лого](l.png) Варна."),
            "На 5 юли се проведе среща в Варна.");
  EXPECT_EQ(plain("# Глава #\nтекст\nна два реда\n\n- едно\n- *две*\n1. три\n"),
            "Глава\n\nтекст на два реда\n\n• едно\n\n• две\n\n1. три");
  EXPECT_EQ(plain("Глава\n=====\n> цитат\n\n---\n\n```\nкод\n```\n"), "Глава\n\nцитат\n\nкод");
  EXPECT_EQ(plain("snake_case и 2 \\* 3 &amp; <b>х</b> <https://e.org>"), "snake_case и 2 * 3 & х https://e.org");
  EXPECT_EQ(plain("[текст][1] и [само скоби]\n\n[1]: https://e.org"), "текст и [само скоби]");
  EXPECT_EQ(plain("| a | b |\n|---|---|\n| в | г |"), "a b\n\nв г");
}

TEST(Markdown, SurvivesBracketsWithoutEnd) {
  EXPECT_EQ(plain(std::string(100000, '[')).size(), 100000U);
  EXPECT_FALSE(plain(std::string(50000, '[') + std::string(50000, ']')).empty());
  EXPECT_FALSE(plain("![" + std::string(50000, '(')).empty());
}

Collector read(const std::string& content) {
  const testing::TemporaryFolder folder;
  Collector collector;
  EXPECT_TRUE(read_source(folder.write("a.md", content).string(), collector));
  return collector;
}

TEST(FrontMatter, GivesFactsInYaml) {
  const Collector read = corpus::read(
      "---\ntitle: \"Среща: Варна\"\ndate: 2018-07-05\nevents: [varna-2018]\ntopics:\n  - funding\nlayout: "
      "post\n---\n# Друго\nтекст\n");
  ASSERT_EQ(read.articles.size(), 1U);
  EXPECT_EQ(read.articles[0].title, "Среща: Варна");
  EXPECT_EQ(format_iso_date(read.articles[0].date), "2018-07-05");
  EXPECT_THAT(*read.articles[0].events, ElementsAre("varna-2018"));
  EXPECT_THAT(*read.articles[0].topics, ElementsAre("funding"));
  EXPECT_EQ(read.articles[0].body, "Друго\n\nтекст");
  EXPECT_EQ(read.warnings.size(), 1U);
}

TEST(FrontMatter, GivesFactsInJson) {
  const Collector read = corpus::read("{\"title\": \"Среща }\", \"lang\": \"bg\"}\n\nтекст\n");
  ASSERT_EQ(read.articles.size(), 1U);
  EXPECT_EQ(read.articles[0].title, "Среща }");
  EXPECT_EQ(read.articles[0].body, "текст");
}

TEST(FrontMatter, IsNotNeeded) {
  const Collector read = corpus::read("# Заглавие\n\nтекст\n");
  ASSERT_EQ(read.articles.size(), 1U);
  EXPECT_EQ(read.articles[0].title, "Заглавие");
  EXPECT_EQ(read.articles[0].body, "текст");
}

struct Bad {
  std::string content;
  const char* reason;
};

TEST(FrontMatter, SaysWhatIsWrong) {
  const Bad kBad[] = {
      {"---\ntitle: a\n", "expected a closing line"},
      {"---\n- a\n---\nx", "expected \"name: value\" lines"},
      {"---\ntitle: [a\n---\nx", "front matter: line"},
      {"---\ndate: вчера\n---\nx", "member \"date\": expected a date"},
      {"---\ntitle:\n  a: b\n---\nx", "member \"title\": expected a string, found an object"},
      {"---\na: " + std::string(60000, '[') + "\n---\nx", "brackets"},
      {"---\na: " + std::string(70000, 'b') + "\n---\nx", "expected a closing line"},
      {"{\"title\": \"a\"", "found no end of it"},
      {"---\na: *nothing\n---\nx", "front matter"},
  };
  for (const Bad& bad : kBad) {
    const Collector read = corpus::read(bad.content);
    ASSERT_EQ(read.problems.size(), 1U) << bad.content.substr(0, 60);
    EXPECT_THAT(read.problems[0].reason, HasSubstr(bad.reason));
    EXPECT_TRUE(read.articles.empty());
  }
}

TEST(FrontMatter, DoesNotMultiplyAliases) {
  std::string yaml = "---\na: &a [x, x, x]\n";
  for (char name = 'b'; name < 'h'; ++name) {
    const std::string before = "*" + std::string(1, static_cast<char>(name - 1));
    yaml += std::string(1, name) + ": &" + name + " [" + before + ", " + before + ", " + before + "]\n";
  }
  EXPECT_EQ(read(yaml + "title: t\n---\nтекст").articles.size(), 1U);
}

}  // namespace
}  // namespace tarsach::corpus

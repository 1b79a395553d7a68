#include "corpus/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "corpus/html_guard.h"
#include "corpus/html_metadata.h"

namespace tarsach::corpus {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kText =
    "<p>Повече от двеста души, сред които кметове, учители и предприемачи, дойдоха на срещата в Русе.</p>"
    "<p>Следващата среща ще бъде през есента, съобщиха организаторите, които очакват още повече гости.</p>";

std::string page(const std::string& head, const std::string& body) {
  return "<!doctype html><html><head>" + head + "</head><body>" + body + "</body></html>";
}

Article read(const std::string& html) {
  auto article = read_html_page(html);
  EXPECT_TRUE(article) << (article ? "" : describe(article.error()));
  return article.value_or(Article{});
}

TEST(Html, TakesThePublishingDateFromItsMetadata) {
  const char* const kHeads[] = {
      "<meta property='article:published_time' content='2018-07-09T10:00:00+03:00'>",
      "<meta name='DC.date' content='2018-07-09'>",
      "<script "
      "type='application/"
      "ld+json'>{\"@graph\":[{\"@type\":\"WebSite\"},{\"@type\":[\"NewsArticle\"],\"datePublished\":\"2018-07-09\"}]}</"
      "script>",
      "<meta itemprop='datePublished' content='9 юли 2018 г.'>",
  };
  for (const char* head : kHeads) {
    EXPECT_EQ(format_iso_date(read(page(head, "<h1>Среща в Русе</h1>" + kText)).date), "2018-07-09") << head;
  }
  EXPECT_EQ(
      format_iso_date(read(page("", "<h1>Среща в Русе</h1><time datetime='2018-07-09'>вчера</time>" + kText)).date),
      "2018-07-09");
  EXPECT_EQ(format_iso_date(read(page("", "<h1>Среща в Русе</h1><div>09.07.2018</div>" + kText)).date), "2018-07-09");
}

TEST(Html, LeavesTheSiteOutOfTheTitle) {
  EXPECT_EQ(without_site("Среща в Русе | Вестник", ""), "Среща в Русе");
  EXPECT_EQ(without_site("Вестник - Среща в Русе", "Вестник"), "Среща в Русе");
  EXPECT_EQ(without_site("Русе – град на срещи", ""), "Русе – град на срещи");
  EXPECT_EQ(read(page("<title>Вестник Утро</title>", "<h1>Голямата среща на клъстерите в Русе</h1>" + kText)).title,
            "Голямата среща на клъстерите в Русе");
}

TEST(Html, LeavesOutWhatSurroundsTheArticle) {
  const Article article = read(page("<title>Среща в Русе</title>",
                                    "<nav>Меню на сайта</nav><div class='cookie-bar'><p>Този сайт използва бисквитки, "
                                    "за да работи по-добре за Вас.</p></div>"
                                    "<article><h1>Среща в Русе</h1>" +
                                        kText +
                                        "<div class='share'>Сподели с приятели</div></article>"
                                        "<aside><p>Друга новина, която няма нищо общо, но е достатъчно дълга, за да "
                                        "прилича на текст, нали.</p> 01.01.2020</aside>"
                                        "<footer>Всички права запазени</footer><script>var x = 'скрипт';</script>"));
  EXPECT_EQ(article.title, "Среща в Русе");
  EXPECT_THAT(article.body, HasSubstr("двеста души"));
  for (const char* other : {"Меню", "бисквитки", "приятели", "Друга новина", "права", "скрипт", "Среща в Русе"}) {
    EXPECT_THAT(article.body, Not(HasSubstr(other)));
  }
}

TEST(Html, ReadsOldEncodings) {
  EXPECT_EQ(read(page("<meta charset=windows-1251>", "<h1>\xD1\xF0\xE5\xF9\xE0</h1>")).title, "Среща");
  EXPECT_EQ(read(page("<meta content='text/html; charset=koi8-r'>", "<h1>\xF3\xD2\xC5\xDD\xC1</h1>")).title, "Среща");
  EXPECT_EQ(read(page("", "<h1>\xD1\xF0\xE5\xF9\xE0</h1>")).title, "Среща");
  EXPECT_EQ(read(page("<meta charset=utf-8>", "<h1>\xD1\xF0\xE5\xF9\xE0</h1>")).title, "Среща");
  EXPECT_EQ(declared_charset("<meta charset='UTF-8'>"), "UTF-8");
  EXPECT_EQ(declared_charset("<p>charset</p>"), "");
}

TEST(Html, RefusesPagesThatWouldGrowWithoutBound) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<div>";
  EXPECT_FALSE(check_html(deep));
  std::string wide;
  for (int i = 0; i < 400; ++i) wide += "<b class=" + std::to_string(i) + ">";
  for (int i = 0; i < 50000; ++i) wide += "<p>x";
  EXPECT_FALSE(check_html(wide));
  std::string table;
  for (int i = 0; i < 10000; ++i) table += "<div><table></div>";
  EXPECT_FALSE(check_html(table));
}

/// What makes gigabytes of nodes, once a parser comes to it.
std::string bomb() {
  std::string wide;
  for (int i = 0; i < 400; ++i) wide += "<b class=" + std::to_string(i) + ">";
  for (int i = 0; i < 50000; ++i) wide += "<p>x";
  return wide;
}

TEST(Html, CountsWhatStandsBehindTricks) {
  for (const char* trick : {"<p =\">", "<p a=b\">", "<p a \">", "<p a/=\">", "<!-- --!>", "<svg><style></svg>",
                            "<svg><title>", "<select><title></select>", "<math><textarea>"})
    EXPECT_FALSE(check_html(trick + bomb())) << trick;
}

TEST(Html, PassesOverWhatIsTextInQuotesScriptsAndComments) {
  for (const auto& [begin, end] :
       {std::pair{"<p a = \"", "\">"}, std::pair{"<p a='", "'>"}, std::pair{"<p a=''b=\"", "\"/>"},
        std::pair{"<script>", "</script>"}, std::pair{"<!--", "-->"}})
    EXPECT_TRUE(check_html(begin + bomb() + end)) << begin;
}

TEST(Html, RefusesElementsOfManyAttributes) {
  std::string many = "<p";
  for (std::size_t i = 0; i < kMaxHtmlAttributes; ++i) many += " a" + std::to_string(i) + "='b c d'";
  EXPECT_TRUE(check_html(many + ">"));
  EXPECT_FALSE(check_html(many + "/z>"));
  std::string names = "<p";
  for (std::size_t i = 0; i < kMaxHtmlAttributes + 1; ++i) names += "/=";
  EXPECT_FALSE(check_html(names));
}

TEST(Html, IsLookedThroughOnceForEndsThatDoNotCome) {
  std::string scripts;
  for (int i = 0; i < 500; ++i) scripts += "<script>";
  scripts.append(8 << 20, '/');
  for (int i = 0; i < 500'000; ++i) scripts += "<script>";
  EXPECT_FALSE(check_html(scripts));  // looking through the rest for each of them would take hours
}

TEST(Html, AllowsSloppyPages) {
  std::string sloppy;
  for (int i = 0; i < 20000; ++i)
    sloppy += "<p>ред<br><li>точка <b>удебелено</b><td>клетка <a href='x>y'>връзка</a></div>";
  EXPECT_TRUE(check_html(sloppy));
  EXPECT_FALSE(read(page("", sloppy)).body.empty());
}

TEST(Html, MayHaveNothingToRead) {
  EXPECT_EQ(read("").body, "");
  EXPECT_EQ(read("<p>").body, "");
  EXPECT_EQ(read(std::string("\0\xFF<\0>", 5)).body, "");
}

}  // namespace
}  // namespace tarsach::corpus

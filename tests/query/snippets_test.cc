#include "query/snippets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "query/markup.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Highlights for words as they are typed, each its own word of the query.
Highlights asked_for(std::string_view typed, text::Analyzer& analyzer) {
  Highlights highlights;
  for (const text::Word& word : analyzer.analyze(typed))
    for (const std::string& lemma : word.lexeme->lemmas)
      highlights.lemmas.push_back({lemma, word.position, word.lexeme->stop_word});
  return highlights;
}

std::string passage(std::string_view typed, std::string_view body, std::size_t words = 30) {
  text::Analyzer analyzer;
  return Snippets(asked_for(typed, analyzer), analyzer).passage(body, words);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::string without_marks(const std::string& html) { return replaced(replaced(html, "<mark>", ""), "</mark>", ""); }

TEST(Snippets, MarkEveryFormOfAWord) {
  EXPECT_EQ(passage("клъстер", "Клъстерът и клъстерите."), "<mark>Клъстерът</mark> и <mark>клъстерите</mark>.");
}

TEST(Snippets, MarkBothPartsOfACompound) {
  EXPECT_EQ(passage("бизнес-клъстер", "Нов бизнес-клъстер."), "Нов <mark>бизнес</mark>-<mark>клъстер</mark>.");
}

TEST(Snippets, MarkBeginningsOfWords) {
  text::Analyzer analyzer;
  const Highlights highlights{{}, {{"иновац", 0, false}}};
  EXPECT_EQ(Snippets(highlights, analyzer).title("Иновациите днес"), "<mark>Иновациите</mark> днес");
}

TEST(Snippets, MarkStopWordsOnlyWhenNothingElseWasAskedFor) {
  EXPECT_EQ(passage("на", "Среща на клъстери"), "Среща <mark>на</mark> клъстери");
  EXPECT_EQ(passage("среща на", "Среща на клъстери"), "<mark>Среща</mark> на клъстери");
}

TEST(Snippets, EscapeBeforeTheyMark) {
  EXPECT_EQ(passage("клъстер", "<b>клъстер</b> & \"други\""),
            "&lt;b&gt;<mark>клъстер</mark>&lt;/b&gt; &amp; &quot;други&quot;");
}

TEST(Snippets, ShowThePlaceWithMostOfTheWords) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "Пълнеж номер " + std::to_string(i) + ". ";
  const std::string text = "Тук е Варна. " + body + "Клъстерът във Варна расте. " + body;
  const std::string html = passage("клъстер Варна", text, 10);
  EXPECT_THAT(html, HasSubstr("<mark>Клъстерът</mark> във <mark>Варна</mark> расте."));
  EXPECT_TRUE(html.starts_with("…")) << html;
  EXPECT_TRUE(html.ends_with("…")) << html;
}

TEST(Snippets, ShowTwoPlacesWhenNoneHasAllTheWords) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "Пълнеж номер " + std::to_string(i) + ". ";
  const std::string html = passage("клъстер Варна", "Тук е Варна. " + body + "Клъстерът расте. " + body, 12);
  EXPECT_THAT(html, HasSubstr("<mark>Варна</mark>"));
  EXPECT_THAT(html, HasSubstr("<mark>Клъстерът</mark>"));
}

TEST(Snippets, ShowTheBeginningWithoutAMatch) {
  EXPECT_EQ(passage("Бургас", "Едно две три четири пет шест.", 3), "Едно две три …");
  EXPECT_EQ(passage("", "Едно две три."), "Едно две три.");
  EXPECT_EQ(passage("Бургас", ""), "");
}

TEST(Snippets, MarkAWholeBodyToItsEnd) {
  text::Analyzer analyzer;
  Watch watch(Deadline::never());
  std::string body;
  while (body.size() < 5 * kMarkedStretchBytes / 2) body += "Пълнеж без думата & още.\n\n";
  const std::string html = Snippets(asked_for("клъстер", analyzer), analyzer).whole(body + "Клъстерите.", watch);
  EXPECT_EQ(html, escaped(body) + "<mark>Клъстерите</mark>.");
}

// Stretches end where a word does, so that the marks are those of the whole.
TEST(Snippets, MarkTheSameWhereverALongBodyIsCut) {
  text::Analyzer analyzer;
  Watch watch(Deadline::never());
  for (const char* blank : {" ", "\n"}) {
    std::string body, expected;
    while (body.size() < 3 * kMarkedStretchBytes) {
      body += std::string("клъстерите") + blank;
      expected += std::string("<mark>клъстерите</mark>") + blank;
    }
    EXPECT_EQ(Snippets(asked_for("клъстер", analyzer), analyzer).whole(body, watch), expected);
  }
}

TEST(Snippets, EndWithAWholeBodyOfBrokenBytes) {
  text::Analyzer analyzer;
  Watch watch(Deadline::never());
  const std::string body(3 * kMarkedStretchBytes, '\x80');
  EXPECT_TRUE(text::utf8::is_valid(Snippets(asked_for("клъстер", analyzer), analyzer).whole(body, watch)));
}

TEST(Snippets, KeepTheDeadlineInAWholeBody) {
  text::Analyzer analyzer;
  Watch watch = Watch::passing_after(1);
  const std::string body(3 * kMarkedStretchBytes, ' ');
  Snippets snippets(asked_for("клъстер", analyzer), analyzer);
  EXPECT_THROW(static_cast<void>(snippets.whole(body, watch)), Xapian::NetworkTimeoutError);
}

// Whatever the bytes: valid UTF-8, marks in pairs, and nothing but what stands in the text.
TEST(Snippets, KeepTheirPromisesOnAnyBytes) {
  std::mt19937 random(3);
  const std::vector<std::string> pieces = {"клъстер",
                                           "Клъстерите",
                                           " ",
                                           " ",
                                           "\n\n",
                                           ". ",
                                           "<",
                                           "&",
                                           "\"",
                                           "…",
                                           "бизнес-клъстер",
                                           "й",
                                           "\xff",
                                           "\xd0",
                                           std::string(1, '\0'),
                                           "\u0301",
                                           "\u00AD",
                                           "„",
                                           "“",
                                           "Варна",
                                           "a",
                                           "12",
                                           "😀"};
  for (int i = 0; i < 2000; ++i) {
    std::string body;
    for (std::size_t j = random() % 60; j > 0; --j) body += pieces[random() % pieces.size()];
    const std::string html = passage("клъстер Варна", body, 1 + random() % 12);
    ASSERT_TRUE(text::utf8::is_valid(html)) << body;
    const std::string text = without_marks(html);
    ASSERT_EQ(replaced(replaced(html, "<mark>", "("), "</mark>", ")").find('<'), std::string::npos);
    const std::string all = " " + escaped(body) + " ";
    // Without the ellipses that were put in, each passage stands in the text as it is.
    std::size_t begin = text.starts_with("… ") ? std::string("… ").size() : 0;
    std::size_t end = text.ends_with(" …") ? text.size() - std::string(" …").size() : text.size();
    if (begin > end) continue;
    const std::string shown = text.substr(begin, end - begin);
    const std::size_t gap = shown.find(" … ");
    if (gap == std::string::npos) {
      ASSERT_NE(all.find(shown), std::string::npos) << shown << "\n in \n" << all;
    }
    std::size_t open = 0;
    for (std::size_t at = 0; at < html.size(); ++at) {
      if (html.compare(at, 6, "<mark>") == 0) {
        ASSERT_EQ(open++, 0U);
      }
      if (html.compare(at, 7, "</mark>") == 0) {
        ASSERT_EQ(open--, 1U);
      }
    }
    ASSERT_EQ(open, 0U);
  }
}

TEST(Markup, EscapesWhatHtmlReads) {
  EXPECT_EQ(escaped("<a href='x'>\"&\""), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;");
  EXPECT_EQ(escaped(std::string("a\0b\x01\xff", 5)), "a\uFFFDb\uFFFD\uFFFD");
}

}  // namespace
}  // namespace tarsach::query

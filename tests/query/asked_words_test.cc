// Snippets of articles by the forward index are those by analysis, to the byte.
#include "query/asked_words.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "query/snippets.h"
#include "tests/query/forward_words.h"
#include "tests/query/plain_snippets.h"
#include "tests/support/temporary.h"

namespace tarsach::query {
namespace {

struct Article {
  std::string title, body;
};

constexpr std::string_view kPieces[] = {"клъстер",
                                        "клъстерите",
                                        "Варна",
                                        "във",
                                        "на",
                                        "и",
                                        "среща",
                                        "Срещата",
                                        "вълна",
                                        "вълни",
                                        "вълнува",
                                        "бизнес",
                                        "море",
                                        "морската",
                                        "2017",
                                        "2017г.",
                                        "2017 г.",
                                        "5 г.",
                                        "3,5",
                                        "31-ви",
                                        "1,2,3",
                                        "С.А.Щ.",
                                        "А.Б.",
                                        "т.",
                                        "т. нар.",
                                        "т. н.",
                                        "г-н",
                                        "д-р",
                                        "др.",
                                        "проф.",
                                        "C++",
                                        "C#",
                                        "AT&T",
                                        "don't",
                                        "ЕС-а",
                                        "CRM-ът",
                                        "Má\u0301laga",
                                        "ва\u0301рна",
                                        "кл\u00adъстер",
                                        "Bарна",
                                        "\u115F",
                                        "\u0301",
                                        "\u200b",
                                        "\u00a0",
                                        "\xff\xfe",
                                        "\xd0",
                                        "\xe2\x80",
                                        "東京",
                                        "№",
                                        "<b>",
                                        "&",
                                        "„среща“",
                                        "—",
                                        "най-добрият",
                                        "по-голям",
                                        "най-бизнес-клъстер",
                                        "бизнес-клъстер",
                                        "бизнес-клъстерът",
                                        "социално-икономически",
                                        "а-б-в-г-д-е-ж",
                                        "бизнес-\u115F",
                                        "\u115F-\u115F",
                                        "програма-\u115Fкъща",
                                        "2017-клъстер",
                                        "клъстер-2017",
                                        "ЕС-Варна",
                                        "companies",
                                        "cluster's",
                                        "ﬁnance",
                                        "½"};

class Texts {
 public:
  explicit Texts(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string_view piece() { return kPieces[below(std::size(kPieces))]; }

  std::string of(std::size_t words) {
    static const std::vector<std::string> between = {" ",  " ",    " ", " ",  " ", " ", ". ",
                                                     ", ", "\n\n", "-", "  ", "",  "! "};
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text.append(piece()).append(between[below(between.size())]);
    return text;
  }

  Highlights asked_for(std::string_view typed, text::Analyzer& analyzer) {
    Highlights highlights;
    for (const text::Word& word : analyzer.analyze(typed))
      for (const std::string& lemma : word.lexeme->lemmas)
        highlights.lemmas.push_back({lemma, word.position, word.lexeme->stop_word});
    if (below(12) == 0) highlights.prefixes.push_back({"бизн", 60, false});
    if (below(3) == 0) highlights.lemmas.push_back({"няма", 61, false});
    return highlights;
  }

 private:
  std::mt19937 random_;
};

void expect_the_same(const Article& article, const Highlights& highlights, text::Analyzer& analyzer) {
  const std::string forward = pack_forward(article.title, article.body, analyzer);
  PlainSnippets plain(highlights, analyzer);
  Snippets snippets(highlights, analyzer);
  for (const std::size_t words : {std::size_t{30}, std::size_t{1}, std::size_t{4}, std::size_t{11}}) {
    const std::string title = plain.title(article.title), passage = plain.passage(article.body, words);
    const auto [found_title, found_passage] = snippets.article(forward, article.title, article.body, words);
    ASSERT_EQ(found_title, title) << article.title;
    ASSERT_EQ(found_passage, passage) << words << '\n' << article.body.substr(0, 2000);
    ASSERT_EQ(snippets.passage(article.body, words), passage) << words << '\n' << article.body.substr(0, 2000);
  }
}

TEST(AskedWords, AreThoseThatAnalysisFindsInAnyText) {
  Texts texts(20261122);
  text::Analyzer analyzer;
  for (int i = 0; i < 4'000; ++i) {
    const Article article{texts.of(texts.below(6)), texts.of(texts.below(texts.below(8) == 0 ? 300 : 40))};
    const Highlights highlights = texts.asked_for(texts.of(1 + texts.below(4)), analyzer);
    expect_the_same(article, highlights, analyzer);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

TEST(AskedWords, AreThoseThatAnalysisFindsWhereALongTextIsCut) {
  Texts texts(7);
  text::Analyzer analyzer;
  for (int i = 0; i < 120; ++i) {
    std::string body;
    const std::size_t size = i % 6 == 0 ? kMaxSnippetBytes : kFirstLookBytes;
    while (body.size() + 200 < size) body += texts.below(3) == 0 ? texts.of(10) : "съвсем други думи стоят тук и там ";
    body += texts.of(60);
    const Article article{texts.of(texts.below(150)), body};
    expect_the_same(article, texts.asked_for(texts.of(1 + texts.below(3)), analyzer), analyzer);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

TEST(AskedWords, AreThoseThatAnalysisFindsWhereAnAbbreviationIsCutInTwo) {
  text::Analyzer analyzer;
  Texts texts(5);
  for (const char* abbreviation : {"т. нар.", "т. н.", "т. е.", "5 г.", "5   г."})
    for (const char* typed : {"т", "нар", "наречен", "5", "година"})
      for (std::size_t before = 0; before < 16; ++before) {
        std::string body(kFirstLookBytes - before, 'x');
        for (std::size_t i = 7; i < body.size(); i += 8) body[i] = ' ';
        body += std::string(" ") + abbreviation + " xxx xxx";
        expect_the_same({"x", body}, texts.asked_for(typed, analyzer), analyzer);
        if (::testing::Test::HasFatalFailure()) return;
      }
}

TEST(AskedWords, AreThoseThatAnalysisFindsInTheSample) {
  Texts texts(3);
  text::Analyzer analyzer;
  for (const auto& file : std::filesystem::recursive_directory_iterator(testing::source_path("corpus/sample"))) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const Article article{bytes.substr(0, 60), bytes.substr(0, 20'000)};
    const std::size_t from = texts.below(article.body.size() + 1);
    expect_the_same(article, texts.asked_for(article.body.substr(from, 40), analyzer), analyzer);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

TEST(AskedWords, AreRefusedWithoutADocumentOfTheForwardIndex) {
  text::Analyzer analyzer;
  Highlights highlights{{{"варна", 0, false}}, {}};
  Snippets snippets(highlights, analyzer);
  EXPECT_THROW((void)snippets.article("", "Варна", "Варна", 30), Xapian::DatabaseCorruptError);
  EXPECT_THROW((void)snippets.article("damaged", "Варна", "Варна", 30), Xapian::DatabaseCorruptError);
}

TEST(AskedWords, ReadNothingOutsideOfADamagedDocument) {
  Texts texts(11);
  text::Analyzer analyzer;
  for (int i = 0; i < 300; ++i) {
    const Article article{texts.of(3), texts.of(texts.below(100))};
    std::string forward = pack_forward(article.title, article.body, analyzer);
    for (int bytes = 0; bytes < 3; ++bytes)
      forward[12 + texts.below(forward.size() - 12)] = static_cast<char>(texts.below(256));
    const Highlights highlights = texts.asked_for(texts.of(3), analyzer);
    Snippets snippets(highlights, analyzer);
    try {
      const auto marked = snippets.article(forward, article.title, article.body, 10);
      EXPECT_TRUE(text::utf8::is_valid(marked.passage));
    } catch (const Xapian::DatabaseCorruptError&) {  // it has seen that the words are others
    }
  }
}

}  // namespace
}  // namespace tarsach::query

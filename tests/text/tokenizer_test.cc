#include "text/tokenizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "tests/text/words.h"
#include "text/data/abbreviations.h"

namespace tarsach::text {
namespace {

using testing::forms;

struct Row {
  std::string_view text;
  std::string_view forms;
};

void expect_forms(std::span<const Row> rows) {
  for (const Row& row : rows) EXPECT_EQ(forms(row.text), row.forms) << row.text;
}

TEST(Tokenizer, JoinsTheSpellingsOfACompound) {
  constexpr auto kRows = std::to_array<Row>({
      {"бизнес-клъстерът", "<бизнесклъстерът> бизнес клъстерът"},
      {"министър-председателят", "<министърпредседателят> министър председателят"},
      {"бизнес\u2011клъстер", "<бизнесклъстер> бизнес клъстер"},
      {"e-mail", "<email> e mail"},
      {"TRACE-KEI", "<tracekei> trace kei"},
      {"Covid-19", "<covid19> covid 19"},
      {"20-годишен", "<20годишен> 20 годишен"},
      {"изток - запад", "изток запад"},
      {"-дума-", "дума"},
      {"а-б-в-г-д-е-ж", "а б в г д е ж"},  // a list, not a compound
  });
  expect_forms(kRows);
}

/// The words that a text is cut into, without soft hyphens, and their kinds.
std::string cut(std::string_view text) {
  constexpr std::string_view kSoftHyphen = "\u00AD";
  std::string words;
  std::vector<Token> tokens;
  tokenize(text, tokens);
  for (const Token& token : tokens) {
    std::string word(token.word);
    for (std::size_t at = 0; (at = word.find(kSoftHyphen, at)) != std::string::npos;)
      word.erase(at, kSoftHyphen.size());
    words += word + "/" + std::to_string(static_cast<int>(token.kind)) + " ";
  }
  return words;
}

/// Most words take a way of their own; a soft hyphen in them makes them take the long one.
TEST(Tokenizer, ReadsAPlainWordAsItReadsAnyOther) {
  for (const std::string letter : {"д", "В", "Щ", "ѝ", "г"})
    for (const std::string rest : {"а", "ума", "арна", "АРНА", "н", "ърно", "изхранването", "ай", "о"})
      for (const std::string sign :
           {" ", "\n", ",", ";", "&", "<",      "_",      ".", "..", ". ",   "\u00A0", "“",        "…",
            "»", "(",  "-", "–", "'", "\u0301", "\u00AD", "1", "a",  "\xff", "\xd0",   "\xe2\x80", ""})
        for (const std::string behind : {"", "дума", " дума", "Б.", "5", "."}) {
          EXPECT_EQ(cut(letter + rest + sign + behind), cut(letter + "\u00AD" + rest + sign + behind))
              << letter + rest + sign + behind;
        }
}

TEST(Tokenizer, KnowsEveryAbbreviationInAnyCase) {
  for (const auto& [written, word] : data::kAbbreviations) {
    std::string capital = std::string(written);
    const bool second_row = capital[0] == '\xD1';  // р с т у ф х ц ч ш щ ю я
    capital[0] = '\xD0';
    capital[1] = static_cast<char>(capital[1] + (second_row ? 0x20 : -0x20));
    for (const std::string& form : {std::string(written), capital})
      EXPECT_EQ(cut("На " + form + " място"), "На/0 " + std::string(word) + "/0 място/0 ") << form;
  }
}

bool same(const Token& a, const Token& b) {
  return a.begin == b.begin && a.end == b.end && a.kind == b.kind && a.opens == b.opens && a.word == b.word;
}

/// From each token that opens, the rest is cut as if all were: of any text, up to the end or to another such token.
TEST(Tokenizer, GoesOnFromWhatOpens) {
  const std::vector<std::string> pieces = {"дума",
                                           "г",
                                           "гр",
                                           "т",
                                           "е",
                                           "нар",
                                           "А",
                                           "по",
                                           "най",
                                           "5",
                                           "2017",
                                           "31",
                                           "ви",
                                           "1,5",
                                           "3.5",
                                           " ",
                                           " ",
                                           " ",
                                           " ",
                                           ".",
                                           ".",
                                           ",",
                                           "-",
                                           "-",
                                           "–",
                                           "'",
                                           "\u00AD",
                                           "\u0301",
                                           "\u00A0",
                                           "\u115F",
                                           "a",
                                           "C",
                                           "++",
                                           "#",
                                           "&",
                                           "\xd0",
                                           "\xe2\x80",
                                           "\xff",
                                           "\n",
                                           "ЕС",
                                           "та",
                                           "AT",
                                           "т. нар.",
                                           "„",
                                           "“",
                                           "2017 г.",
                                           "5 г.",
                                           "бизнес-клъстер",
                                           "а-б-в-г-д-е-ж",
                                           "най-бизнес-клъстер"};
  std::mt19937 random(20261122);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t j = random() % 24; j > 0; --j) text += pieces[random() % pieces.size()];
    std::vector<Token> all, part;
    tokenize(text, all);
    for (std::size_t first = 0; first < all.size(); ++first) {
      if (!all[first].opens || (first > 0 && all[first - 1].begin == all[first].begin)) continue;
      std::size_t last = std::min(first + 1 + random() % 4, all.size());
      while (last < all.size() && (!all[last].opens || all[last - 1].begin == all[last].begin)) ++last;
      const std::size_t end = last < all.size() ? all[last].begin : text.size();
      ASSERT_EQ(tokenize(text, all[first].begin, end, part), end) << text;
      ASSERT_TRUE(std::equal(part.begin(), part.end(), all.begin() + static_cast<std::ptrdiff_t>(first),
                             all.begin() + static_cast<std::ptrdiff_t>(last), same))
          << text;
    }
  }
}

TEST(Tokenizer, TakesTheDegreeOff) {
  constexpr auto kRows = std::to_array<Row>({
      {"по-добър", "добър"},
      {"Най-добрите", "добрите"},
      {"НАЙ-ГОЛЕМИЯТ", "големият"},
      {"по\u2013висок", "висок"},
      {"най\u2014висок", "висок"},
      {"по\u2010скоро", "скоро"},
      {"най-бизнес-ориентиран", "<бизнесориентиран> бизнес ориентиран"},
      {"поход", "поход"},
      {"по добър", "по добър"},
  });
  expect_forms(kRows);
}

TEST(Tokenizer, ReadsNumbersAsTheyAreWritten) {
  constexpr auto kRows = std::to_array<Row>({
      {"2017г.", "2017"},
      {"2017 г.", "2017"},
      {"2017\u00A0г. в Русе", "2017 в русе"},
      {"2017-2018 гг.", "2017 2018"},
      {"5 г. затвор", "5 година затвор"},
      {"31-ви", "31"},
      {"110-те", "110"},
      {"2016-а", "2016"},
      {"5та", "5"},
      {"21-ви век", "21 век"},
      {"4th of July", "4 of july"},
      {"5,5 млн.", "5.5 милион"},
      {"3.14", "3.14"},
      {"03.11.2018", "03 11 2018"},
      {"29/10/2020", "29 10 2020"},
      {"22–23 март", "22 23 март"},
      {"1,2,3", "1 2 3"},
      {"10лв", "10 лв"},
      {"5G", "5g"},
      {"чл. 5, ал. 2", "член 5 алинея 2"},
      {"през 2018.", "през 2018"},
  });
  expect_forms(kRows);
}

TEST(Tokenizer, SpellsAbbreviationsOut) {
  constexpr auto kRows = std::to_array<Row>({
      {"г-н Петров", "господин петров"},
      {"Г-жа Петрова", "госпожа петрова"},
      {"д-р Иванова", "доктор иванова"},
      {"проф. инж. Колев", "професор инженер колев"},
      {"гр. Варна", "град варна"},
      {"гр.Варна", "град варна"},
      {"ул. Шипка, бул. България", "улица шипка булевард българия"},
      {"обл. Русе, общ. Бяла", "област русе община бяла"},
      {"млрд. хил. бр.", "милиард хиляда брой"},
      {"т.нар. клъстер", "наречен клъстер"},
      {"т. нар. клъстер", "наречен клъстер"},
      {"т.е. сега", "тоест сега"},
      {"и т.н.", "и тн"},
      {"градът е голям.", "градът е голям"},
      {"ален", "ален"},
  });
  expect_forms(kRows);
}

TEST(Tokenizer, JoinsInitialLettersWithDots) {
  constexpr auto kRows = std::to_array<Row>({
      {"С.А.Щ.", "сащ"},
      {"U.S.A.", "usa"},
      {"в С.А.Щ. и", "в сащ и"},
      {"А.Б.Иванов", "а б иванов"},
      {"cluster.bg", "cluster bg"},
      {"край.Начало", "край начало"},
  });
  expect_forms(kRows);
}

TEST(Tokenizer, KeepsTheNamesOfTechnology) {
  constexpr auto kRows = std::to_array<Row>({
      {"C++ и C#", "c++ и c#"},
      {"AT&T", "at&t"},
      {"ЕС-а", "ес"},
      {"CRM-ът", "crm"},
      {"SMS-и", "sms"},
      {"EU-funded", "<eufunded> eu funded"},
  });
  expect_forms(kRows);
}

TEST(Tokenizer, SeesThroughQuotesAndInvisibleLetters) {
  constexpr auto kRows = std::to_array<Row>({
      {"„Клъстер“ “Cluster” «Клъстер» \"C\" ’дума’", "клъстер cluster клъстер c дума"},
      {"ин\u00ADтерес", "интерес"},
      {"една\u00A0дума", "една дума"},
      {"don’t", "don't"},
      {std::string_view("нула\0тук", 15), "нула тук"},
      {"при\xFFвет", "при вет"},
      {"", ""},
      {" ,.;!? ", ""},
  });
  expect_forms(kRows);
}

TEST(Tokenizer, HighlightsWhatWasWritten) {
  constexpr std::string_view kText = "На 31-ви по-добрият гр. Русе";
  std::vector<Token> tokens;
  tokenize(kText, tokens);
  std::string seen;
  for (const Token& token : tokens) seen += "[" + std::string(kText.substr(token.begin, token.end - token.begin)) + "]";
  EXPECT_EQ(seen, "[На][31-ви][по-добрият][гр.][Русе]");
}

TEST(Tokenizer, CutsRunsOfLettersThatAreNoWord) {
  const std::string run(10 * kMaxWordBytes, 'x');
  std::vector<Token> tokens;
  tokenize(run, tokens);
  EXPECT_EQ(tokens.size(), 10U);
}

}  // namespace
}  // namespace tarsach::text

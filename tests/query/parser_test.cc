#include "query/parser.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "query/lexer.h"
#include "tests/support/golden.h"

namespace tarsach::query {
namespace {

// What people type, and what it must be read as: tests/golden/query/reading.txt is for reading by people.
const std::vector<std::string> kTyped = {
    "",
    " ",
    "клъстерна среща",
    "Клъстерна  СРЕЩА",
    // Quotes
    "„клъстерна среща“",
    "“клъстерна среща”",
    "«клъстерна среща»",
    "\"клъстерна среща\"",
    "’клъстерна среща’",
    "‘клъстерна среща’",
    "'клъстерна среща'",
    "„клъстерна среща”",
    "„клъстерна среща\"",
    "“клъстерна среща“",
    "форум „Вино и път“ Мелник",
    "„Форум „Вино и път““",
    "„Форум „Вино и път“ 2023",
    "\"a\"b\"c\"",
    "„“ празно",
    "Д’Артанян O'Brien",
    "„незатворена фраза",
    "клъстер\"среща\"",
    "rock 'n' roll",
    "5' 6\"",
    // Signs
    "клъстер -Варна",
    "клъстер - Варна",
    "клъстер -„Черно море“",
    "министър-председател",
    "по-добър",
    "-Варна",
    "--Варна",
    "-",
    "+на среща",
    "клъстер -(Варна Бургас)",
    "клъстер -година:2018",
    "a -- b",
    // Operators
    "Варна ИЛИ Бургас",
    "Варна и Бургас",
    "Варна или Бургас",
    "Варна OR Бургас AND София",
    "клъстер НЕ Варна",
    "NOT Варна",
    "И",
    "И Варна",
    "Варна И",
    "Варна И ИЛИ Бургас",
    "ЕС ИЛИ НАТО",
    "ЗАКОН ЗА ТУРИЗМА И СПОРТА",
    "НЕ НЕ Варна",
    "клъстер И НЕ Варна",
    "а б ИЛИ в г",
    // Parentheses
    "(Варна ИЛИ Бургас) клъстер",
    "((клъстер))",
    "(клъстер",
    "клъстер)",
    ")(",
    "()",
    "( ) клъстер",
    "чл. 5 (изм.)",
    "(И)",
    // Fields
    "заглавие:конференция",
    "title:(клъстерна среща)",
    "заглавие:„клъстерна среща“",
    "година:2018",
    "year:2017..2019",
    "date:2018-07",
    "lang:en",
    "език:български",
    "събитие:\"Grow your Region\"",
    "тема:иновации",
    "ТЕМА:Иновации",
    "-тема:иновации",
    "title:",
    "title: клъстер",
    "автор:Иванов",
    "http://example.org/a?b=c",
    "10:30 часа",
    "Тръмп: няма да",
    "id:act-8678#0",
    "title:title:a",
    "title:)",
    "заглавие:(клъстер -Варна) година:(2017 2018)",
    "title:клъстер*",
    // Beginnings of words
    "клъст*",
    "к*",
    "*",
    "клъст* среща",
    "кл*стер",
    // Not text
    "\xff\xfeклъстер\xc3",
    std::string("клъстер\0Варна", 25),
    "\t\n",
    "№ 5 § 3",
    "😀",
    "a\u00A0b",
};

std::string read(const std::string& typed) {
  const Lexed lexed = lex(typed);
  const Parsed parsed = parse(typed);
  std::string text = "typed:  " + typed + "\ntokens: " + print(lexed.tokens) + "\ntree:   " + print(parsed.root) +
                     "\nused:   " + to_query(parsed.root) + "\n";
  for (const Reading& reading : parsed.readings)
    text += "told:   " + reading.kind + ": " + reading.from + " → " + reading.to + "\n";
  return text + "\n";
}

TEST(Parser, ReadsWhatPeopleType) {
  std::string all;
  for (const std::string& typed : kTyped) all += read(typed);
  testing::compare_with_golden("query/reading.txt", all);
}

TEST(Parser, GivesTheSameTreeForTheQueryThatItUsed) {
  for (const std::string& typed : kTyped) {
    const Parsed parsed = parse(typed);
    const std::string used = to_query(parsed.root);
    EXPECT_EQ(print(parse(used).root), print(parsed.root)) << typed << " used as " << used;
  }
}

TEST(Parser, TakesAMillionParenthesesInItsStride) {
  const auto depth_of = [](const Node& root) {
    std::size_t depth = 0;
    for (const Node* node = &root; !node->children.empty(); node = &node->children.front()) ++depth;
    return depth;
  };
  for (const std::string& mark : {std::string("("), std::string("-("), std::string("НЕ "), std::string("title:("),
                                  std::string("„"), std::string("a И ")}) {
    std::string query;
    while (query.size() < 1'000'000) query += mark;
    EXPECT_LE(depth_of(parse(query + "клъстер").root), 4 * kMaxTokens) << mark;
  }
}

TEST(Parser, TellsThatItLeftSomethingOut) {
  std::string query;
  for (int i = 0; i < 1000; ++i) query += "дума" + std::to_string(i) + " ";
  const Parsed parsed = parse(query);
  EXPECT_EQ(parsed.root.children.size(), kMaxTokens);
  ASSERT_EQ(parsed.readings.size(), 1U);
  EXPECT_EQ(parsed.readings.front().kind, "query_cut");
}

}  // namespace
}  // namespace tarsach::query

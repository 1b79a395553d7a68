#include "query/typed_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/parser.h"

namespace tarsach::query {
namespace {

std::string forms(const std::string& query) {
  text::Analyzer analyzer;
  Node tree = parse(query).root;
  std::string forms;
  for (const TypedWord& word : typed_words(tree, analyzer))
    forms += (forms.empty() ? "" : " ") + word.form + (word.quoted ? "“" : "");
  return forms;
}

std::string replaced(const std::string& query, const std::vector<std::string>& texts) {
  text::Analyzer analyzer;
  Node tree = parse(query).root;
  replace(typed_words(tree, analyzer), texts);
  return to_query(tree);
}

TEST(TypedWords, AreThoseThatStandPlainly) {
  EXPECT_EQ(forms("Klaster, varna"), "klaster varna");
  EXPECT_EQ(forms("klaster -varna (sreda ИЛИ 4etvartak)"), "klaster varna sreda 4etvartak");
  EXPECT_EQ(forms("заглавие:klaster"), "klaster");
  EXPECT_EQ(forms(""), "");
}

TEST(TypedWords, TellWhichAreQuoted) { EXPECT_EQ(forms("„grow region“ klaster"), "grow“ region“ klaster"); }

TEST(TypedWords, AreNotValuesOrBeginnings) {
  EXPECT_EQ(forms("тема:funding година:2018 klaster"), "klaster");
  EXPECT_EQ(forms("klast*"), "");
}

TEST(TypedWords, AreThePartsOfCompounds) { EXPECT_EQ(forms("TRACE-KEI forum"), "trace kei forum"); }

TEST(TypedWords, AreReplacedWhereTheyStand) {
  EXPECT_EQ(replaced("Klaster, -varna", {"клъстер", "варна"}), "клъстер, -варна");
  EXPECT_EQ(replaced("Klaster 2018 Варна", {"клъстер", "2018", "варна"}), "клъстер 2018 Варна");
  EXPECT_EQ(replaced("biznes-forum", {"бизнес", "форум"}), "бизнес-форум");
  EXPECT_EQ(replaced("клъстернасреща", {"клъстерна среща"}), "клъстерна среща");
}

TEST(TypedWords, AreLimited) {
  std::string query;
  for (int i = 0; i < 100; ++i) query += "дума ";
  text::Analyzer analyzer;
  Node tree = parse(query).root;
  EXPECT_EQ(typed_words(tree, analyzer).size(), kMaxTypedWords);
}

}  // namespace
}  // namespace tarsach::query

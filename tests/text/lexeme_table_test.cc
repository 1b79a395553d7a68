#include "text/lexeme_table.h"

#include <gtest/gtest.h>

#include "base/quick_hash.h"

namespace tarsach::text {
namespace {

const Lexeme& add(LexemeTable& table, const std::string& written) {
  return table.add(written, quick_hash(written), {written + "-form", {written}, Script::kCyrillic, false, 0, 0});
}

const Lexeme* find(LexemeTable& table, const std::string& written) { return table.find(written, quick_hash(written)); }

std::string word(std::size_t number) { return "дума" + std::to_string(number); }

TEST(LexemeTable, FindsWhatWasAddedWhereItWas) {
  LexemeTable table;
  std::vector<const Lexeme*> places;
  for (std::size_t i = 0; i < 1000; ++i) places.push_back(&add(table, word(i)));
  for (std::size_t i = 0; i < 1000; ++i) {
    ASSERT_EQ(find(table, word(i)), places[i]) << word(i);
    EXPECT_EQ(places[i]->form, word(i) + "-form");
  }
  EXPECT_EQ(find(table, "друга"), nullptr);
  EXPECT_EQ(table.size(), 1000U);
}

TEST(LexemeTable, TellsWordsOfOneHashApart) {
  LexemeTable table;
  for (const char* written : {"едно", "две", "три"}) table.add(written, 42, {written, {written}});
  EXPECT_EQ(table.find("две", 42)->form, "две");
  EXPECT_EQ(table.find("три", 42)->form, "три");
  EXPECT_EQ(table.find("пет", 42), nullptr);
}

TEST(LexemeTable, KeepsWhatCameAgainWhenItMakesRoom) {
  LexemeTable table;
  for (std::size_t i = 0; i < 100; ++i) add(table, word(i));
  (void)find(table, word(7));
  table.make_room(100);
  EXPECT_EQ(table.size(), 100U) << "there was room enough";
  table.make_room(99);
  EXPECT_EQ(table.size(), 1U);
  EXPECT_NE(find(table, word(7)), nullptr);
  EXPECT_EQ(find(table, word(8)), nullptr);
}

TEST(LexemeTable, MakesRoomEvenWhenEverythingCameAgain) {
  LexemeTable table;
  for (std::size_t i = 0; i < 100; ++i) add(table, word(i));
  for (std::size_t i = 0; i < 100; ++i) (void)find(table, word(i));
  table.make_room(80);
  EXPECT_EQ(table.size(), 40U);
  table.make_room(39);
  EXPECT_EQ(table.size(), 0U) << "nothing came since";
}

}  // namespace
}  // namespace tarsach::text

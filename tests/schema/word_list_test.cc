#include "schema/word_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::HasSubstr;

const std::vector<IndexWord> kWords = {{"cluster", 3, 0}, {"варна", 7, kUsuallyCapital},
                                       {"град", 2, 0},    {"града", 4, 0},
                                       {"градът", 1, 0},  {"клъстер", 9, 0}};

WordList some_words() { return WordList::parse(encode_words(kWords)).value(); }

TEST(WordList, KeepsWordsWithTheirNumbersOfDocuments) {
  const WordList words = some_words();
  ASSERT_EQ(words.size(), kWords.size());
  for (WordList::Number i = 0; i < words.size(); ++i)
    EXPECT_EQ((IndexWord{std::string(words.form(i)), words.documents(i), words.flags(i)}), kWords[i]);
}

TEST(WordList, FindsWholeWordsOnly) {
  const WordList words = some_words();
  EXPECT_EQ(words.find("града"), 3U);
  EXPECT_EQ(words.find("градъ"), std::nullopt);
  EXPECT_EQ(words.find(""), std::nullopt);
  EXPECT_EQ(words.find("ящик"), std::nullopt);
  EXPECT_EQ(WordList().find("град"), std::nullopt);
}

TEST(WordList, IsWalkedLetterByLetter) {
  const WordList words = some_words();
  const auto begin = words.narrow(words.all(), 0, "гр");
  EXPECT_EQ(begin.begin, 2U);
  EXPECT_EQ(begin.end, 5U);
  const auto longer = words.narrow(begin, std::string_view("гр").size(), "адъ");
  ASSERT_EQ(longer.end - longer.begin, 1U);
  EXPECT_EQ(words.form(longer.begin), "градът");
  EXPECT_TRUE(words.narrow(longer, std::string_view("градъ").size(), "х").empty());
}

TEST(WordList, IsReadFromItsFile) {
  const testing::TemporaryFolder folder;
  folder.write("words", encode_words(kWords));
  const auto words = WordList::open(folder.path() / "words");
  ASSERT_TRUE(words) << words.error().message;
  EXPECT_EQ(words->find("клъстер"), 5U);
}

TEST(WordList, RefusesWhatIsDamaged) {
  const std::string good = encode_words(kWords);
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(WordList::parse(good.substr(0, size))) << "cut to " << size;
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x40);
    if (const auto words = WordList::parse(bad)) {
      for (WordList::Number i = 0; i < words->size(); ++i) EXPECT_LE(words->form(i).size(), good.size());
    }
  }
  const testing::TemporaryFolder folder;
  folder.write("words", "something else");
  const auto words = WordList::open(folder.path() / "words");
  ASSERT_FALSE(words);
  EXPECT_THAT(words.error().message, HasSubstr("words: the list of words is damaged"));
}

}  // namespace
}  // namespace tarsach::schema

#include "dictionary/freedict.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "base/file.h"
#include "tests/support/temporary.h"

namespace tarsach::dictionary {
namespace {

using Words = std::vector<std::string>;

TEST(Freedict, ReadsNumbersOfBase64) {
  EXPECT_EQ(parse_base64("A"), 0U);
  EXPECT_EQ(parse_base64("B"), 1U);
  EXPECT_EQ(parse_base64("BA"), 64U);
  EXPECT_EQ(parse_base64("/"), 63U);
  EXPECT_FALSE(parse_base64(""));
  EXPECT_FALSE(parse_base64("A-"));
  EXPECT_FALSE(parse_base64("AAAAAAAAAAAAA"));
}

TEST(Freedict, ReadsSensesAndTheirGlosses) {
  const auto articles = parse_articles(
      "president //ˈpɹɛzɪdənt// <n>\n"
      "1. председа́тел, председа́телка\na person presiding over a meeting\n"
      "2. президе́нт 2.\nthe head of state of a republic\n 3.\nleader of a corporation\n");
  ASSERT_EQ(articles.size(), 1U);
  EXPECT_EQ(articles[0].headword, "president");
  EXPECT_EQ(articles[0].part_of_speech, "n");
  const std::vector<Sense> senses = {{{"председа́тел", "председа́телка"}, 1}, {{"президе́нт"}, 2}};
  EXPECT_EQ(articles[0].senses, senses);
}

TEST(Freedict, ReadsSeveralPartsOfSpeech) {
  const auto articles =
      parse_articles("fund //ˈfʌnd// <n>\nфонд\norganization\n\nfund //ˈfʌnd// <v>\nфинанси́рам\nto pay for\n");
  ASSERT_EQ(articles.size(), 2U);
  EXPECT_EQ(articles[0].senses[0].translations, Words{"фонд"});
  EXPECT_EQ(articles[1].part_of_speech, "v");
}

TEST(Freedict, TakesMarkupAndRemarksOff) {
  const auto articles =
      parse_articles("abactor /x/ <n>\n[[краде́ц]] на [[добитък|доби́тъка]], (стар) чора́п (за крак)\nthief\n");
  ASSERT_EQ(articles.size(), 1U);
  const Words expected = {"краде́ц на доби́тъка", "чора́п"};
  EXPECT_EQ(articles[0].senses[0].translations, expected);
}

TEST(Freedict, LeavesOutWhatHasNoTranslation) {
  EXPECT_TRUE(parse_articles("lonely /x/ <adj>\nwithout anybody\n").empty());
  EXPECT_TRUE(parse_articles("").empty());
}

TEST(Freedict, HeadwordsNeedNoPartOfSpeech) {
  const auto articles = parse_articles("at least /at lˈiːst/\nпоне\n");
  ASSERT_EQ(articles.size(), 1U);
  EXPECT_EQ(articles[0].headword, "at least");
  EXPECT_EQ(articles[0].part_of_speech, "");
}

TEST(Freedict, FindsArticlesByTheirPlaces) {
  const auto articles =
      parse_freedict("00databaseinfo\tA\tB\nsun\tA\tS\nwater\tS\tU\n", "sun <n>\nслънце\nwater <n>\nвода\n");
  ASSERT_TRUE(articles) << describe(articles.error());
  ASSERT_EQ(articles->size(), 2U);
  EXPECT_EQ((*articles)[0].headword, "sun");
}

TEST(Freedict, RefusesPlacesOutsideOfTheText) {
  const auto articles = parse_freedict("sun\tA\tI\nwater\tB\tZ\n", "sun <n>\n");
  ASSERT_FALSE(articles);
  EXPECT_EQ(articles.error().code, ErrorCode::kBadData);
  EXPECT_NE(articles.error().message.find("line 2"), std::string::npos) << articles.error().message;
}

TEST(Freedict, ReadsCompressedFiles) {
  const testing::TemporaryFolder folder;
  const std::string path = folder.path() / "test";
  ASSERT_TRUE(write_file_durably(path + ".index", "sun\tA\tU\n"));
  gzFile file = gzopen((path + ".dict.dz").c_str(), "wb");
  gzputs(file, "sun <n>\nслънце\n");
  gzclose(file);
  const auto articles = read_freedict(path + ".index", path + ".dict.dz");
  ASSERT_TRUE(articles) << describe(articles.error());
  ASSERT_EQ(articles->size(), 1U);
  EXPECT_EQ((*articles)[0].senses[0].translations, Words{"слънце"});
  EXPECT_EQ(read_freedict(folder.path() / "none", path + ".dict.dz").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tarsach::dictionary

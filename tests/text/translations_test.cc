#include "text/translations.h"

#include <gmock/gmock.h>

#include "base/file.h"
#include "tests/support/temporary.h"

namespace tarsach::text {
namespace {

std::string example() {
  const std::vector<Headword> headwords = {{"fund", "fund", {{"фонд", .6}, {"финансирам", .4}}},
                                           {"government", "govern", {{"правителство", 1}}},
                                           {"meet", "meet", {{"срещам", 1}}},
                                           {"meeting", "meet", {{"среща", .7}, {"събрание", .3}}},
                                           {"prime minister", "prime minist", {{"министър-председател", 1}}},
                                           {"summit", "summit", {{"среща", 1}}}};
  return encode_translations(headwords);
}

std::shared_ptr<const Translations> open_example() { return Translations::parse(example()).value(); }

std::string texts(const std::vector<Translation>& translations) {
  std::string all;
  for (const Translation& one : translations) all += (all.empty() ? "" : " ") + one.text;
  return all;
}

TEST(Translations, TranslatesHeadwordsLikeliestFirst) {
  const auto found = open_example()->bulgarian("fund", "fund");
  const std::vector<Translation> expected = {{"фонд", .6}, {"финансирам", .4}};
  EXPECT_EQ(found, expected);
}

TEST(Translations, TranslatesInflectedForms) {
  EXPECT_EQ(texts(open_example()->bulgarian("funding", "fund")), "фонд финансирам");
}

TEST(Translations, TakesAHeadwordsOwnMeaningFirst) {
  EXPECT_EQ(texts(open_example()->bulgarian("meeting", "meet")), "среща събрание срещам");
  EXPECT_EQ(texts(open_example()->bulgarian("met", "met")), "срещам");
}

TEST(Translations, FallsBackOnTheStem) {
  EXPECT_EQ(texts(open_example()->bulgarian("governmental", "govern")), "правителство");
}

TEST(Translations, TranslatesSeveralWords) {
  EXPECT_EQ(texts(open_example()->bulgarian("prime ministers", "prime minist")), "министър-председател");
}

TEST(Translations, TranslatesIntoEnglish) {
  const auto found = open_example()->english("среща");
  EXPECT_EQ(texts(found), "summit meeting");
  EXPECT_NEAR(found[0].share, 1 / 1.7, 0.001);
}

TEST(Translations, KnowsFormsOfItsHeadwordsOnly) {
  EXPECT_TRUE(open_example()->knows("meetings"));
  EXPECT_FALSE(open_example()->knows("klaster"));
  EXPECT_TRUE(open_example()->bulgarian("klaster", "klaster").empty());
  EXPECT_TRUE(open_example()->english("клъстер").empty());
  EXPECT_TRUE(open_example()->bulgarian("", "").empty());
}

TEST(Translations, AreTheSameFromAFile) {
  const tarsach::testing::TemporaryFolder folder;
  const auto path = folder.path() / kTranslationsName;
  ASSERT_TRUE(write_file_durably(path, example()));
  const auto opened = Translations::open(path);
  ASSERT_TRUE(opened) << describe(opened.error());
  EXPECT_EQ(texts((*opened)->english("правителство")), "government");
  EXPECT_EQ(Translations::open(folder.path() / "none").error().code, ErrorCode::kNotFound);
}

TEST(Translations, AreRefusedWhenCutShort) {
  const std::string whole = example();
  for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
    const auto parsed = Translations::parse(whole.substr(0, bytes));
    ASSERT_FALSE(parsed) << bytes;
    EXPECT_EQ(parsed.error().code, ErrorCode::kBadData);
  }
  EXPECT_FALSE(Translations::parse(whole + "x"));
}

}  // namespace
}  // namespace tarsach::text

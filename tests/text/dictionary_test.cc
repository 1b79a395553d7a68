#include "text/dictionary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>

#include "tests/support/temporary.h"
#include "text/dictionary_file.h"

namespace tarsach::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

DictionaryContent some_content() {
  return {.lemmas = {{"вода", {"вода"}},
                     {"водата", {"вода"}},
                     {"води", {"вода", "водя"}},
                     {"водя", {"водя"}},
                     {"съм", {"съм"}},
                     {"бяхме", {"съм"}}},
          .stems = {{"вод", {"вода", "водя"}}},
          .relatives = {{"водя", {{"заводя", Relation::kAspect}, {"водене", Relation::kVerbalNoun}}},
                        {"вода", {{"воден", Relation::kDerivation}}}}};
}

std::shared_ptr<const Dictionary> some_words() { return Dictionary::parse(encode_dictionary(some_content())).value(); }

TEST(Dictionary, GivesTheLemmasOfAFormTheLikeliestFirst) {
  const auto words = some_words();
  EXPECT_THAT(words->lemmas("водата"), ElementsAre("вода"));
  EXPECT_THAT(words->lemmas("води"), ElementsAre("вода", "водя"));
  EXPECT_THAT(words->lemmas("бяхме"), ElementsAre("съм"));
}

TEST(Dictionary, DoesNotKnowBeginningsAndOtherWords) {
  const auto words = some_words();
  for (const char* word : {"", "в", "вод", "водатa", "водата1", "водатата", "water", "ВОДА", "\xD0", "во\xD0"}) {
    EXPECT_FALSE(words->knows(word)) << word;
    EXPECT_THAT(words->lemmas(word), IsEmpty()) << word;
  }
  EXPECT_TRUE(words->knows("водата"));
}

TEST(Dictionary, OfNoWordsKnowsNone) {
  EXPECT_FALSE(Dictionary().knows("вода"));
  const auto parsed = Dictionary::parse(encode_dictionary({}));
  ASSERT_TRUE(parsed);
  EXPECT_FALSE((*parsed)->knows("вода"));
  EXPECT_FALSE((*parsed)->knows(""));
}

TEST(Dictionary, GivesTheLemmasOfAStem) {
  EXPECT_THAT(some_words()->lemmas_of_stem("вод"), ElementsAre("вода", "водя"));
  EXPECT_THAT(some_words()->lemmas_of_stem("вода"), IsEmpty());
}

TEST(Dictionary, GivesRelativesWithTheirKinds) {
  const auto words = some_words();
  EXPECT_THAT(words->relatives("водя"),
              ElementsAre(Relative{"заводя", Relation::kAspect}, Relative{"водене", Relation::kVerbalNoun}));
  EXPECT_THAT(words->relatives("вода"), ElementsAre(Relative{"воден", Relation::kDerivation}));
  EXPECT_THAT(words->relatives("водата"), IsEmpty());
}

TEST(Dictionary, IsOpenedFromAFile) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "bulgarian.dictionary";
  std::ofstream(path, std::ios::binary) << encode_dictionary(some_content());
  const auto words = Dictionary::open(path);
  ASSERT_TRUE(words);
  EXPECT_THAT((*words)->lemmas("водата"), ElementsAre("вода"));
}

TEST(Dictionary, RefusesWhatIsNoDictionary) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(Dictionary::open(folder.path() / "none").error().code, ErrorCode::kNotFound);
  const auto path = folder.path() / "other";
  std::ofstream(path, std::ios::binary) << "no dictionary at all";
  const auto opened = Dictionary::open(path);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kBadData);
  EXPECT_THAT(opened.error().message, HasSubstr(path.string()));
}

TEST(Dictionary, NoticesEachByteThatChanged) {
  const std::string good = encode_dictionary(some_content());
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    EXPECT_FALSE(Dictionary::parse(bad)) << i;
  }
  EXPECT_FALSE(Dictionary::parse(good.substr(0, good.size() - 1)));
  EXPECT_FALSE(Dictionary::parse(good + '\0'));
}

TEST(Dictionary, FileIsTheSameForTheSameContent) {
  EXPECT_EQ(encode_dictionary(some_content()), encode_dictionary(some_content()));
}

}  // namespace
}  // namespace tarsach::text

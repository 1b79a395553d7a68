#include "indexer/generations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "indexer/status.h"
#include "schema/manifest.h"
#include "schema/spelling_index.h"
#include "schema/word_list.h"
#include "tests/indexer/articles.h"

namespace tarsach::indexer {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class GenerationsTest : public ::testing::Test {
 protected:
  GenerationsTest() {
    Publication wishes;
    wishes.keep = 10;
    wishes.built_by = "a test";
    for (int documents = 1; documents <= 3; ++documents)
      EXPECT_TRUE(place_.build({place_.write("some.jsonl", article_lines(documents))}, wishes));
  }

  const schema::IndexDir& index() { return place_.index(); }
  std::uint64_t current() { return index().current().value(); }

  Workplace place_;
};

TEST_F(GenerationsTest, AreTold) {
  const auto text = status(index(), StatusFormat::kText);
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("generation 3"));
  EXPECT_THAT(*text, HasSubstr("documents  3"));
  EXPECT_THAT(*text, HasSubstr("dictionary none"));
  EXPECT_THAT(*text, HasSubstr("2: 2 documents"));
  EXPECT_THAT(*text, HasSubstr("1: 1 documents"));
}

TEST_F(GenerationsTest, AreToldToPrograms) {
  const auto text = status(index(), StatusFormat::kJson);
  ASSERT_TRUE(text);
  const auto json = nlohmann::json::parse(*text);
  EXPECT_EQ(json["current"], 3);
  ASSERT_EQ(json["generations"].size(), 3U);
  EXPECT_EQ(json["generations"][1]["documents"], 2);
  EXPECT_EQ(json["generations"][1]["builtBy"], "a test");
  EXPECT_EQ(json["generations"][1]["dictionary"], false);
  EXPECT_GT(json["generations"][1]["bytes"], 1000);
}

TEST_F(GenerationsTest, AreToldEvenIfOneIsDamaged) {
  place_.write("index/generations/000001/manifest.json", "{");
  EXPECT_THAT(status(index(), StatusFormat::kText).value(), HasSubstr("is not JSON"));
  EXPECT_THAT(status(index(), StatusFormat::kJson).value(), HasSubstr("is not JSON"));
}

TEST_F(GenerationsTest, CanBeGoneBackTo) {
  EXPECT_THAT(rollback(index(), 0).value(), HasSubstr("generation 2 is current (it was 3)"));
  EXPECT_EQ(current(), 2U);
  ASSERT_TRUE(rollback(index(), 0));
  EXPECT_EQ(current(), 1U);
  const auto none = rollback(index(), 0);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kUnavailable);
  ASSERT_TRUE(rollback(index(), 3));
  EXPECT_EQ(current(), 3U);
}

TEST_F(GenerationsTest, AreGoneBackToOnlyIfTheyAreWhole) {
  place_.write("index/generations/000002/db/postlist.glass", "x");
  const auto damaged = rollback(index(), 0);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::kBadData);
  EXPECT_EQ(current(), 3U);
  EXPECT_FALSE(rollback(index(), 9));
}

TEST_F(GenerationsTest, AreReachableWhenCurrentIsLost) {
  place_.write("index/CURRENT", "");
  EXPECT_FALSE(rollback(index(), 0));
  ASSERT_TRUE(rollback(index(), 2));
  EXPECT_EQ(current(), 2U);
}

TEST_F(GenerationsTest, AreVerifiedByteByByte) {
  EXPECT_TRUE(verify(index(), 0));
  EXPECT_TRUE(verify(index(), 1));
  EXPECT_EQ(verify(index(), 9).error().code, ErrorCode::kUnavailable);
  place_.write("index/generations/000003/events.json", R"({"events":[ ]})");
  EXPECT_THAT(verify(index(), 0).error().message, HasSubstr("events.json"));
}

TEST_F(GenerationsTest, AreVerifiedWordByWord) {
  const auto verify_with = [&](const std::string& words) {
    place_.write("index/generations/000003/words", words);
    if (const auto list = schema::WordList::parse(words))
      place_.write("index/generations/000003/spelling", schema::encode_spelling(*list));
    const auto folder = index().generation_path(3);
    schema::Manifest manifest = schema::read_manifest(folder).value();
    manifest.files = schema::list_files(folder).value();  // its checksum is right
    EXPECT_TRUE(schema::write_manifest(manifest, folder));
    const auto verified = verify(index(), 3);
    return verified ? *verified : verified.error().message;
  };
  using Words = std::vector<schema::IndexWord>;
  EXPECT_THAT(verify_with(schema::encode_words(Words{{"а", 3, 0}, {"б", 1, 0}})), HasSubstr("is sound"));
  EXPECT_THAT(verify_with(schema::encode_words(Words{{"а", 4, 0}})), HasSubstr("'а' in 4 of 3 documents"));
  EXPECT_THAT(verify_with(schema::encode_words(Words{{"а", 0, 0}})), HasSubstr("'а' in 0 of 3 documents"));
  EXPECT_THAT(verify_with(schema::encode_words(Words{{"б", 1, 0}, {"а", 1, 0}})), HasSubstr("'а' is not in its place"));
  EXPECT_THAT(verify_with(schema::encode_words(Words{{"а", 1, 0}, {"а", 1, 0}})), HasSubstr("'а' is not in its place"));
  EXPECT_THAT(verify_with("words"), HasSubstr("no header"));
}

TEST_F(GenerationsTest, AreClearedAwayButNeverTheCurrentOne) {
  ASSERT_TRUE(rollback(index(), 1));
  EXPECT_THAT(collect_garbage(index(), 1).value(), HasSubstr("removed generation 2"));
  EXPECT_THAT(index().generations().value(), ElementsAre(1U, 3U));
  EXPECT_THAT(collect_garbage(index(), 1).value(), HasSubstr("nothing"));
  ASSERT_TRUE(collect_garbage(index(), 0));
  EXPECT_THAT(index().generations().value(), ElementsAre(1U));
}

TEST_F(GenerationsTest, AreNotTouchedWhileSomebodyWrites) {
  const auto lock = index().lock();
  EXPECT_EQ(rollback(index(), 0).error().code, ErrorCode::kLocked);
  EXPECT_EQ(collect_garbage(index(), 0).error().code, ErrorCode::kLocked);
  EXPECT_TRUE(status(index(), StatusFormat::kText));
  EXPECT_TRUE(verify(index(), 0));
}

TEST(Generations, AreUnavailableBeforeTheFirstBuild) {
  const Workplace place;
  EXPECT_EQ(status(place.index(), StatusFormat::kText).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(verify(place.index(), 0).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(rollback(place.index(), 0).error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace tarsach::indexer

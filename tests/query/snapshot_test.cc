#include "query/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

using ::testing::HasSubstr;

TEST(Snapshot, HasTheWordsOfItsArticles) {
  TestIndex index;
  index.add({.id = "a", .title = "Среща", .body = "Бизнес-клъстери"});
  index.add({.id = "b", .title = "Срещата", .body = "на клъстери"});
  const auto snapshot = index.publish_and_open_snapshot();
  const auto word = snapshot->words().find("клъстери");
  ASSERT_TRUE(word);
  EXPECT_EQ(snapshot->words().documents(*word), 2U);
  EXPECT_TRUE(snapshot->words().find("бизнесклъстери"));
  EXPECT_FALSE(snapshot->words().find("клъстер"));
}

TEST(Snapshot, IsAskedByRulesWithoutADictionary) {
  TestIndex index;
  index.add({.id = "a", .title = "Клъстерите"});
  const auto snapshot = index.publish_and_open_snapshot();
  EXPECT_EQ(snapshot->dictionary(), nullptr);
  EXPECT_EQ(ids(*index.publish_and_open(), "клъстер"), "a");
}

TEST(Snapshot, IsRefusedWhenItsFilesAreDamaged) {
  TestIndex index;
  index.add({.id = "a", .title = "Среща"});
  const auto folder = index.path() / "generations" / "000001";
  const auto open_with = [&](const std::filesystem::path& file, const std::string& content) {
    std::ofstream(file, std::ios::binary) << content;
    const auto engine = Engine::open(index.path());
    return engine ? "opened" : describe(engine.error());
  };
  index.publish();
  const auto size = std::filesystem::file_size(folder / schema::kWordsName);
  EXPECT_THAT(open_with(folder / schema::kWordsName, "x"), HasSubstr("words: 1 bytes, expected"));
  EXPECT_THAT(open_with(folder / schema::kWordsName, std::string(size, 'x')), HasSubstr("list of words is damaged"));
}

}  // namespace
}  // namespace tarsach::query

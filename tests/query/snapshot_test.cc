#include "query/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/data_file.h"
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

TEST(Snapshot, AnalysesQueriesWithItsOwnDictionary) {
  const auto installed = find_data_file(text::kDictionaryName);
  ASSERT_TRUE(installed) << describe(installed.error());
  TestIndex index;
  index.vocabulary().topics = {{.id = "water", .label = {"Води", "Water"}}};
  index.add({.id = "a", .title = "Водя", .topics = {"water"}});
  index.use_dictionary(*installed);
  const auto snapshot = index.publish_and_open_snapshot();
  ASSERT_NE(snapshot->dictionary(), nullptr);
  EXPECT_TRUE(snapshot->dictionary()->knows("водата"));
  const auto lemmas = [&](std::string_view word) {
    return value_of(snapshot->session()).analyzer().analyze(word).front().lexeme->lemmas;
  };
  EXPECT_EQ(lemmas("води"), text::Analyzer(snapshot->dictionary()).analyze("води").front().lexeme->lemmas);
  EXPECT_NE(lemmas("води"), text::Analyzer().analyze("води").front().lexeme->lemmas);
  EXPECT_EQ(snapshot->names().find(schema::Field::kTopic, {{lemmas("води")}}), std::vector<std::string>{"water"});
  EXPECT_TRUE(value_of(Engine::open(index.path()))->state().has_dictionary);
}

TEST(Snapshot, GoesOnWithTheAnalyzersOfTheOneBeforeIfTheDictionaryIsTheSame) {
  const auto installed = find_data_file(text::kDictionaryName);
  ASSERT_TRUE(installed) << describe(installed.error());
  TestIndex index;
  index.add({.id = "a", .title = "Среща"});
  const auto by_rules = index.publish_and_open_snapshot();
  index.use_dictionary(*installed);
  const auto by_dictionary = index.publish_and_open_snapshot();
  index.add({.id = "b", .title = "Срещата"});
  static_cast<void>(index.publish_and_open_snapshot());
  const auto folder = value_of(schema::IndexDir::open(index.path()));
  const auto third_after = [&](const Snapshot& before) { return value_of(Snapshot::open(folder, 3, {}, &before)); };
  const auto analyzer_of = [](const Snapshot& snapshot) { return &value_of(snapshot.session()).analyzer(); };
  const auto* const used = analyzer_of(*by_dictionary);
  EXPECT_EQ(analyzer_of(*third_after(*by_dictionary)), used);
  EXPECT_EQ(third_after(*by_dictionary)->manifest().documents, 2U);
  EXPECT_NE(third_after(*by_rules)->dictionary(), nullptr);
  EXPECT_NE(analyzer_of(*third_after(*by_rules)), analyzer_of(*by_rules));
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

TEST(Snapshot, IsRefusedWithTheColumnsOfAnotherGeneration) {
  TestIndex index;
  index.use_shards(2);
  index.add({.id = "a", .title = "Среща", .body = "във Варна"});
  index.add({.id = "b", .title = "Среща", .body = "в Бургас"});
  index.publish();
  const auto folder = index.path() / "generations" / "000001";
  const auto open_with_those_of_the_next = [&] {
    const auto next = value_of(schema::IndexDir::open(index.path())).generation_path(index.publish());
    std::filesystem::copy_file(next / schema::kColumnsName, folder / schema::kColumnsName,
                               std::filesystem::copy_options::overwrite_existing);
    schema::Manifest manifest = value_of(schema::read_manifest(folder));
    manifest.files = value_of(schema::list_files(folder));
    value_of(schema::write_manifest(manifest, folder));
    const auto opened = Snapshot::open(value_of(schema::IndexDir::open(index.path())), 1);
    return opened ? "opened" : opened.error().message;
  };
  EXPECT_EQ(open_with_those_of_the_next(), "opened");
  index.add({.id = "c", .title = "Среща", .body = "в Русе"});
  EXPECT_THAT(open_with_those_of_the_next(), HasSubstr("columns: it is not that of the database"));
  index.clear();
  index.add({.id = "a", .title = "Среща", .body = "във Варна"});
  index.add({.id = "b", .title = "Среща", .body = "в Бургас и в Русе"});
  EXPECT_THAT(open_with_those_of_the_next(), HasSubstr("columns: it is not that of the database"));
}

TEST(Snapshot, IsRefusedWhenItsDictionaryIsDamagedOrGone) {
  const auto installed = find_data_file(text::kDictionaryName);
  ASSERT_TRUE(installed) << describe(installed.error());
  TestIndex index;
  index.add({.id = "a", .title = "Среща"});
  index.use_dictionary(*installed);
  index.publish();
  const auto copy = index.path() / "generations" / "000001" / text::kDictionaryName;
  std::ofstream(copy, std::ios::binary) << std::string(std::filesystem::file_size(*installed), 'x');
  const auto damaged = Engine::open(index.path());
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::kBadData);
  EXPECT_THAT(damaged.error().message, HasSubstr(copy.string()));
  std::filesystem::remove(copy);
  const auto gone = Engine::open(index.path());
  ASSERT_FALSE(gone);
  EXPECT_THAT(gone.error().message, HasSubstr("is missing"));
}

}  // namespace
}  // namespace tarsach::query

#include "query/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "tests/query/test_index.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

using schema::Field;
using ::testing::HasSubstr;
using ::testing::StartsWith;

schema::Vocabulary vocabulary() {
  return {{{.id = "grow-your-region-2017",
            .label = {"Grow your Region, Валенсия 2017", "Grow your Region, Valencia 2017"},
            .names = {"Grow your Region"}},
           {.id = "varna-2018", .label = {"Регионална среща, Варна 2018", "Regional meeting, Varna 2018"}}},
          {{.id = "funding", .label = {"Финансиране", "Funding"}, .words = {"грант"}},
           {.id = "innovation", .label = {"Иновации и наука", "Innovation and research"}, .words = {"изобретение"}}}};
}

class EngineTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = std::make_unique<TestIndex>();
    index_->vocabulary() = vocabulary();
    index_->add({.id = "varna",
                 .title = "Регионална клъстерна среща",
                 .body = "Срещата на клъстерите във Варна събра компании.",
                 .date = day(2018, 7, 5),
                 .language = "bg",
                 .events = {"varna-2018"},
                 .topics = {"innovation", "funding"}});
    index_->add({.id = "sofia",
                 .title = "Международна клъстерна среща София",
                 .body = "За иновациите и бизнес-клъстера.",
                 .date = day(2015, 3, 13),
                 .language = "bg",
                 .topics = {"innovation"}});
    index_->add({.id = "valencia",
                 .title = "Клъстер „Зелена синергия“ взе участие",
                 .body = "Форумът Grow your Region в Испания.",
                 .date = day(2017, 11),
                 .language = "bg",
                 .events = {"grow-your-region-2017"}});
    index_->add({.id = "english",
                 .title = "Regional Cluster conference",
                 .body = "Innovation grows in your region. Grow it.",
                 .date = day(2018, 7, 11),
                 .language = "en",
                 .events = {"varna-2018"},
                 .topics = {"innovation"}});
    index_->add({.id = "undated",
                 .title = "Без дата",
                 .body = "Варна и Бургас са на морето. Бизнес клъстер.",
                 .language = "bg"});
    engine_ = index_->publish_and_open();
  }
  static void TearDownTestSuite() {
    engine_.reset();
    index_.reset();
  }

  static Response search(const Request& request) { return value_of(engine_->search(request, Deadline::never())); }
  static std::string refusal(const Request& request) {
    const auto response = engine_->search(request, Deadline::never());
    return response ? "" : response.error().message;
  }

  static inline std::unique_ptr<TestIndex> index_;
  static inline std::unique_ptr<Engine> engine_;
};

TEST_F(EngineTest, FindsEveryFormOfAWord) {
  EXPECT_EQ(ids(*engine_, "клъстерната среща"), ids(*engine_, "клъстерни срещи"));
  EXPECT_THAT(ids(*engine_, "срещите"), HasSubstr("varna"));
}

TEST_F(EngineTest, FindsPhrasesOnlyWhereTheyStand) {
  EXPECT_EQ(ids(*engine_, "\"Grow your Region\""), "valencia");
  EXPECT_EQ(ids(*engine_, "„регионална среща“"), "");
  EXPECT_EQ(ids(*engine_, "„регионална клъстерна“"), "varna");
  EXPECT_EQ(ids(*engine_, "„среща срещата“"), "") << "a phrase must not reach from the title into the body";
}

TEST_F(EngineTest, FindsACompoundHoweverItIsWritten) {
  for (const std::string query : {"бизнес-клъстер", "бизнес-клъстерът", "„бизнес клъстер“", "бизнес клъстери"})
    EXPECT_THAT(ids(*engine_, query), ::testing::AllOf(HasSubstr("sofia"), HasSubstr("undated"))) << query;
  EXPECT_EQ(ids(*engine_, "бизнесклъстер"), "sofia");
}

TEST_F(EngineTest, ObeysOperators) {
  EXPECT_EQ(ids(*engine_, "Варна -среща -Испания"), "undated");
  EXPECT_EQ(ids(*engine_, "Бургас ИЛИ Испания"), ids(*engine_, "Испания OR Бургас"));
  EXPECT_EQ(search({.query = "Бургас ИЛИ Испания"}).total, 2U);
  EXPECT_EQ(ids(*engine_, "(Бургас ИЛИ Испания) И море"), "undated");
  EXPECT_EQ(search({.query = "НЕ Варна"}).total, 3U);
  EXPECT_EQ(ids(*engine_, "-Варна"), "english valencia sofia") << "without words to rank by, the newest first";
}

TEST_F(EngineTest, ObeysFields) {
  EXPECT_EQ(ids(*engine_, "заглавие:Варна"), "");
  EXPECT_EQ(ids(*engine_, "title:регионална"), "varna");
  EXPECT_EQ(ids(*engine_, "година:2018 lang:bg"), "varna");
  EXPECT_EQ(ids(*engine_, "year:2015..2017"), "valencia sofia");
  EXPECT_EQ(ids(*engine_, "date:2018-07"), "english varna");
  EXPECT_EQ(ids(*engine_, "дата:05.07.2018"), "varna");
  EXPECT_EQ(ids(*engine_, "date:2017-11-20"), "valencia") << "a month without a day may be any of its days";
  EXPECT_EQ(ids(*engine_, "език:английски"), "english");
  EXPECT_EQ(ids(*engine_, "id:undated"), "undated");
  EXPECT_EQ(ids(*engine_, "-year:2015..2018"), "undated");
}

TEST_F(EngineTest, KnowsEventsAndTopicsByTheirNames) {
  EXPECT_EQ(ids(*engine_, "събитие:varna-2018"), "english varna");
  EXPECT_EQ(ids(*engine_, "събитие:\"Grow your Region\""), "valencia");
  EXPECT_EQ(search({.query = "тема:иновации"}).total, 3U);
  EXPECT_EQ(search({.query = "тема:изобретения"}).total, 3U);
  EXPECT_EQ(ids(*engine_, "тема:финансиране"), "varna");
  const Response response = search({.query = "тема:финансиране"});
  ASSERT_EQ(response.interpretation.applied.size(), 1U);
  EXPECT_EQ(response.interpretation.applied[0].kind, "field_value");
  EXPECT_EQ(response.interpretation.applied[0].to, "topic:funding");
}

TEST_F(EngineTest, TakesAnUnknownValueAsWords) {
  const Response response = search({.query = "тема:Бургас"});
  EXPECT_EQ(ids(response), "undated");
  ASSERT_FALSE(response.interpretation.applied.empty());
  EXPECT_EQ(response.interpretation.applied[0].kind, "taken_as_words");
}

TEST_F(EngineTest, LetsAWordThatIsNoValueBeMissing) {
  const Response response = search({.query = "клъстерна година:няматакава"});
  EXPECT_EQ(response.total, search({.query = "клъстерна няматакава"}).total);
  EXPECT_GT(response.total, 0U);
}

TEST_F(EngineTest, FindsBeginningsOfWords) {
  EXPECT_EQ(search({.query = "иновац*"}).total, 1U);
  EXPECT_EQ(search({.query = "регион*"}).total, 1U);
  EXPECT_EQ(search({.query = "заглавие:клъст*"}).total, 3U);
  const Response response = search({.query = "мо*"});
  ASSERT_EQ(response.interpretation.applied.size(), 1U);
  EXPECT_EQ(response.interpretation.applied[0].kind, "taken_as_words");
}

TEST_F(EngineTest, AsksForFewerWordsOnlyWhenNothingHasAll) {
  const Response all = search({.query = "клъстерна среща"});
  EXPECT_TRUE(all.interpretation.applied.empty());
  const Response fewer = search({.query = "Бургас море Мюнхен"});
  EXPECT_EQ(ids(fewer), "undated");
  ASSERT_EQ(fewer.interpretation.applied.size(), 1U);
  EXPECT_EQ(fewer.interpretation.applied[0].kind, "fewer_words");
  EXPECT_EQ(search({.query = "Бургас море Мюнхен", .match = Match::kAll}).total, 0U);
  EXPECT_EQ(search({.query = "„Покажи всички“"}).total, 0U) << "a phrase alone is never loosened";
}

TEST_F(EngineTest, KeepsItsReadingWhateverIsChosenBesideIt) {
  Request request{.query = "Бургас море", .filters = {{Field::kYear, {"2018"}, {}}}};
  const Response response = search(request);
  EXPECT_EQ(response.total, 0U);
  EXPECT_TRUE(response.interpretation.applied.empty());
}

TEST_F(EngineTest, NeedsNoStopWords) {
  EXPECT_EQ(ids(*engine_, "с Бургас"), "undated");
  EXPECT_EQ(ids(*engine_, "+с Бургас И Испания"), "");
  EXPECT_EQ(search({.query = "на"}).total, 2U) << "alone, a stop word is what was asked for";
}

TEST_F(EngineTest, BrowsesTheNewestFirst) {
  EXPECT_EQ(ids(*engine_, ""), "english varna valencia sofia undated");
  EXPECT_EQ(ids(*engine_, Request{.query = "", .sort = Sort::kOldestFirst}), "sofia valencia varna english undated");
  EXPECT_EQ(ids(*engine_, Request{.query = "Варна", .sort = Sort::kNewestFirst}), "varna undated");
  EXPECT_EQ(ids(*engine_, Request{.query = "", .from = day(2017), .to = day(2018, 7, 5)}), "varna valencia");
  EXPECT_EQ(search({.query = "!!!"}).total, 0U);
}

TEST_F(EngineTest, ListsWhatIsChosenEvenWithoutMatches) {
  const Response response = search({.query = "Бургас", .filters = {{Field::kTopic, {"funding", "nonsense"}, {}}}});
  EXPECT_EQ(response.total, 0U);
  const Facet& topics = response.facets[2];
  ASSERT_EQ(topics.counts.size(), 2U);
  for (const FacetCount& count : topics.counts) {
    EXPECT_EQ(count.count, 0U);
    EXPECT_TRUE(count.selected);
  }
}

TEST_F(EngineTest, SearchesWithinAFacet) {
  const auto facet = value_of(engine_->facet({.query = ""}, Field::kEvent, "вал", Deadline::never()));
  ASSERT_EQ(facet.counts.size(), 1U);
  EXPECT_EQ(facet.counts[0].value, "grow-your-region-2017");
  EXPECT_EQ(value_of(engine_->facet({.query = ""}, Field::kYear, "201", Deadline::never())).counts.size(), 3U);
  EXPECT_EQ(value_of(engine_->facet({.query = ""}, Field::kYear, "2018", Deadline::never())).counts.size(), 1U);
}

TEST_F(EngineTest, MarksEveryForm) {
  const Response response = search({.query = "клъстерен Варна"});
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.hits[0].formatted_title, "Регионална <mark>клъстерна</mark> среща");
  EXPECT_THAT(response.hits[0].formatted_body, HasSubstr("<mark>Варна</mark>"));
  EXPECT_TRUE(search({.query = "клъстер", .highlight = false}).hits[0].formatted_title.empty());
}

TEST_F(EngineTest, ShowsOneDocument) {
  const auto hit = value_of(engine_->document("valencia"));
  EXPECT_EQ(hit.body, "Форумът Grow your Region в Испания.");
  EXPECT_EQ(hit.events.at(0).label.en, "Grow your Region, Valencia 2017");
  const auto missing = engine_->document("nowhere");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

TEST_F(EngineTest, RefusesWhatItCannotAnswerByName) {
  EXPECT_THAT(refusal({.query = std::string(600, 'a')}), StartsWith("q: 600 characters"));
  EXPECT_THAT(refusal({.limit = 101}), StartsWith("per_page: "));
  EXPECT_THAT(refusal({.offset = 9'999}), StartsWith("page: "));
  EXPECT_THAT(refusal({.offset = ~std::size_t{0}}), StartsWith("page: "));
  EXPECT_THAT(refusal({.filters = {{Field::kYear, {"two"}, {}}}}), StartsWith("year: 'two'"));
  EXPECT_THAT(refusal({.filters = {{Field::kTitle, {"a"}, {}}}}), StartsWith("title: "));
  EXPECT_THAT(refusal({.from = day(2018, 2, 30)}), StartsWith("from: "));
  EXPECT_THAT(refusal({.facets = {Field::kTitle}}), StartsWith("facets: "));
  EXPECT_THAT(refusal({.facet_limit = 1'001}), StartsWith("facet_limit: "));
  EXPECT_EQ(refusal({.query = std::string(512, '(')}), "");
}

TEST_F(EngineTest, CountsTheSameAsItFinds) {
  for (const std::string query : {"", "клъстер", "Варна ИЛИ София", "-Варна", "Бургас Мюнхен"})
    EXPECT_EQ(value_of(engine_->count({.query = query}, Deadline::never())), search({.query = query}).total) << query;
}

TEST_F(EngineTest, ExplainsItself) {
  const auto why = value_of(engine_->explain({.query = "клъстерна среща -Бургас"}, Deadline::never()));
  EXPECT_EQ(why.tokens, "word(клъстерна) word(среща) minus word(Бургас)");
  EXPECT_THAT(why.tree, StartsWith("(group "));
  EXPECT_THAT(why.plan, StartsWith("(all "));
  ASSERT_EQ(why.words.size(), 2U);
  EXPECT_EQ(why.words[0].documents, 2U);
  EXPECT_EQ(why.filtered, 2U);
  ASSERT_EQ(why.hits.size(), 2U);
  EXPECT_EQ(why.hits[0].hit.id, "varna");
  EXPECT_EQ(why.hits[0].words.size(), 2U);
  EXPECT_EQ(why.index.generation, 1U);
}

TEST_F(EngineTest, ExplainsItsFirstHitsWhateverPageWasAskedFor) {
  const auto why = value_of(engine_->explain({.query = "клъстер", .offset = 100, .limit = 0}, Deadline::never()));
  EXPECT_EQ(why.hits.size(), why.filtered);
}

TEST_F(EngineTest, DoesNotExplainWeightsOfAnOrderByDate) {
  const auto why = value_of(engine_->explain({.query = "клъстер", .sort = Sort::kNewestFirst}, Deadline::never()));
  EXPECT_FALSE(why.by_relevance);
  ASSERT_FALSE(why.hits.empty());
  EXPECT_TRUE(why.hits[0].words.empty());
}

TEST_F(EngineTest, MarksAQueryInAWholeDocument) {
  const Hit hit = value_of(engine_->document("varna", {.query = "клъстер Варна"}, Deadline::never()));
  EXPECT_EQ(hit.body, "Срещата на клъстерите във Варна събра компании.");
  EXPECT_EQ(hit.formatted_body, "Срещата на <mark>клъстерите</mark> във <mark>Варна</mark> събра компании.");
}

TEST_F(EngineTest, MarksNothingInADocumentForNoQuery) {
  const Hit hit = value_of(engine_->document("varna", {}, Deadline::never()));
  EXPECT_EQ(hit.formatted_title, hit.title);
  EXPECT_EQ(hit.formatted_body, hit.body);
}

TEST_F(EngineTest, RefusesToMarkWhereThereIsNothingOrNoTime) {
  EXPECT_EQ(engine_->document("nope", {}, Deadline::never()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(engine_->document("varna", {.query = std::string(600, 'a')}, Deadline::never()).error().code,
            ErrorCode::kUsage);
  EXPECT_EQ(engine_->document("varna", {.query = "клъстер"}, Deadline::after(std::chrono::seconds(-1))).error().code,
            ErrorCode::kTimeout);
}

TEST_F(EngineTest, AnswersNothingAfterTheDeadline) {
  const auto response = engine_->search({.query = "клъстер"}, Deadline::after(std::chrono::seconds(-1)));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kTimeout);
  const auto count = engine_->count({.query = ""}, Deadline::after(std::chrono::seconds(-1)));
  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().code, ErrorCode::kTimeout);
}

TEST(Engine, SaysThatThereIsNoIndex) {
  const testing::TemporaryFolder folder;
  const auto engine = Engine::open(folder.path() / "missing");
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, ErrorCode::kUnavailable);
}

TEST(Engine, WaitsForItsFirstGeneration) {
  TestIndex index;
  const auto engine = Engine::waiting_for(index.path());
  EXPECT_EQ(engine->reload().error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(engine->search({.query = "клъстер"}, Deadline::never()).error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(engine->document("old").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(engine->state().generation, 0U);
  EXPECT_EQ(engine->vocabulary(), nullptr);
  index.add({.id = "old", .title = "Старо", .body = "клъстер", .language = "bg"});
  index.publish();
  EXPECT_TRUE(engine->is_outdated());
  value_of(engine->reload());
  EXPECT_EQ(ids(*engine, "клъстер"), "old");
}

TEST(Engine, SwitchesToANewGeneration) {
  TestIndex index;
  index.add({.id = "old", .title = "Старо", .body = "клъстер", .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_FALSE(engine->is_outdated());
  index.clear();
  index.add({.id = "new", .title = "Ново", .body = "клъстер", .language = "bg"});
  index.publish();
  EXPECT_TRUE(engine->is_outdated());
  EXPECT_EQ(ids(*engine, "клъстер"), "old");
  const auto labels = engine->vocabulary();
  value_of(engine->reload());
  EXPECT_EQ(ids(*engine, "клъстер"), "new");
  EXPECT_EQ(engine->state().generation, 2U);
  EXPECT_TRUE(labels->events.empty()) << "what was taken from the old generation lives on";
}

TEST(Engine, NoticesAnIndexThatWasMadeAnewWithTheSameNumbers) {
  TestIndex index;
  index.add({.id = "old", .title = "Старо", .body = "клъстер", .language = "bg"});
  const auto engine = index.publish_and_open();
  const auto folder = index.path() / "generations" / "000001";
  auto manifest = schema::read_manifest(folder).value();
  manifest.built_at = "2026-02-02T00:00:00Z";
  ASSERT_TRUE(schema::write_manifest(manifest, folder));
  EXPECT_TRUE(engine->is_outdated());
  value_of(engine->reload());
  EXPECT_FALSE(engine->is_outdated());
}

TEST(Engine, GoesOnServingWhenTheNewGenerationIsBroken) {
  TestIndex index;
  index.add({.id = "old", .title = "Старо", .body = "клъстер", .language = "bg"});
  const auto engine = index.publish_and_open();
  const auto generation = index.publish();
  const auto folder = index.path() / "generations";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().filename() == "postlist.glass" && entry.path().string().find("000002") != std::string::npos)
      std::filesystem::resize_file(entry.path(), 1);
  const auto reloaded = engine->reload();
  ASSERT_FALSE(reloaded) << generation;
  EXPECT_EQ(reloaded.error().code, ErrorCode::kBadData);
  EXPECT_EQ(ids(*engine, "клъстер"), "old");
}

TEST(Engine, RefusesSpellingsOfOtherWords) {
  TestIndex index;
  index.add({.id = "some", .body = "клъстер", .language = "bg"});
  const auto generation = index.publish();
  const auto path = value_of(schema::IndexDir::open(index.path())).generation_path(generation) / schema::kSpellingName;
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(12);  // the number of words
  file.put(100);
  file.close();
  const auto engine = Engine::open(index.path());
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, ErrorCode::kBadData);
  EXPECT_THAT(engine.error().message, ::testing::HasSubstr("it is not that of the list of words"));
}

TEST(Engine, AsksForMostOfManyWords) {
  TestIndex index;
  for (const std::string body : {"хотел парк форум клъстер", "хотел парк форум", "хотел", "банан", "лимон", "портокал"})
    index.add({.id = std::to_string(index.records().size()), .body = body, .language = "bg"});
  const auto engine = index.publish_and_open();
  const Response most = value_of(engine->search({.query = "хотел парк форум клъстер"}, Deadline::never()));
  EXPECT_EQ(ids(most), "0 1");
  ASSERT_EQ(most.interpretation.applied.size(), 1U);
  EXPECT_EQ(most.interpretation.applied[0].kind, "most_words");
  EXPECT_EQ(ids(*engine, Request{.query = "хотел парк форум клъстер", .match = Match::kAll}), "0");
  EXPECT_EQ(ids(*engine, "хотел парк форум -клъстер"), "1") << "three words: all are needed";
}

TEST(Engine, AnswersFromAnEmptyIndex) {
  TestIndex index;
  const auto engine = index.publish_and_open();
  for (const std::string query : {"", "клъстер", "„клъстерна среща“", "-клъстер", "клъстер*", "year:2018"})
    EXPECT_EQ(ids(*engine, query), "") << query;
}

}  // namespace
}  // namespace tarsach::query

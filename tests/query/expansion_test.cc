// The words and translations are those of the table that is built with the programs.
#include "query/expansion.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "query/parser.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

class ExpansionTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = std::make_unique<TestIndex>();
    index_->vocabulary().topics = {{.id = "innovation", .label = {"Иновации и наука", "Innovation and research"}}};
    index_->add(
        {.id = "minister", .title = "Министърът на транспорта", .body = "Ново правителство.", .language = "bg"});
    index_->add({.id = "priest", .title = "Един свещеник", .body = "Служа и пея.", .language = "bg"});
    index_->add({.id = "premier", .title = "Премиерът говори", .body = "Той благодари.", .language = "bg"});
    index_->add({.id = "trump", .title = "Доналд Тръмп", .body = "Видяхме как Тръмп говори.", .language = "bg"});
    index_->add({.id = "topic", .title = "Иновации и наука", .body = "Пак за тях.", .language = "bg"});
    index_->add({.id = "english", .title = "A cluster of ministers", .body = "Transport in Sofia.", .language = "en"});
    index_->add({.id = "kavanaugh", .title = "A judge", .body = "They heard Brett Kavanaugh.", .language = "en"});
    engine_ = index_->publish_and_open();
  }
  static void TearDownTestSuite() {
    engine_.reset();
    index_.reset();
  }

  static std::string found(const std::string& query) { return ids(*engine_, query); }
  static std::string told(const std::string& query) {
    const auto response = engine_->search({.query = query}, Deadline::never());
    std::string told;
    for (const Reading& reading : response->interpretation.applied)
      if (reading.kind == "translation" || reading.kind == "label")
        told += reading.kind + ": " + reading.from + " → " + reading.to + "\n";
    return told;
  }

  static inline std::unique_ptr<TestIndex> index_;
  static inline std::unique_ptr<Engine> engine_;
};

TEST_F(ExpansionTest, FindsBulgarianArticlesByEnglishWords) {
  EXPECT_EQ(found("government"), "minister");
  EXPECT_EQ(found("governments"), "minister");
  EXPECT_EQ(told("government"), "translation: government → правителство\n");
}

TEST_F(ExpansionTest, FindsEveryMeaningThatTheIndexHasAndOwnWordsFirst) {
  const std::string hits = found("minister");
  EXPECT_TRUE(hits.starts_with("english")) << hits;
  EXPECT_NE(hits.find(" minister"), std::string::npos) << hits;
  EXPECT_NE(hits.find("priest"), std::string::npos) << hits;
}

TEST_F(ExpansionTest, FindsEnglishArticlesByBulgarianWords) { EXPECT_EQ(found("министър"), "minister english"); }

TEST_F(ExpansionTest, TranslatesSeveralWordsTogether) {
  EXPECT_TRUE(found("prime minister").starts_with("premier")) << found("prime minister");
}

TEST_F(ExpansionTest, FindsNamesInTheOtherAlphabet) {
  EXPECT_EQ(found("Donald Trump"), "trump");
  EXPECT_EQ(found("Donald"), "trump");
}

TEST_F(ExpansionTest, FindsNamesThatStandInLatinLetters) {
  EXPECT_EQ(found("Кавано"), "kavanaugh");
  EXPECT_EQ(found("Брет"), "kavanaugh");
  EXPECT_EQ(told("Брет"), "translation: брет → brett\n");
}

TEST_F(ExpansionTest, PutsAnArticleWithTheWordItselfBeforeOnesWithItsTranslations) {
  EXPECT_TRUE(found("министър транспорт").starts_with("minister english")) << found("министър транспорт");
}

TEST_F(ExpansionTest, WeighsARareTranslationNoMoreThanTheWordItself) {
  const auto snapshot = index_->publish_and_open_snapshot();
  Session session = value_of(snapshot->session());
  const std::vector<Substitute> found = substitutes(session, std::vector<text::Translation>{{"minister", 1}});
  ASSERT_EQ(found.size(), 1U);
  const auto weight_beside = [&](const std::string& word) {
    const auto lemmas = units_of(word, session.analyzer()).front().pieces.front().lemmas;
    return alternatives(session, lemmas, found, 0.5).front().weight;
  };
  EXPECT_LT(weight_beside("говори"), 0.5);  // is in two articles, "minister" in one
  EXPECT_EQ(weight_beside("свещеник"), 0.5);
  EXPECT_EQ(weight_beside("cardinal"), 0.5);  // is in none
}

TEST_F(ExpansionTest, FindsLabelsInTheOtherLanguage) {
  EXPECT_TRUE(told("Innovation and research").starts_with("label: innovation and research → Иновации и наука\n"))
      << told("Innovation and research");
  EXPECT_TRUE(found("Innovation and research").starts_with("topic")) << found("Innovation and research");
}

TEST_F(ExpansionTest, LeavesAloneWhatWasMeantLiterally) {
  EXPECT_EQ(found("\"government\""), "");
  EXPECT_EQ(found("governmen*"), "");
  EXPECT_EQ(found("говори -president -president -trump"), found("говори"));
  EXPECT_EQ(ids(*engine_, Request{.query = "government", .rewrite = Rewrite::kOff}), "");
  EXPECT_EQ(told("\"government\""), "");
}

TEST_F(ExpansionTest, ExpandsNoStopWords) { EXPECT_EQ(told("of the in"), ""); }

TEST_F(ExpansionTest, MarksTheTranslations) {
  const auto response = engine_->search({.query = "government"}, Deadline::never());
  ASSERT_TRUE(response);
  ASSERT_EQ(response->hits.size(), 1U);
  EXPECT_NE(response->hits[0].formatted_body.find("<mark>правителство</mark>"), std::string::npos)
      << response->hits[0].formatted_body;
}

TEST_F(ExpansionTest, KeepsTheBoundOfWords) {
  const auto snapshot = index_->publish_and_open_snapshot();
  Session session = value_of(snapshot->session());
  std::string query;
  for (int i = 0; i < 100; ++i) query += "minister ";
  EXPECT_EQ(expandable_words(parse(query).root, session.analyzer()).size(), kMaxExpandedWords);
}

TEST_F(ExpansionTest, WorksWithoutTheTable) {
  const testing::TemporaryFolder empty;
  ASSERT_EQ(setenv("TARSACH_DATA", empty.path().c_str(), 1), 0);
  const auto snapshot = index_->publish_and_open_snapshot();
  unsetenv("TARSACH_DATA");
  ASSERT_EQ(snapshot->translations(), nullptr);
  Session session = value_of(snapshot->session());
  EXPECT_EQ(Expander(session).expand(parse("government").root).of("government"), nullptr);
}

}  // namespace
}  // namespace tarsach::query

#include "query/remedies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

using schema::Field;

using ::testing::IsEmpty;

class RemediesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = std::make_unique<TestIndex>();
    index_->add({.id = "bridge",
                 .title = "Морски мост",
                 .body = "Клъстер във Варна.",
                 .date = {2018, 7, 5},
                 .language = "bg",
                 .topics = {"funding"}});
    index_->add({.id = "sea",
                 .title = "Мост край морето",
                 .body = "Морски клъстер.",
                 .date = {2019},
                 .language = "bg",
                 .topics = {"energy", "funding"}});
    index_->add({.id = "varna", .title = "Варна", .date = {2020, 1}, .language = "bg", .topics = {"energy"}});
    engine_ = index_->publish_and_open();
  }
  static void TearDownTestSuite() {
    engine_.reset();
    index_.reset();
  }

  static std::vector<Remedy> remedies(const Request& request) {
    return value_of(engine_->search(request, Deadline::never())).remedies;
  }
  /// "kind(what) total, …", in their order.
  static std::string offered(const Request& request) {
    std::string text;
    for (const Remedy& remedy : remedies(request)) {
      text += (text.empty() ? "" : ", ") + remedy.kind + "(" + remedy.what + ") " + std::to_string(remedy.total);
      EXPECT_EQ(value_of(engine_->count(remedy.request, Deadline::never())), remedy.total) << remedy.kind;
    }
    return text;
  }

  static inline std::unique_ptr<TestIndex> index_;
  static inline std::unique_ptr<Engine> engine_;
};

TEST_F(RemediesTest, AreNotNeededWhenSomethingIsFound) { EXPECT_EQ(offered({.query = "клъстер"}), ""); }

TEST_F(RemediesTest, AreNotAskedForWhenNoHitsAre) {
  EXPECT_EQ(offered({.query = "клъстер ракета", .match = Match::kAll, .limit = 0}), "");
}

TEST_F(RemediesTest, LeaveOutWhatIsChosenInAField) {
  EXPECT_EQ(offered({.query = "клъстер", .filters = {{Field::kYear, {"2020", "2021"}}}}),
            "without_filter(year:(2020 ИЛИ 2021)) 2, without_query(клъстер) 1");
}

TEST_F(RemediesTest, TakeBackAnExclusion) {
  EXPECT_EQ(offered({.query = "клъстер", .filters = {{Field::kTopic, {}, {"energy", "funding"}}}}),
            "without_exclusion(-topic:funding) 1, without_filters(-topic:energy -topic:funding) 2");
  EXPECT_EQ(offered({.query = "варна -клъстер -2020"}), "");
  EXPECT_EQ(offered({.query = "морски -мост"}), "without_exclusion(-мост) 2, without_word(морски) 1");
}

TEST_F(RemediesTest, OpenThePeriod) {
  EXPECT_EQ(offered({.query = "клъстер", .from = {2020}}), "without_period(date:2020..) 2, without_query(клъстер) 1");
  EXPECT_EQ(offered({.query = "ракета", .from = {2018, 7, 5}, .to = {2018, 7, 5}}), "without_query(ракета) 1");
}

TEST_F(RemediesTest, LeaveOutAllFiltersWhenNoneAloneIsInTheWay) {
  EXPECT_EQ(offered({.query = "морски", .filters = {{Field::kLanguage, {"en"}}, {Field::kYear, {"2021"}}}}),
            "without_filters(lang:en year:2021) 2");
}

TEST_F(RemediesTest, LeaveOutAWord) {
  EXPECT_EQ(offered({.query = "морски варна ракета", .match = Match::kAll}), "without_word(ракета) 1, any_word() 3");
}

TEST_F(RemediesTest, LeaveOutNoWordOfALongQuery) {
  const Request request{.query = "морски клъстер ракета мост морето варна край", .match = Match::kAll};
  EXPECT_EQ(offered(request), "any_word() 3");
}

TEST_F(RemediesTest, TakeQuotesAway) {
  const Request request{.query = "клъстер „мост морски“", .match = Match::kAll};
  EXPECT_EQ(offered(request), "without_quotes(„мост морски“) 2");
  EXPECT_EQ(remedies(request).front().request.query, "клъстер мост морски");
  EXPECT_EQ(offered({.query = "-„варна“ „мост ракета“"}), "without_quotes(„мост ракета“) 1");
}

TEST_F(RemediesTest, ReadTheWordsOtherwise) {
  EXPECT_EQ(offered({.query = "klaster", .rewrite = Rewrite::kOff}), "with_rewriting() 2");
}

TEST_F(RemediesTest, BreakTheFilterThatStandsInTheQuery) {
  EXPECT_EQ(offered({.query = "клъстер year:2020"}), "without_filter(year:2020) 2, without_word(клъстер) 1");
}

TEST_F(RemediesTest, AskForAnyWordWithoutFiltersWhenNothingElseHelps) {
  EXPECT_EQ(offered({.query = "варна ракета пустиня", .filters = {{Field::kYear, {"1999"}}}, .match = Match::kAll}),
            "any_word_without_filters(year:1999) 2");
}

TEST_F(RemediesTest, BeginAtTheFirstPage) {
  for (const Remedy& remedy : remedies({.query = "клъстер ракета", .match = Match::kAll, .offset = 10})) {
    EXPECT_EQ(remedy.request.offset, 0U);
    EXPECT_EQ(remedy.request.limit, 10U);
  }
}

TEST_F(RemediesTest, AreAFewAtMost) {
  const Request request{.query = "мост -морски -край -клъстер -варна",
                        .filters = {{Field::kYear, {"2020"}}, {Field::kTopic, {"energy"}}, {Field::kLanguage, {"en"}}},
                        .from = {2021}};
  EXPECT_LE(remedies(request).size(), kMaxRemedies);
}

TEST_F(RemediesTest, HaveNothingToOfferForAnEmptyIndex) {
  TestIndex index;
  const auto engine = index.publish_and_open();
  EXPECT_THAT(value_of(engine->search({.query = "клъстер -мост", .from = {2018}}, Deadline::never())).remedies,
              IsEmpty());
}

}  // namespace
}  // namespace tarsach::query

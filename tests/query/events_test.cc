#include "query/events.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "query/json.h"
#include "query/output.h"
#include "tests/query/test_index.h"
#include "tests/support/golden.h"

namespace tarsach::query {
namespace {

using nlohmann::ordered_json;

schema::Event dated(const std::string& id, schema::Date from, schema::Date to) {
  return {.id = id, .label = {"Среща " + id, "Meeting " + id}, .names = {}, .from = from, .to = to, .place = {}};
}

schema::Vocabulary meetings() {
  schema::Vocabulary vocabulary;
  vocabulary.events = {dated("after", day(2018, 7, 5), day(2018, 7, 7)),
                       dated("first", day(2011), day(2011)),
                       dated("fourth", day(2016, 5), day(2016, 5)),
                       dated("last", day(2024, 2, 29), day(2024, 2, 29)),
                       dated("second", day(2012, 1, 2), day(2012, 1, 2)),
                       dated("third", day(2015, 3, 13), day(2015, 3, 13)),
                       dated("undated", {}, {}),
                       {.id = "varna-2018",
                        .label = {"Регионална среща, Варна 2018", "Regional meeting, Varna 2018"},
                        .names = {"Варненска среща", "Varna meeting"},
                        .from = day(2018, 7, 5),
                        .to = day(2018, 7, 6),
                        .place = {"Варна", "Varna"}}};
  return vocabulary;
}

class EventsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = std::make_unique<TestIndex>();
    index_->vocabulary() = meetings();
    const auto add = [](const char* id, schema::Date date, const char* language, std::vector<std::string> events) {
      index_->add({.id = id,
                   .title = std::string("Среща ") + id,
                   .body = "Във Варна.",
                   .date = date,
                   .language = language,
                   .events = std::move(events)});
    };
    add("early", day(2018, 6), "bg", {"varna-2018"});
    add("late", day(2018, 7, 6), "bg", {"third", "varna-2018"});
    add("never", {}, "bg", {"varna-2018", "unlisted"});
    add("english", day(2018, 7, 6), "en", {"varna-2018"});
    add("unheld", day(2015, 3, 14), "bg", {"third"});
    add("other", day(2018, 7, 6), "bg", {});
    engine_ = index_->publish_and_open();
  }
  static void TearDownTestSuite() {
    engine_.reset();
    index_.reset();
  }

  static EventAnswer event(const std::string& id, std::size_t limit = 20) {
    return value_of(engine_->event({.id = id, .limit = limit}, Deadline::never()));
  }
  static Error refusal(const EventRequest& request) {
    const auto answer = engine_->event(request, Deadline::never());
    return answer ? Error{} : answer.error();
  }

  static inline std::unique_ptr<TestIndex> index_;
  static inline std::unique_ptr<Engine> engine_;
};

/// "bg 2: late early" for each language.
std::vector<std::string> articles(const EventAnswer& answer) {
  std::vector<std::string> lines;
  for (const EventArticles& each : answer.articles) {
    std::string line = each.language + " " + std::to_string(each.total) + ":";
    for (const Hit& hit : each.hits) line += " " + hit.id;
    lines.push_back(std::move(line));
  }
  return lines;
}

/// "third 2 second 0"
std::string neighbours(const std::vector<EventSummary>& summaries) {
  std::string text;
  for (const EventSummary& summary : summaries)
    text += (text.empty() ? "" : " ") + summary.event.id + " " + std::to_string(summary.articles);
  return text;
}

TEST_F(EventsTest, HasTheLabelsNamesDatesAndPlaceOfTheVocabulary) {
  const EventAnswer answer = event("varna-2018");
  EXPECT_EQ(answer.event.event.id, "varna-2018");
  EXPECT_EQ(answer.event.event.label.bg, "Регионална среща, Варна 2018");
  EXPECT_EQ(answer.event.place.en, "Varna");
  EXPECT_EQ(answer.event.from, day(2018, 7, 5));
  EXPECT_EQ(answer.event.to, day(2018, 7, 6));
  EXPECT_EQ(answer.names, (std::vector<std::string>{"Варненска среща", "Varna meeting"}));
  EXPECT_EQ(answer.index.generation, 1U);
}

TEST_F(EventsTest, HasItsArticlesByLanguageTheNewestFirst) {
  EXPECT_EQ(articles(event("varna-2018")), (std::vector<std::string>{"bg 3: late early never", "en 1: english"}));
  EXPECT_EQ(event("varna-2018").articles[0].hits[0].formatted_body, "Във Варна.");
}

TEST_F(EventsTest, CountsWhatItDoesNotShow) {
  EXPECT_EQ(articles(event("varna-2018", 1)), (std::vector<std::string>{"bg 3: late", "en 1: english"}));
  EXPECT_EQ(articles(event("varna-2018", 0)), (std::vector<std::string>{"bg 3:", "en 1:"}));
  EXPECT_EQ(event("varna-2018", 0).event.articles, 4U);
}

TEST_F(EventsTest, CountsAsAFilterWouldFind) {
  for (const schema::Event& each : index_->vocabulary().events) {
    const Request chosen{.filters = {{schema::Field::kEvent, {each.id}}}};
    EXPECT_EQ(event(each.id).event.articles, value_of(engine_->count(chosen, Deadline::never()))) << each.id;
  }
}

TEST_F(EventsTest, AnswersForAnEventWithoutArticles) {
  const EventAnswer answer = event("last");
  EXPECT_EQ(answer.event.articles, 0U);
  EXPECT_TRUE(answer.articles.empty());
}

TEST_F(EventsTest, HasTheNearestBeforeAndAfterIt) {
  EXPECT_EQ(neighbours(event("varna-2018").before), "fourth 0 third 2 second 0");
  EXPECT_EQ(neighbours(event("varna-2018").after), "after 0 last 0");
  EXPECT_EQ(neighbours(event("first").before), "");
  EXPECT_EQ(neighbours(event("first").after), "second 0 third 2 fourth 0");
  EXPECT_EQ(neighbours(event("last").before), "after 0 varna-2018 4 fourth 0");
}

TEST_F(EventsTest, StandsBeforeWhatItHasAfterIt) {
  for (const schema::Event& each : index_->vocabulary().events) {
    const std::vector<EventSummary> after = event(each.id).after;
    if (!after.empty()) {
      EXPECT_EQ(event(after.front().event.id).before.front().event.id, each.id);
    }
  }
}

TEST_F(EventsTest, HasNoNeighboursWithoutADate) {
  EXPECT_TRUE(event("undated").before.empty());
  EXPECT_TRUE(event("undated").after.empty());
}

TEST_F(EventsTest, IsNotFoundWhenTheVocabularyDoesNotHaveIt) {
  EXPECT_EQ(refusal({.id = "varna-2081"}).code, ErrorCode::kNotFound);
  EXPECT_EQ(refusal({.id = "varna-2081"}).message, "there is no event 'varna-2081'");
  EXPECT_EQ(refusal({.id = "varna-2081"}).hint, "did you mean 'varna-2018'?");
  EXPECT_EQ(refusal({.id = "unlisted"}).code, ErrorCode::kNotFound);
  EXPECT_EQ(refusal({.id = ""}).hint, "");
}

TEST_F(EventsTest, RefusesMoreThanAPageOfEachLanguage) {
  EXPECT_EQ(refusal({.id = "first", .limit = kMaxPerPage + 1}).code, ErrorCode::kUsage);
  EXPECT_EQ(refusal({.id = "first", .limit = kMaxPerPage + 1}).message, "limit: 101 is more than 100");
}

TEST_F(EventsTest, IsWrittenAsTheInterfaceNamesIt) {
  const std::string json = to_json(event("varna-2018", 1), {"r-1", {"id", "title"}});
  EXPECT_TRUE(testing::matches_golden("cli/event.json", ordered_json::parse(json).dump(2) + "\n"));
}

TEST_F(EventsTest, IsPrintedForPeople) {
  std::istringstream in;
  std::ostringstream out, err;
  print_event(event("varna-2018", 2), Console{in, out, err});
  out << "\n----\n";
  print_event(event("undated"), Console{in, out, err});
  EXPECT_TRUE(testing::matches_golden("cli/event.txt", out.str()));
}

TEST_F(EventsTest, SaysNullWhereThereIsNoDateAndNoPlace) {
  const auto json = ordered_json::parse(to_json(event("undated")));
  EXPECT_EQ(json["from"], nullptr);
  EXPECT_EQ(json["to"], nullptr);
  EXPECT_EQ(json["place"], nullptr);
  EXPECT_EQ(json["languages"], ordered_json::array());
}

}  // namespace
}  // namespace tarsach::query

#include "schema/vocabulary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kEvents = R"({"events": [
  {"id": "b", "label": {"bg": "Б", "en": "B"}, "names": ["Бе"], "from": "2018-07-05", "to": "2018-07-06",
   "place": {"bg": "Варна", "en": "Varna"}},
  {"id": "a", "label": {"bg": "А", "en": "A"}, "from": "2018"}]})";

std::string with_event(const std::string& event) { return R"({"events": [)" + event + "]}"; }

std::string error_of(const std::string& events, const std::string& topics = {}) {
  const auto vocabulary = parse_vocabulary({.events = events, .topics = topics});
  if (vocabulary) return "no error";
  EXPECT_EQ(vocabulary.error().code, ErrorCode::kBadData);
  return vocabulary.error().message;
}

TEST(Vocabulary, IsSortedById) {
  const auto vocabulary = parse_vocabulary({.events = kEvents});
  ASSERT_TRUE(vocabulary) << vocabulary.error().message;
  ASSERT_EQ(vocabulary->events.size(), 2U);
  EXPECT_EQ(vocabulary->events[0].id, "a");
  ASSERT_NE(vocabulary->find_event("b"), nullptr);
  EXPECT_EQ(vocabulary->find_event("b")->place.en, "Varna");
  EXPECT_EQ(vocabulary->find_event("c"), nullptr);
  EXPECT_EQ(vocabulary->find_topic("a"), nullptr);
}

TEST(Vocabulary, GivesAnEventOfOneDateThatDateAsItsEnd) {
  const auto vocabulary = parse_vocabulary({.events = kEvents});
  ASSERT_TRUE(vocabulary);
  EXPECT_EQ(vocabulary->find_event("a")->to, (Date{2018, 0, 0}));
}

TEST(Vocabulary, IsTheSameAfterSavingAndLoading) {
  const testing::TemporaryFolder folder;
  const auto before =
      parse_vocabulary({.events = kEvents, .topics = R"({"topics": [{"id": "t", "label": {"bg": "Т", "en": "T"},
                                                         "words": ["„цитат“", "дума"]}]})"});
  ASSERT_TRUE(before);
  ASSERT_TRUE(save_vocabulary(*before, folder.path()));
  const auto after = load_vocabulary(folder.path());
  ASSERT_TRUE(after) << after.error().message;
  ASSERT_EQ(after->events.size(), 2U);
  EXPECT_EQ(after->events[1].label.bg, "Б");
  EXPECT_THAT(after->events[1].names, ElementsAre("Бе"));
  EXPECT_EQ(after->events[1].to, (Date{2018, 7, 6}));
  EXPECT_THAT(after->topics[0].words, ElementsAre("„цитат“", "дума"));
}

TEST(Vocabulary, MayLackItsFiles) {
  const testing::TemporaryFolder folder;
  const auto vocabulary = load_vocabulary(folder.path());
  ASSERT_TRUE(vocabulary);
  EXPECT_TRUE(vocabulary->events.empty());
}

TEST(Vocabulary, NamesFileEntryAndMemberOfAnError) {
  EXPECT_THAT(error_of(with_event(R"({"id": "x", "label": {"bg": "Х", "en": "X"}, "form": "2018"})")),
              AllOf(HasSubstr("events.json: event 1 ('x')"), HasSubstr("unknown member 'form'")));
  EXPECT_THAT(error_of(with_event(R"({"label": {"bg": "Х", "en": "X"}})")),
              AllOf(HasSubstr("event 1"), HasSubstr("'id' is missing")));
  EXPECT_THAT(error_of(with_event(R"({"id": "x", "label": {"bg": "Х"}})")),
              AllOf(HasSubstr("'label'"), HasSubstr("'en' is missing")));
  EXPECT_THAT(error_of({}, R"({"topics": [{"id": "t", "label": {"bg": "Т", "en": "T"}, "words": ["a", 7]}]})"),
              AllOf(HasSubstr("topics.json: topic 1 ('t')"), HasSubstr("'words'"), HasSubstr("number")));
}

TEST(Vocabulary, RefusesImpossibleDates) {
  const auto event = [](const std::string& days) {
    return with_event(R"({"id": "x", "label": {"bg": "Х", "en": "X"}, )" + days + "}");
  };
  EXPECT_THAT(error_of(event(R"("from": "2018-02-30")")), AllOf(HasSubstr("'from'"), HasSubstr("calendar")));
  EXPECT_THAT(error_of(event(R"("from": "2018-07-05", "to": "2018-07-04")")), HasSubstr("before 'from'"));
  EXPECT_THAT(error_of(event(R"("to": "2018-07-04")")), HasSubstr("without 'from'"));
  EXPECT_EQ(error_of(event(R"("from": "2018-07-05", "to": "2018-07")")), "no error");
}

TEST(Vocabulary, RefusesAnIdThatIsUsedTwiceOrIsNoId) {
  const std::string one = R"({"id": "x", "label": {"bg": "Х", "en": "X"}})";
  EXPECT_THAT(error_of(with_event(one + "," + one)), HasSubstr("'x' is used twice"));
  EXPECT_THAT(error_of(with_event(R"({"id": "Х y", "label": {"bg": "Х", "en": "X"}})")), HasSubstr("a-z"));
  EXPECT_THAT(error_of(with_event(R"({"id": "", "label": {"bg": "Х", "en": "X"}})")), HasSubstr("empty"));
}

TEST(Vocabulary, TellsLineAndColumnOfASyntaxError) {
  EXPECT_THAT(error_of("{\"events\": [\n{]}"), AllOf(HasSubstr("events.json"), HasSubstr("line 2")));
  EXPECT_THAT(error_of("\xff"), HasSubstr("events.json"));
  EXPECT_THAT(error_of("{\"events\": 1e999}"), AllOf(HasSubstr("events.json"), HasSubstr("1e999")));
  EXPECT_THAT(error_of("[]"), HasSubstr("expected an object"));
  EXPECT_THAT(error_of("{}"), HasSubstr("expected a list 'events'"));
  EXPECT_THAT(error_of(R"({"events": [1]})"), AllOf(HasSubstr("event 1"), HasSubstr("found number")));
}

TEST(Vocabulary, OfTheProjectIsSound) {
  const auto vocabulary = load_vocabulary(testing::source_path("schema/vocabulary"));
  ASSERT_TRUE(vocabulary) << describe(vocabulary.error());
  EXPECT_NE(vocabulary->find_event("varna-2018"), nullptr);
  EXPECT_NE(vocabulary->find_topic("innovation"), nullptr);
}

}  // namespace
}  // namespace tarsach::schema

#include "query/similar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/search.h"
#include "schema/xapian_try.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<std::string> ids(const std::vector<Hit>& hits) {
  std::vector<std::string> ids;
  for (const Hit& hit : hits) ids.push_back(hit.id);
  return ids;
}

Similar similar(const Engine& engine, const std::string& id, std::size_t limit = 10) {
  return value_of(engine.similar({id, limit}, Deadline::never()));
}

constexpr const char* kShips = "Корабостроителите във Варна пуснаха нов кораб от алуминий. Корабът е без заварки.";

/// Articles that have no more in common with the ones that a test is about than any others.
void add_others(TestIndex& index) {
  for (int i = 0; i < 20; ++i) {
    const std::string number = std::to_string(i);
    index.add({.id = "other-" + number,
               .title = "Градина номер " + number,
               .body = i % 2 == 0 ? "Доматите узряха рано, каза градинарят." : "Краставиците са скъпи тази година.",
               .language = "bg"});
  }
}

TEST(Similar, FindsArticlesWithTheSameRareWords) {
  TestIndex index;
  add_others(index);
  index.add({.id = "ship", .title = "Нов кораб", .body = kShips, .language = "bg"});
  index.add(
      {.id = "yard", .title = "Корабостроене", .body = "Алуминиеви кораби ще строят и в Русе.", .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_THAT(ids(similar(*engine, "ship").same_language), ElementsAre("yard"));
  EXPECT_THAT(ids(similar(*engine, "yard").same_language), ElementsAre("ship"));
}

TEST(Similar, LeavesOutTheArticleItselfAndCopiesOfIt) {
  TestIndex index;
  add_others(index);
  index.add({.id = "ship", .title = "Нов кораб", .body = kShips, .language = "bg"});
  index.add({.id = "copy", .title = "Кораб от алуминий", .body = kShips, .language = "bg"});
  index.add({.id = "next", .title = "Кораб", .body = "Варна има кораб от алуминий.", .language = "bg"});
  index.add({.id = "next again", .title = "Кораб!", .body = "Варна има кораб от алуминий.", .language = "bg"});
  const auto engine = index.publish_and_open();
  EXPECT_THAT(ids(similar(*engine, "ship").same_language).size(), 1U);
  EXPECT_THAT(ids(similar(*engine, "ship").same_language)[0], StartsWith("next"));
}

TEST(Similar, PutsAnArticleOfTheSameEventBeforeOneWithAsManyOfItsWords) {
  TestIndex index;
  add_others(index);
  index.add({.id = "ship", .title = "Кораб", .body = kShips, .language = "bg", .events = {"varna"}});
  index.add({.id = "a", .title = "Кораб", .body = "Варна има кораб от алуминий.", .language = "bg"});
  index.add(
      {.id = "b", .title = "Кораб", .body = "Алуминий има кораб от Варна.", .language = "bg", .events = {"varna"}});
  const auto engine = index.publish_and_open();
  EXPECT_THAT(ids(similar(*engine, "ship").same_language), ElementsAre("b", "a"));
}

TEST(Similar, FindsAnArticleOfTheSameEventInTheOtherLanguageWithoutAnyWord) {
  TestIndex index;
  add_others(index);
  index.add(
      {.id = "ship", .title = "Кораб", .body = kShips, .date = day(2018, 7, 5), .language = "bg", .events = {"varna"}});
  index.add({.id = "late",
             .title = "A year on",
             .body = "Nothing sank.",
             .date = day(2019, 7, 5),
             .language = "en",
             .events = {"varna"}});
  index.add({.id = "at once",
             .title = "Look",
             .body = "It floats.",
             .date = day(2018, 7, 6),
             .language = "en",
             .events = {"varna"}});
  index.add({.id = "english", .title = "Tomatoes", .body = "They are red.", .language = "en"});
  const auto engine = index.publish_and_open();
  const Similar found = similar(*engine, "ship");
  EXPECT_THAT(ids(found.same_language), IsEmpty());
  EXPECT_THAT(ids(found.other_language), ElementsAre("at once", "late"));
}

TEST(Similar, IsNothingForAnArticleOfWordsThatOthersDoNotHave) {
  TestIndex index;
  add_others(index);
  index.add({.id = "alone", .title = "Ехо", .body = "Самотно ехо 2018.", .language = "bg"});
  const auto engine = index.publish_and_open();
  const Similar found = similar(*engine, "alone");
  EXPECT_THAT(ids(found.same_language), IsEmpty());
  EXPECT_THAT(ids(found.other_language), IsEmpty());
}

TEST(Similar, ShowsAsManyAsAreAskedForWithTheBeginningOfEach) {
  TestIndex index;
  index.add({.id = "ship", .title = "Нов <кораб>", .body = kShips, .language = "bg"});
  index.add(
      {.id = "yard", .title = "Корабостроене", .body = "Алуминиеви кораби ще строят и в Русе.", .language = "bg"});
  index.add({.id = "port", .title = "Кораби", .body = "Корабостроители с алуминиев кораб.", .language = "bg"});
  add_others(index);
  const auto engine = index.publish_and_open();
  ASSERT_EQ(similar(*engine, "yard", 2).same_language.size(), 2U);
  const Similar found = similar(*engine, "yard", 1);
  ASSERT_EQ(found.same_language.size(), 1U);
  const Hit ship = similar(*engine, "port", 1).same_language.front();
  EXPECT_EQ(ship.formatted_title, "Нов &lt;кораб&gt;");
  EXPECT_THAT(ship.formatted_body, StartsWith("Корабостроителите във Варна"));
  EXPECT_EQ(ship.body, "");
  EXPECT_GT(ship.score, 0);
  EXPECT_LE(ship.score, 1);
}

TEST(Similar, RefusesWhatIsNotThereAndLimitsThatAreNone) {
  TestIndex index;
  add_others(index);
  const auto engine = index.publish_and_open();
  EXPECT_EQ(engine->similar({"nope", 10}, Deadline::never()).error().code, ErrorCode::kNotFound);
  for (const std::size_t limit : {std::size_t{0}, kMaxSimilar + 1}) {
    const auto found = engine->similar({"other-0", limit}, Deadline::never());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, ErrorCode::kUsage);
    EXPECT_THAT(found.error().message, StartsWith("limit: "));
  }
}

// The deadline passes at the first look at it, at the second, … until there is no further one.
TEST(Similar, IsAnErrorOrWholeWhenTheDeadlinePasses) {
  TestIndex index;
  index.add({.id = "ship", .title = "Кораб", .body = kShips, .language = "bg", .events = {"varna"}});
  index.add({.id = "yard", .title = "Кораб", .body = "Варна има кораб от алуминий.", .language = "bg"});
  index.add({.id = "english", .title = "Ship", .body = "It floats.", .language = "en", .events = {"varna"}});
  add_others(index);
  const auto snapshot = index.publish_and_open_snapshot();
  const auto with = [&](Watch watch) {
    Session session = value_of(snapshot->session());
    return schema::xapian_try("", [&] { return value_of(find_similar(session, 1, 5, watch)); });
  };
  const auto whole = ids(value_of(with(Watch(Deadline::never()))).same_language);
  ASSERT_THAT(whole, ElementsAre("yard"));
  unsigned looks = 0;
  for (;; ++looks) {
    ASSERT_LT(looks, 1'000U);
    const auto found = with(Watch::passing_after(looks));
    if (found) {
      EXPECT_EQ(ids(found->same_language), whole);
      break;
    }
    ASSERT_EQ(found.error().code, ErrorCode::kTimeout);
  }
  EXPECT_GE(looks, 5U);
}

}  // namespace
}  // namespace tarsach::query

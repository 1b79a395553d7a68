#include "searchd/answer_cache.h"

#include <gtest/gtest.h>

#include "query/engine.h"
#include "searchd/answering.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kTextBytes = 1'000;
constexpr std::size_t kEntryBytes = kTextBytes + AnswerCache::kBytesBesideText;

std::shared_ptr<const Body> body(char letter = 'a') {
  return std::make_shared<const Body>(Body{kJson, std::string(kTextBytes, letter)});
}

class Cache : public ::testing::Test {
 protected:
  void keep(const std::string& question) { cache_.keep(index_, question, body()); }
  [[nodiscard]] bool has(const std::string& question) { return cache_.find(index_, question) != nullptr; }

  const AnswerCache::Index index_ = std::make_shared<int>(), other_ = std::make_shared<int>();
  Metrics metrics_;
  AnswerCache cache_{10 * kEntryBytes, metrics_};
};

TEST_F(Cache, GivesBackWhatWasKeptForTheSameQuestionAndIndex) {
  EXPECT_FALSE(has("q=a"));
  cache_.keep(index_, "q=a", body('x'));
  const auto kept = cache_.find(index_, "q=a");
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->text, std::string(kTextBytes, 'x'));
  EXPECT_FALSE(has("q=b"));
  EXPECT_EQ(cache_.find(other_, "q=a"), nullptr);
  EXPECT_EQ(metrics_.cache_hits.value(), 1u);
  EXPECT_EQ(metrics_.cache_misses.value(), 3u);
}

TEST_F(Cache, IsEmptiedByTheFirstAnswerOfAnotherIndex) {
  keep("q=a");
  keep("q=b");
  EXPECT_EQ(metrics_.cached_answers.value(), 2);
  cache_.keep(other_, "q=c", body());
  EXPECT_FALSE(has("q=a"));
  EXPECT_NE(cache_.find(other_, "q=c"), nullptr);
  EXPECT_EQ(metrics_.cached_answers.value(), 1);
  EXPECT_EQ(metrics_.cached_bytes.value(), static_cast<std::int64_t>(kEntryBytes));
}

TEST_F(Cache, StaysWithinItsBytesAndLosesWhatWasNotAskedForTheLongest) {
  for (int i = 0; i < 12; ++i) keep(std::to_string(i));
  EXPECT_LE(metrics_.cached_bytes.value(), metrics_.most_cached_bytes.value());
  EXPECT_EQ(metrics_.cached_answers.value(), 10);
  EXPECT_EQ(metrics_.cache_evictions.value(), 2u);
  EXPECT_FALSE(has("0"));
  EXPECT_FALSE(has("1"));
  EXPECT_TRUE(has("2"));
}

TEST_F(Cache, ProtectsWhatWasAskedForTwiceFromARobotThatAsksForAllOnce) {
  keep("shared");
  EXPECT_TRUE(has("shared"));
  for (int i = 0; i < 1'000; ++i) keep("robot " + std::to_string(i));
  EXPECT_TRUE(has("shared"));
}

TEST_F(Cache, LeavesRoomForWhatIsNewWhenAllIsProtected) {
  for (int i = 0; i < 10; ++i) keep(std::to_string(i));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(has(std::to_string(i)));
  keep("new");
  EXPECT_TRUE(has("new"));
  EXPECT_LE(metrics_.cached_bytes.value(), metrics_.most_cached_bytes.value());
}

TEST_F(Cache, KeepsNothingThatWouldTakeAnEighthOfIt) {
  cache_.keep(index_, "large", std::make_shared<const Body>(Body{kJson, std::string(2 * kEntryBytes, 'a')}));
  EXPECT_FALSE(has("large"));
}

TEST_F(Cache, KeepsNothingWhenItIsOff) {
  AnswerCache off(0, metrics_);
  off.keep(index_, "q=a", body());
  EXPECT_EQ(off.find(index_, "q=a"), nullptr);
  EXPECT_FALSE(off.is_on());
}

/// „вчера“ is another answer tomorrow; and each thing that a parameter changes is another question.
TEST_F(Cache, IsAskedWithTheDayAndEveryParameter) {
  const auto engine = query::Engine::waiting_for("none");
  const std::atomic<bool> draining = false;
  const Context context{*engine, draining, metrics_, cache_, std::chrono::seconds(1)};
  Request request;
  request.path = "/v1/search";
  const Call call{context, request, *find_route(request.path)->route};
  Search search;
  search.request.query = "вчера";
  search.request.today = {2026, 11, 22};
  const auto text = [&] { return question_of(call, search, "").text; };
  const std::string today = text();
  EXPECT_EQ(today, text());
  EXPECT_NE(today, question_of(call, search, "#opensearch").text);
  search.request.today = {2026, 11, 23};
  EXPECT_NE(today, text());
  search.request.today = {2026, 11, 22};
  search.page = 2;
  EXPECT_NE(today, text());
}

/// So a client that has an article is told the same tomorrow.
TEST_F(Cache, IsAskedWithoutTheDayWhereNoWordCanNameOne) {
  const auto engine = query::Engine::waiting_for("none");
  const std::atomic<bool> draining = false;
  const Context context{*engine, draining, metrics_, cache_, std::chrono::seconds(1)};
  for (const auto& [path, counts] : {std::pair("/v1/documents/a", false), std::pair("/search", true)}) {
    Request request;
    request.path = path;
    const Call call{context, request, *find_route(request.path)->route};
    Search search;
    search.request.today = {2026, 11, 22};
    const std::string today = question_of(call, search, "").text;
    search.request.today = {2026, 11, 23};
    EXPECT_EQ(question_of(call, search, "").text != today, counts) << path;
  }
}

}  // namespace
}  // namespace tarsach::searchd

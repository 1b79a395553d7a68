#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "query/search.h"
#include "schema/xapian_try.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

constexpr int kDocuments = 3'000;

/// Long posting lists, phrases that have to be looked for in every article, and a snippet for each hit.
const Request kLarge{.query = "клъстер „регионална среща“ (Варна ИЛИ Бургас ИЛИ река) -Русе иновац*", .limit = 50};

std::shared_ptr<const Snapshot> large_index(TestIndex& index) {
  for (int i = 0; i < kDocuments; ++i) {
    const std::string number = std::to_string(i);
    const std::string place = i % 3 == 0 ? "Варна" : i % 3 == 1 ? "Бургас" : "реката";
    index.add({.id = "d" + number,
               .title = "Клъстер " + number,
               .body = "Регионална среща в " + place + " за иновации и иноватори.",
               .date = day(2000 + i % 20, 1 + i % 12),
               .language = "bg",
               .topics = {"topic-" + std::to_string(i % 50)}});
  }
  return index.publish_and_open_snapshot();
}

Result<Response> answer_with(const Snapshot& snapshot, Watch watch) {
  Session session = value_of(snapshot.session());
  auto answered = schema::xapian_try("searching", [&] { return answer(session, kLarge, watch); });
  if (!answered) return tl::unexpected(std::move(answered).error());
  return std::move(*answered);
}

// The deadline passes at the first look at it, at the second, … until there is no further one: in the evaluation,
// in counting, in ranking, between two snippets.
TEST(ADeadlineWithinAQuery, LeavesAnErrorOrTheWholeAnswer) {
  constexpr unsigned kLeastLooks = 20;
  constexpr unsigned kMostLooks = 10'000;
  TestIndex index;
  const auto snapshot = large_index(index);
  const Response whole = value_of(answer_with(*snapshot, Watch(Deadline::never())));
  ASSERT_EQ(whole.total, static_cast<std::uint64_t>(kDocuments));
  unsigned looks = 0;
  for (;; ++looks) {
    ASSERT_LT(looks, kMostLooks);
    const auto response = answer_with(*snapshot, Watch::passing_after(looks));
    if (response) {
      EXPECT_EQ(response->total, whole.total);
      EXPECT_EQ(ids(*response), ids(whole)) << "what was stopped before has left nothing behind";
      break;
    }
    ASSERT_EQ(response.error().code, ErrorCode::kTimeout) << looks;
  }
  EXPECT_GE(looks, kLeastLooks);
}

TEST(ADeadlineWithinAQuery, PassesWhenNobodyWaitsForTheAnswer) {
  TestIndex index;
  const auto snapshot = large_index(index);
  std::atomic<bool> abandoned = false;
  const auto deadline = Deadline::never().or_when(abandoned);
  EXPECT_TRUE(answer_with(*snapshot, Watch(deadline)));
  abandoned = true;
  const auto response = answer_with(*snapshot, Watch(deadline));
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::kTimeout);
}

}  // namespace
}  // namespace tarsach::query

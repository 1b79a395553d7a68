#include "query/interpret.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

class InterpretTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = std::make_unique<TestIndex>();
    index_->add({.id = "varna", .title = "Клъстерна среща", .body = "Клъстер във Варна.", .date = {2025, 6, 1}});
    index_->add(
        {.id = "sea", .title = "Морски клъстер", .body = "Конференция за морето. BLUE NET.", .date = {2018, 7, 5}});
    engine_ = index_->publish_and_open();
  }
  static void TearDownTestSuite() {
    engine_.reset();
    index_.reset();
  }

  static Interpretation meant(const std::string& query, Rewrite rewrite = Rewrite::kAuto) {
    const Request request{.query = query, .today = {2026, 3, 1}, .rewrite = rewrite, .facets = {}};
    return value_of(engine_->search(request, Deadline::never())).interpretation;
  }
  static std::string used(const std::string& query, Rewrite rewrite = Rewrite::kAuto) {
    return meant(query, rewrite).used;
  }

  static inline std::unique_ptr<TestIndex> index_;
  static inline std::unique_ptr<Engine> engine_;
};

TEST_F(InterpretTest, ReadsLatinLetters) {
  const Interpretation read = meant("klaster vyv varna");
  EXPECT_EQ(read.used, "клъстер във варна");
  ASSERT_FALSE(read.applied.empty());
  EXPECT_EQ(read.applied[0].kind, "transliteration");
  EXPECT_EQ(read.applied[0].to, "клъстер във варна");
}

TEST_F(InterpretTest, ReadsAnotherKeyboard) {
  EXPECT_EQ(used("u.cije,"), "клъстер");
  EXPECT_EQ(meant("u.cije,").applied[0].kind, "keyboard");
}

TEST_F(InterpretTest, MendsASlip) {
  EXPECT_EQ(used("конфереция"), "конференция");
  EXPECT_EQ(meant("конфереция").applied[0].kind, "spelling");
}

TEST_F(InterpretTest, LeavesWhatIsRight) {
  for (const char* query : {"клъстер варна", "Blue Net", "„klaster varna“", "клъстер ПЧПВ", "klas*", ""}) {
    EXPECT_EQ(used(query), query);
    EXPECT_EQ(used(query, Rewrite::kOff), query);
  }
}

TEST_F(InterpretTest, TakesEverythingAsTypedWhenItIsSwitchedOff) {
  EXPECT_EQ(used("klaster varna", Rewrite::kOff), "klaster varna");
  EXPECT_TRUE(meant("klaster varna", Rewrite::kOff).alternatives.empty());
}

TEST_F(InterpretTest, OffersWhatWasTypedWithItsTotal) {
  const Interpretation read = meant("klaster");
  ASSERT_EQ(read.alternatives.size(), 1U);
  EXPECT_EQ(read.alternatives[0].kind, "as_typed");
  EXPECT_EQ(read.alternatives[0].query, "klaster");
  EXPECT_EQ(read.alternatives[0].rewrite, Rewrite::kOff);
  EXPECT_EQ(read.alternatives[0].total, 0U);
}

TEST_F(InterpretTest, TakesARelativeDateForAFilterUnlessNothingIsLeft) {
  EXPECT_EQ(used("клъстер миналата година"), "клъстер date:2025");
  EXPECT_EQ(used("морето миналата година"), "морето миналата година");
}

TEST_F(InterpretTest, OffersAnAbsoluteDate) {
  const Interpretation read = meant("клъстер 2018");
  EXPECT_EQ(read.used, "клъстер 2018");
  ASSERT_EQ(read.alternatives.size(), 1U);
  EXPECT_EQ(read.alternatives[0].kind, "date");
  EXPECT_EQ(read.alternatives[0].query, "клъстер date:2018");
  EXPECT_EQ(read.alternatives[0].total, 1U);
}

}  // namespace
}  // namespace tarsach::query

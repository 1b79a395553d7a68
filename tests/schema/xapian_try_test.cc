#include "schema/xapian_try.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::StartsWith;

TEST(XapianTry, GivesTheValue) {
  EXPECT_EQ(xapian_try("adding", [] { return 2 + 2; }).value(), 4);
  EXPECT_TRUE(xapian_try("nothing", [] {}));
}

TEST(XapianTry, TurnsExceptionsIntoErrorsThatSayWhatWasDone) {
  const testing::TemporaryFolder folder;
  folder.write("db/iamglass", "not a database");
  const auto opened = xapian_try("opening", [&] { return Xapian::Database((folder.path() / "db").string()); });
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kBadData);
  EXPECT_THAT(opened.error().message, StartsWith("opening: "));
}

TEST(XapianTry, KnowsLocksDeadlinesAndTheRest) {
  const auto code = [](auto error) { return xapian_try("x", [&]() -> int { throw error; }).error().code; };
  EXPECT_EQ(code(Xapian::DatabaseLockError("held")), ErrorCode::kLocked);
  EXPECT_EQ(code(Xapian::NetworkTimeoutError("late")), ErrorCode::kTimeout);
  EXPECT_EQ(code(Xapian::InvalidArgumentError("odd")), ErrorCode::kInternal);
  EXPECT_EQ(code(Xapian::DatabaseOpeningError("no table", ENOENT)), ErrorCode::kBadData);
  EXPECT_EQ(code(Xapian::DatabaseOpeningError("no descriptors", EMFILE)), ErrorCode::kInternal);
  EXPECT_EQ(code(Xapian::DatabaseError("a full disk", ENOSPC)), ErrorCode::kInternal);
  EXPECT_EQ(code(std::length_error("vector")), ErrorCode::kBadData);
  EXPECT_EQ(code(std::bad_alloc()), ErrorCode::kInternal);
}

}  // namespace
}  // namespace tarsach::schema

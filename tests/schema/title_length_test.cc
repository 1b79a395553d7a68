#include "schema/title_length.h"

#include <gtest/gtest.h>

#include "schema/fields.h"

namespace tarsach::schema {
namespace {

TEST(TitleLength, GoesThereAndBackUpToItsGreatest) {
  EXPECT_EQ(unpack_title_length(pack_title_length(7)), 7U);
  EXPECT_EQ(unpack_title_length(pack_title_length(200)), 200U);
  EXPECT_EQ(unpack_title_length(pack_title_length(1'000)), 255U);
}

TEST(TitleLength, IsNothingWhereNoneWasWritten) { EXPECT_EQ(unpack_title_length(""), 0U); }

TEST(TitleLength, HasItsSlotForItself) {
  for (const FieldRow& row : kFields) EXPECT_NE(row.slot, kTitleLengthSlot);
}

}  // namespace
}  // namespace tarsach::schema

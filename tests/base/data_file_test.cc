#include "base/data_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/mapped_file.h"
#include "tests/support/temporary.h"

namespace tarsach {
namespace {

using ::testing::HasSubstr;

TEST(DataFile, IsFoundInTheFolderThatIsNamed) {
  const testing::TemporaryFolder folder;
  folder.write("some.table", "");
  ::setenv("TARSACH_DATA", folder.path().c_str(), 1);
  const auto found = find_data_file("some.table");
  const auto missing = find_data_file("another.table");
  ::unsetenv("TARSACH_DATA");
  EXPECT_EQ(found.value(), folder.path() / "some.table");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(missing.error().message, HasSubstr("there is no another.table in " + folder.path().string()));
}

TEST(MappedFile, HasTheBytesOfTheFile) {
  const testing::TemporaryFolder folder;
  folder.write("full", "съдържание");
  folder.write("empty", "");
  auto full = MappedFile::open(folder.path() / "full").value();
  EXPECT_EQ(full.bytes(), "съдържание");
  const MappedFile moved = std::move(full);
  EXPECT_EQ(moved.bytes(), "съдържание");
  EXPECT_EQ(MappedFile::open(folder.path() / "empty").value().bytes(), "");
}

TEST(MappedFile, TellsWhyItCanNotBeOpened) {
  const testing::TemporaryFolder folder;
  const auto missing = MappedFile::open(folder.path() / "missing");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  const auto directory = MappedFile::open(folder.path());
  ASSERT_FALSE(directory);
  EXPECT_THAT(directory.error().message, HasSubstr("not a regular file"));
}

}  // namespace
}  // namespace tarsach

#include "base/file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>

#include "tests/support/temporary.h"

namespace tarsach {
namespace {

using ::testing::HasSubstr;

TEST(ReadFile, GivesEveryByte) {
  const testing::TemporaryFolder folder;
  std::string bytes(300000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i % 251);
  EXPECT_EQ(*read_file(folder.write("име.bin", bytes)), bytes);
  EXPECT_EQ(*read_file(folder.write("empty", "")), "");
}

TEST(ReadFile, RefusesWhatIsMissingTooLargeOrAFolder) {
  const testing::TemporaryFolder folder;
  const auto missing = read_file(folder.path() / "missing");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(missing.error().message,
            "cannot open " + (folder.path() / "missing").string() + ": No such file or directory");
  const auto path = folder.write("five", "12345");
  EXPECT_TRUE(read_file(path, 5));
  EXPECT_EQ(read_file(path, 4).error().code, ErrorCode::kBadData);
  EXPECT_EQ(read_file(folder.path()).error().code, ErrorCode::kBadData);
}

TEST(WriteFileDurably, ReplacesAndLeavesNothingBeside) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "CURRENT";
  ASSERT_TRUE(write_file_durably(path, "1\n"));
  ASSERT_TRUE(write_file_durably(path, "2\n"));
  EXPECT_EQ(*read_file(path), "2\n");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(WriteFileDurably, KeepsTheOldFileWhenItFails) {
  const testing::TemporaryFolder folder;
  EXPECT_EQ(write_file_durably(folder.path() / "no" / "folder", "x").error().code, ErrorCode::kNotFound);
  std::filesystem::create_directory(folder.path() / "taken");
  EXPECT_FALSE(write_file_durably(folder.path() / "taken", "x"));
  EXPECT_TRUE(std::filesystem::is_directory(folder.path() / "taken"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "the unfinished file is gone";
}

TEST(WriteFileDurably, TellsAFullDisk) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "x";
  auto unfinished = path;
  unfinished += ".tmp." + std::to_string(::getpid());
  std::filesystem::create_symlink("/dev/full", unfinished);
  const auto written = write_file_durably(path, "x");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, HasSubstr("No space left on device"));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(CopyToNewFile, HasEveryByteAndTakesNobodysName) {
  const testing::TemporaryFolder folder;
  const auto from = folder.write("from", std::string("a\0b", 3)), to = folder.path() / "to";
  ASSERT_TRUE(copy_to_new_file(from, to));
  EXPECT_EQ(read_file(to).value(), std::string("a\0b", 3));
  EXPECT_THAT(copy_to_new_file(from, to).error().message, HasSubstr("File exists"));
  EXPECT_EQ(copy_to_new_file(folder.path() / "nothing", folder.path() / "x").error().code, ErrorCode::kNotFound);
}

TEST(SyncPath, TakesFilesAndFoldersAndTellsWhatIsMissing) {
  const testing::TemporaryFolder folder;
  EXPECT_TRUE(sync_path(folder.path()));
  EXPECT_TRUE(sync_path(folder.write("x", "x")));
  EXPECT_EQ(sync_path(folder.path() / "missing").error().code, ErrorCode::kNotFound);
}

TEST(FileLock, KeepsOutASecondHandleAndNamesTheHolder) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "LOCK";
  auto first = FileLock::acquire(path);
  ASSERT_TRUE(first);
  EXPECT_EQ(*read_file(path), std::to_string(::getpid()) + "\n");
  const auto second = FileLock::acquire(path);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kLocked);
  EXPECT_THAT(second.error().message, HasSubstr("process " + std::to_string(::getpid())));
}

TEST(FileLock, EndsWithItsObjectAndMovesWithIt) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path() / "LOCK";
  std::optional<FileLock> outer;
  {
    auto lock = FileLock::acquire(path);
    ASSERT_TRUE(lock);
    outer.emplace(std::move(*lock));
  }
  EXPECT_FALSE(FileLock::acquire(path)) << "the moved lock still holds";
  outer.reset();
  EXPECT_TRUE(FileLock::acquire(path));
}

TEST(FileLock, DoesNotTrustWhatStandsInTheFile) {
  const testing::TemporaryFolder folder;
  const auto path = folder.write("LOCK", "not a number at all, and rather long for one\n");
  EXPECT_TRUE(FileLock::acquire(path)) << "a file left behind is no lock";
}

}  // namespace
}  // namespace tarsach

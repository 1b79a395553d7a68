#include "searchd/current_watch.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <filesystem>

#include "tests/support/temporary.h"

namespace tarsach::searchd {
namespace {

namespace fs = std::filesystem;

/// What inotify tells is there at once: nothing is waited for.
class CurrentWatchTest : public ::testing::Test {
 protected:
  void publish(const std::string& index) {
    folder_.write(index + "/CURRENT.tmp", "generations/000002\n");
    fs::rename(path(index) / "CURRENT.tmp", path(index) / "CURRENT");
  }
  [[nodiscard]] fs::path path(const std::string& name) const { return folder_.path() / name; }

  const testing::TemporaryFolder folder_;
};

TEST_F(CurrentWatchTest, TellsOfCurrentAndOfNothingElse) {
  publish("index");
  CurrentWatch watch(path("index"));
  EXPECT_FALSE(watch.take_news());
  folder_.write("index/LOCK", "1\n");
  folder_.write("neighbour", "");
  EXPECT_FALSE(watch.take_news());
  publish("index");
  EXPECT_TRUE(watch.take_news());
  EXPECT_FALSE(watch.take_news());
  folder_.write("index/CURRENT", "generations/000003\n");  // as rsync --inplace does it
  EXPECT_TRUE(watch.take_news());
}

TEST_F(CurrentWatchTest, IsReadableWhenThereIsNews) {
  publish("index");
  CurrentWatch watch(path("index/"));  // with a slash at its end
  pollfd waiting{watch.descriptor(), POLLIN, 0};
  EXPECT_EQ(poll(&waiting, 1, 0), 0);
  publish("index");
  EXPECT_EQ(poll(&waiting, 1, 0), 1);
}

TEST_F(CurrentWatchTest, GoesOnWithAFolderThatWasPutInItsPlace) {
  publish("index");
  CurrentWatch watch(path("index"));
  publish("other");
  fs::rename(path("index"), path("index.old"));
  EXPECT_TRUE(watch.take_news());
  fs::rename(path("other"), path("index"));
  EXPECT_TRUE(watch.take_news());
  publish("index.old");
  EXPECT_FALSE(watch.take_news()) << "nobody asks for the old folder any more";
  publish("index");
  EXPECT_TRUE(watch.take_news());
  fs::remove_all(path("index"));
  EXPECT_TRUE(watch.take_news());
  publish("index");
  EXPECT_TRUE(watch.take_news());
}

TEST_F(CurrentWatchTest, FollowsALinkToWhereItPointsNow) {
  publish("one");
  publish("two");
  fs::create_directory_symlink(path("one"), path("index"));
  CurrentWatch watch(path("index"));
  publish("one");
  EXPECT_TRUE(watch.take_news());
  fs::create_directory_symlink(path("two"), path("index.tmp"));
  fs::rename(path("index.tmp"), path("index"));
  EXPECT_TRUE(watch.take_news());
  publish("two");
  EXPECT_TRUE(watch.take_news());
  publish("one");
  EXPECT_FALSE(watch.take_news());
}

TEST_F(CurrentWatchTest, WaitsForAnIndexWhoseFoldersAreStillToBeMade) {
  CurrentWatch watch(path("a/b/index"));
  EXPECT_FALSE(watch.take_news());
  fs::create_directory(path("a"));
  EXPECT_TRUE(watch.take_news());
  fs::create_directory(path("a/b"));
  EXPECT_TRUE(watch.take_news());
  fs::create_directory(path("a/b/index"));
  EXPECT_TRUE(watch.take_news());
  publish("a/b/index");
  EXPECT_TRUE(watch.take_news());
}

}  // namespace
}  // namespace tarsach::searchd

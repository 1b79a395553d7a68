#include "schema/index_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "schema/manifest.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class IndexDirTest : public ::testing::Test {
 protected:
  IndexDir index() { return IndexDir::create(folder_.path() / "index").value(); }

  void add_generation(std::uint64_t number) {
    const fs::path path = index().generation_path(number);
    fs::create_directories(path / "db");
    Manifest manifest;
    manifest.shards = {{"an identifier", 0}};
    EXPECT_TRUE(write_manifest(manifest, path));
  }

  testing::TemporaryFolder folder_;
};

TEST_F(IndexDirTest, IsNotThereBeforeItIsMade) {
  const auto opened = IndexDir::open(folder_.path() / "index");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(opened.error().hint, HasSubstr("tarsach-indexer build"));
  index();
  EXPECT_TRUE(IndexDir::open(folder_.path() / "index"));
}

TEST_F(IndexDirTest, TellsWhatIsThereInstead) {
  const auto told = [](const std::filesystem::path& path) {
    const auto opened = IndexDir::open(path);
    return opened ? "an index" : opened.error().message + "\n" + opened.error().hint;
  };
  const std::string in = folder_.path().string() + "/";
  folder_.write("file", "x");
  folder_.write("some folder/articles/one.txt", "x");
  std::filesystem::create_directory(in + "empty");
  add_generation(2);
  EXPECT_EQ(told(in + "none"),
            "there is no index in " + in + "none\nmake one: tarsach-indexer build --index " + in + "none SOURCE…");
  EXPECT_EQ(told(in + "file"), in + "file is a file; an index is a folder\n");
  EXPECT_EQ(told(in + "empty"),
            in + "empty is empty, no index yet\nmake one: tarsach-indexer build --index " + in + "empty SOURCE…");
  EXPECT_EQ(
      told(in + "some folder"),
      in + "some folder is a folder, but no index\nmake one in a folder of its own: tarsach-indexer build --index '" +
          in + "some folder/index' SOURCE…");
  EXPECT_EQ(
      told(index().generation_path(2)),
      index().generation_path(2).string() + " is one generation of an index\nname the index: --index " + in + "index/");
  EXPECT_EQ(told(in.substr(0, in.size() - 1)),
            in.substr(0, in.size() - 1) + " is no index, but has one\nname it: --index " + in + "index");
}

TEST_F(IndexDirTest, IsNotMadeOfAFolderThatHoldsSomethingElse) {
  folder_.write("articles/one.txt", "x");
  const auto made = IndexDir::create(folder_.path() / "articles");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kUsage);
  const auto file = IndexDir::create(folder_.path() / "articles/one.txt");
  EXPECT_FALSE(file);
}

/// Somebody whom the rights of files hold back, which they do not for root.
class AsNobody {
 public:
  AsNobody() { EXPECT_EQ(::seteuid(user_ == 0 ? 65'534 : user_), 0); }
  ~AsNobody() { EXPECT_EQ(::seteuid(user_), 0); }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  const uid_t user_ = ::geteuid();
};

TEST_F(IndexDirTest, TellsThatItMayNotBeRead) {
  ASSERT_EQ(index().next_generation().value(), 1U);
  fs::permissions(folder_.path(), fs::perms::all);
  for (const auto rights : {fs::perms::none, fs::perms::owner_read | fs::perms::others_read}) {
    fs::permissions(folder_.path() / "index", rights);
    const AsNobody nobody;
    for (const auto& refused : {IndexDir::open(folder_.path() / "index"), IndexDir::create(folder_.path() / "index")}) {
      ASSERT_FALSE(refused);
      EXPECT_THAT(refused.error().message, HasSubstr("index: Permission denied"));
    }
  }
  fs::permissions(folder_.path() / "index", fs::perms::all);
}

TEST_F(IndexDirTest, HasNoCurrentGenerationAtFirst) {
  const auto current = index().current();
  ASSERT_FALSE(current);
  EXPECT_EQ(current.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(index().generations().value(), IsEmpty());
  EXPECT_EQ(index().next_generation().value(), 1U);
}

TEST_F(IndexDirTest, ListsGenerationsWithAManifest) {
  add_generation(2);
  add_generation(1);
  add_generation(1'000'000);
  fs::create_directories(index().generation_path(7));
  fs::create_directories(index().path() / "generations/x");
  fs::create_directories(index().path() / "generations/0000003");
  EXPECT_THAT(index().generations().value(), ElementsAre(1U, 2U, 1'000'000U));
  EXPECT_EQ(index().generation_path(1).filename(), "000001");
}

TEST_F(IndexDirTest, NeverReusesANumber) {
  add_generation(2);
  fs::create_directories(index().generation_path(7));  // the remains of something
  EXPECT_EQ(index().next_generation().value(), 8U);
}

TEST_F(IndexDirTest, SwitchesToAGenerationThatIsThere) {
  add_generation(3);
  ASSERT_TRUE(index().set_current(3));
  EXPECT_EQ(index().current().value(), 3U);
  EXPECT_FALSE(index().set_current(4));
  EXPECT_EQ(index().current().value(), 3U);
}

TEST_F(IndexDirTest, RefusesACurrentThatNobodyWrote) {
  index();
  for (const char* text : {"", "generations/000001", "generations/1\n", "../x\n", "generations/../../x\n",
                           "generations/000000\n", "generations/99999999999999999999\n"}) {
    folder_.write("index/CURRENT", text);
    const auto current = index().current();
    ASSERT_FALSE(current) << text;
    EXPECT_EQ(current.error().code, ErrorCode::kBadData) << text;
    EXPECT_THAT(current.error().hint, HasSubstr("rollback"));
  }
}

TEST_F(IndexDirTest, HasOneWriter) {
  const auto first = index().lock();
  ASSERT_TRUE(first);
  const auto second = index().lock();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kLocked);
  EXPECT_THAT(second.error().message, HasSubstr(std::to_string(::getpid())));
}

TEST_F(IndexDirTest, ClearsWhatCrashedWritersLeft) {
  add_generation(1);
  const auto building = index().make_building_folder();
  ASSERT_TRUE(building);
  folder_.write("index/building-1/db/x", "x");
  folder_.write("index/building-retired-000009/db/x", "x");
  ASSERT_TRUE(index().remove_leftovers());
  EXPECT_FALSE(fs::exists(*building));
  EXPECT_FALSE(fs::exists(index().path() / "building-1"));
  EXPECT_FALSE(fs::exists(index().path() / "building-retired-000009"));
  EXPECT_THAT(index().generations().value(), ElementsAre(1U));
}

TEST_F(IndexDirTest, ClearsACurrentThatWasNotFinished) {
  index();
  const fs::path unfinished = folder_.write("index/CURRENT.tmp.4711", "generations/0000");
  ASSERT_TRUE(index().remove_leftovers());
  EXPECT_FALSE(fs::exists(unfinished));
}

TEST_F(IndexDirTest, RetiresAGenerationWhole) {
  add_generation(1);
  add_generation(2);
  ASSERT_TRUE(index().retire(1));
  EXPECT_FALSE(fs::exists(index().generation_path(1)));
  EXPECT_THAT(index().generations().value(), ElementsAre(2U));
  EXPECT_FALSE(index().retire(1));
}

TEST_F(IndexDirTest, RemembersTheNumberOfTheNewestGenerationWhenItGoes) {
  add_generation(1);
  add_generation(2);
  ASSERT_TRUE(index().retire(2));
  EXPECT_EQ(index().next_generation().value(), 4U);
  EXPECT_THAT(index().generations().value(), ElementsAre(1U));
  add_generation(4);
  ASSERT_TRUE(index().remove_leftovers());
  EXPECT_FALSE(fs::exists(index().generation_path(3)));
}

TEST_F(IndexDirTest, LeavesAGenerationThatIsALinkInItsPlace) {
  add_generation(2);
  const fs::path link = index().generation_path(1);
  fs::create_directory_symlink(folder_.path() / "another disk", link);
  ASSERT_TRUE(index().remove_leftovers());
  EXPECT_TRUE(fs::is_symlink(link));
}

}  // namespace
}  // namespace tarsach::schema

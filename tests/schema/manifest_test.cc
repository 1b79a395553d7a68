#include "schema/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::HasSubstr;

class ManifestTest : public ::testing::Test {
 protected:
  ManifestTest() {
    folder_.write("db/postlist.glass", "postings");
    folder_.write("events.json", "{}");
    manifest_.analysis_version = 7;
    manifest_.generation = 42;
    manifest_.built_at = "2026-11-21T10:00:00Z";
    manifest_.built_by = "a test";
    manifest_.documents = 17'118;
    manifest_.shards = {{"8f2c-1", 17'000}, {"8f2c-2", 118}};
    manifest_.files = list_files(folder_.path()).value();
    EXPECT_TRUE(write_manifest(manifest_, folder_.path()));
  }

  testing::TemporaryFolder folder_;
  Manifest manifest_;
};

TEST_F(ManifestTest, IsReadAsItWasWritten) {
  const auto read = read_manifest(folder_.path());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->schema_version, kSchemaVersion);
  EXPECT_EQ(read->analysis_version, 7U);
  EXPECT_EQ(read->generation, 42U);
  EXPECT_EQ(read->built_at, manifest_.built_at);
  EXPECT_EQ(read->built_by, "a test");
  EXPECT_EQ(read->documents, 17'118U);
  EXPECT_EQ(read->shards, manifest_.shards);
  ASSERT_EQ(read->files.size(), 2U);
  EXPECT_EQ(read->files[0].name, "db/postlist.glass");
  EXPECT_EQ(read->files[0].bytes, 8U);
  EXPECT_EQ(read->files[1].name, "events.json");
}

TEST_F(ManifestTest, ChecksumsAsZipDoes) {
  folder_.write("check.txt", "123456789");  // the check value of CRC-32
  const auto files = list_files(folder_.path());
  ASSERT_TRUE(files);
  EXPECT_EQ(files->front().crc32, 0xcbf43926U);
}

TEST_F(ManifestTest, FindsAMissingFile) {
  std::filesystem::remove(folder_.path() / "db/postlist.glass");
  const auto checked = check_files(manifest_, folder_.path(), Thoroughness::kSizes);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::kBadData);
  EXPECT_THAT(checked.error().message, HasSubstr("postlist.glass"));
  EXPECT_THAT(checked.error().hint, HasSubstr("rollback"));
}

TEST_F(ManifestTest, FindsAFileOfAnotherSize) {
  folder_.write("db/postlist.glass", "posting");
  EXPECT_THAT(check_files(manifest_, folder_.path(), Thoroughness::kSizes).error().message,
              HasSubstr("7 bytes, expected 8"));
}

TEST_F(ManifestTest, FindsAChangedByteByItsChecksumOnly) {
  folder_.write("db/postlist.glass", "postinks");
  EXPECT_TRUE(check_files(manifest_, folder_.path(), Thoroughness::kSizes));
  const auto checked = check_files(manifest_, folder_.path(), Thoroughness::kChecksums);
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().message, HasSubstr("checksum"));
}

TEST_F(ManifestTest, IsRefusedByAnotherVersionWithAHint) {
  EXPECT_TRUE(check_versions(manifest_, 7));
  const auto older = check_versions(manifest_, 8);
  ASSERT_FALSE(older);
  EXPECT_THAT(older.error().message, HasSubstr("analysis version 7, this program reads 8"));
  EXPECT_THAT(older.error().hint, HasSubstr("tarsach-indexer build"));
  EXPECT_THAT(check_versions(manifest_, 6).error().hint, HasSubstr("newer program"));
  manifest_.schema_version = kSchemaVersion + 1;
  EXPECT_THAT(check_versions(manifest_, 7).error().message, HasSubstr("schema version"));
}

TEST_F(ManifestTest, OfANewerSchemaIsReadAsFarAsItsVersion) {
  folder_.write(kManifestName, R"({"schemaVersion": 99, "other": true})");
  const auto read = read_manifest(folder_.path());
  ASSERT_TRUE(read);
  EXPECT_FALSE(check_versions(*read, 7));
}

TEST_F(ManifestTest, OfAnotherSchemaTellsItsFactsIfTheyAreAsOurs) {
  manifest_.schema_version = kSchemaVersion - 1;
  ASSERT_TRUE(write_manifest(manifest_, folder_.path()));
  const auto read = read_manifest(folder_.path());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->documents, 17'118U);
  EXPECT_EQ(read->built_at, manifest_.built_at);
  EXPECT_THAT(read->shards, ::testing::IsEmpty());
}

TEST_F(ManifestTest, IsRefusedWhenItIsDamaged) {
  const std::string no_more_than_its_version = R"({"schemaVersion": )" + std::to_string(kSchemaVersion) + "}";
  for (const char* text : {"", "{", "[]", "{}", R"({"schemaVersion": "1"})", R"({"schemaVersion": -1})",
                           R"({"schemaVersion": 4294967297})", no_more_than_its_version.c_str()}) {
    folder_.write(kManifestName, text);
    const auto read = read_manifest(folder_.path());
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::kBadData) << text;
  }
}

TEST_F(ManifestTest, IsRefusedWhenAFileWouldLieOutsideOfTheGeneration) {
  for (const char* name : {"../../etc/passwd", "/etc/passwd", "db/../../x", ""}) {
    manifest_.files = {{name, 1, 1}};
    ASSERT_TRUE(write_manifest(manifest_, folder_.path()));
    EXPECT_FALSE(read_manifest(folder_.path())) << name;
  }
}

}  // namespace
}  // namespace tarsach::schema

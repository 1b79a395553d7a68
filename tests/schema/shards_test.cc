#include "schema/shards.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/databases.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

TEST(Shards, NumberDocumentsAsXapianDoes) {
  for (const std::size_t count : {1U, 2U, 3U, 5U}) {
    const testing::TemporaryFolder folder;
    const auto paths = database_paths(folder.path(), count);
    for (std::uint32_t docid = 1; docid <= 17; ++docid) {
      const DocumentPlace place = place_in_shards(docid, count);
      EXPECT_EQ(docid_of(place, count), docid);
      Xapian::WritableDatabase shard(paths[place.shard].string(), Xapian::DB_CREATE_OR_OPEN | Xapian::DB_NO_SYNC);
      Xapian::Document document;
      document.set_data(std::to_string(docid));
      document.add_boolean_term("Q" + std::to_string(docid));
      shard.replace_document(place.docid, document);
    }
    const Xapian::Database whole = open_databases(paths).whole;
    for (std::uint32_t docid = 1; docid <= 17; ++docid)
      EXPECT_EQ(whole.get_document(docid).get_data(), std::to_string(docid)) << count << " shards";
  }
}

TEST(Shards, OfAnotherGenerationAreRefused) {
  const testing::TemporaryFolder folder;
  const auto paths = database_paths(folder.path(), 2);
  for (const auto& path : paths) Xapian::WritableDatabase(path.string(), Xapian::DB_CREATE).commit();
  Manifest manifest;
  manifest.shards = describe_shards(open_databases(paths));
  EXPECT_TRUE(open_shards(folder.path(), manifest));
  std::swap(manifest.shards[0], manifest.shards[1]);
  const auto opened = open_shards(folder.path(), manifest);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kBadData);
  EXPECT_THAT(opened.error().message, ::testing::HasSubstr("db-0"));
}

}  // namespace
}  // namespace tarsach::schema

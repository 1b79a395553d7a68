#include "schema/databases.h"

#include "schema/open_database.h"
#include "schema/shards.h"
#include "schema/xapian_try.h"

namespace tarsach::schema {

Databases open_databases(std::span<const std::filesystem::path> paths) {
  Databases databases;
  for (const std::filesystem::path& path : paths) {
    databases.shards.push_back(open_database(path));
    databases.whole.add_database(databases.shards.back());
  }
  return databases;
}

std::vector<ShardEntry> describe_shards(const Databases& databases) {
  std::vector<ShardEntry> entries;
  for (const Xapian::Database& shard : databases.shards) entries.push_back({shard.get_uuid(), shard.get_doccount()});
  return entries;
}

Result<Databases> open_shards(const std::filesystem::path& generation_folder, const Manifest& manifest) {
  const auto paths = database_paths(generation_folder, manifest.shards.size());
  return xapian_try("opening the index", [&] { return open_databases(paths); })
      .and_then([&](Databases databases) -> Result<Databases> {
        if (describe_shards(databases) == manifest.shards) return databases;
        return fail(ErrorCode::kBadData, paths.front().string() + ": it is not the database that the manifest is about",
                    "go back to an older generation with tarsach-indexer rollback, or build the index again");
      });
}

}  // namespace tarsach::schema

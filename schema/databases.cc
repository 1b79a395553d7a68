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

namespace {

Result<Xapian::Database> open_shard(const std::filesystem::path& path, const RemoteShard* remote,
                                    const RemoteShards& all) {
  if (remote == nullptr) return xapian_try("opening the index", [&] { return open_database(path); });
  const std::string doing = "opening shard " + std::to_string(remote->number) + " at " + remote->place();
  const auto timeout = static_cast<unsigned>(all.timeout.count());
  auto opened =
      xapian_try(doing.c_str(), [&] { return Xapian::Remote::open(remote->host, remote->port, timeout, timeout); });
  if (opened) return opened;
  return fail(ErrorCode::kUnavailable, opened.error().message, "look whether xapian-tcpsrv runs there and serves it");
}

Error other_database(const std::filesystem::path& path, const RemoteShard* remote) {
  if (remote == nullptr)
    return {ErrorCode::kBadData, path.string() + ": it is not the database that the manifest is about",
            "go back to an older generation with tarsach-indexer rollback, or build the index again"};
  return {ErrorCode::kUnavailable,
          remote->place() + " does not serve shard " + std::to_string(remote->number) + " of this generation",
          "let xapian-tcpsrv serve " + path.filename().string() + " of the same generation"};
}

}  // namespace

Result<Databases> open_shards(const std::filesystem::path& generation_folder, const Manifest& manifest,
                              const RemoteShards& remote) {
  const auto paths = database_paths(generation_folder, manifest.shards.size());
  Databases databases{.shards = {}, .whole = {}, .remote = remote};
  for (std::size_t shard = 0; shard < paths.size(); ++shard) {
    const RemoteShard* elsewhere = remote.find(shard);
    TARSACH_TRY(const Xapian::Database database, open_shard(paths[shard], elsewhere, remote));
    const ShardEntry& expected = manifest.shards[shard];
    if (ShardEntry{database.get_uuid(), database.get_doccount()} != expected)
      return tl::unexpected(other_database(paths[shard], elsewhere));
    databases.shards.push_back(database);
    databases.whole.add_database(database);
  }
  return databases;
}

}  // namespace tarsach::schema

// The databases of a generation, opened: each shard by itself, and all of them as the one that is searched.
//
//   TARSACH_TRY(const Databases databases, open_shards(folder, manifest));
//   databases.whole.get_document(docid);                      // numbers of documents: schema/shards.h
#pragma once

#include <xapian.h>

#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"
#include "schema/manifest.h"
#include "schema/remote_shards.h"

namespace tarsach::schema {

/// For one thread: the shards and the whole share their handles.
struct Databases {
  std::vector<Xapian::Database> shards;
  Xapian::Database whole;
  RemoteShards remote = {};
};

/// kBadData for databases that are not those that the manifest was written for; kUnavailable if that is so on another
/// host, or if a host does not answer.
[[nodiscard]] Result<Databases> open_shards(const std::filesystem::path& generation_folder, const Manifest& manifest,
                                            const RemoteShards& remote = {});

/// While there is no manifest yet. Throws Xapian::Error.
[[nodiscard]] Databases open_databases(std::span<const std::filesystem::path> paths);
/// What a manifest tells of them. Throws Xapian::Error.
[[nodiscard]] std::vector<ShardEntry> describe_shards(const Databases& databases);

}  // namespace tarsach::schema

// How the articles of a generation lie in one Xapian database or in several, its shards, that are searched as one. The
// article that was read as the i-th (from 0) is document i / N + 1 of shard i mod N. Xapian numbers the documents of N
// databases so that it is document i + 1 of all of them together: the one that it is in a single database, so whatever
// depends on document numbers does not depend on the number of shards.
//
//   const DocumentPlace place = place_in_shards(docid, shards);          // {shard, docid in it}
//   docid == docid_of(place, shards);
//   database_paths(generation_folder, 2);                                // …/db-0, …/db-1; of one: …/db
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace tarsach::schema {

inline constexpr std::size_t kMaxShards = 64;

struct DocumentPlace {
  std::size_t shard = 0;    // from 0
  std::uint32_t docid = 0;  // in the shard, from 1

  bool operator==(const DocumentPlace&) const = default;
};

[[nodiscard]] constexpr DocumentPlace place_in_shards(std::uint32_t docid, std::size_t shards) {
  return {(docid - 1) % shards, static_cast<std::uint32_t>((docid - 1) / shards + 1)};
}

[[nodiscard]] constexpr std::uint32_t docid_of(const DocumentPlace& place, std::size_t shards) {
  return static_cast<std::uint32_t>((place.docid - 1) * shards + place.shard + 1);
}

/// Where the databases of a generation are, in the order of the shards.
[[nodiscard]] std::vector<std::filesystem::path> database_paths(const std::filesystem::path& generation_folder,
                                                                std::size_t shards);

}  // namespace tarsach::schema

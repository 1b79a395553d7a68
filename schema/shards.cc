#include "schema/shards.h"

#include <string>

namespace tarsach::schema {

std::vector<std::filesystem::path> database_paths(const std::filesystem::path& generation_folder, std::size_t shards) {
  if (shards == 1) return {generation_folder / "db"};
  std::vector<std::filesystem::path> paths;
  for (std::size_t shard = 0; shard < shards; ++shard)
    paths.push_back(generation_folder / ("db-" + std::to_string(shard)));
  return paths;
}

}  // namespace tarsach::schema

// What a generation is: who built it, when, with which rules, and which files it consists of, with their checksums.
// manifest.json in the generation's folder; written last, so a folder without one is not a generation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarsach::schema {

/// Changes with the table of fields, the record's format or the layout of a generation. On disk.
inline constexpr std::uint32_t kSchemaVersion = 5;

struct FileEntry {
  std::string name;  // relative to the generation's folder
  std::uint64_t bytes = 0;
  std::uint32_t crc32 = 0;
};

/// One of the databases that the articles stand in (schema/shards.h), so that a copy of it elsewhere can be told from
/// that of another generation.
struct ShardEntry {
  std::string uuid;  // Xapian's, of the database
  std::uint64_t documents = 0;

  bool operator==(const ShardEntry&) const = default;
};

struct Manifest {
  std::uint32_t schema_version = kSchemaVersion;
  std::uint32_t analysis_version = 0;
  std::uint64_t generation = 0;
  std::string built_at;  // ISO 8601, UTC
  std::string built_by;  // program and version
  std::uint64_t documents = 0;
  std::vector<ShardEntry> shards;  // 1 to kMaxShards
  std::vector<FileEntry> files;    // sorted by name

  /// Whether the generation has this file.
  [[nodiscard]] bool lists(std::string_view name) const;
};

inline constexpr const char* kManifestName = "manifest.json";

[[nodiscard]] Result<Manifest> read_manifest(const std::filesystem::path& generation_folder);
[[nodiscard]] Result<void> write_manifest(const Manifest& manifest, const std::filesystem::path& generation_folder);

/// Size and checksum of every file in the folder but the manifest.
[[nodiscard]] Result<std::vector<FileEntry>> list_files(const std::filesystem::path& generation_folder);

enum class Thoroughness : std::uint8_t { kSizes, kChecksums };
/// Each file of the manifest is there with its size (and checksum), but for those in the folders `elsewhere` ("db-1"),
/// which are not looked for. kBadData names the first that is not.
[[nodiscard]] Result<void> check_files(const Manifest& manifest, const std::filesystem::path& generation_folder,
                                       Thoroughness thoroughness, const std::vector<std::string>& elsewhere = {});
/// kBadData if this program can not read what `manifest` describes, with the command that builds `index` again.
[[nodiscard]] Result<void> check_versions(const Manifest& manifest, std::uint32_t analysis_version,
                                          const std::filesystem::path& index = "DIR");

}  // namespace tarsach::schema

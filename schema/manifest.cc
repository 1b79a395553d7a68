#include "schema/manifest.h"

#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/file.h"
#include "base/shell_word.h"
#include "schema/shards.h"

namespace tarsach::schema {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxManifestBytes = 1024 * 1024;
constexpr std::size_t kReadBytes = 256 * 1024;

tl::unexpected<Error> damaged(const fs::path& path, const std::string& what) {
  return fail(ErrorCode::kBadData, path.string() + ": " + what,
              "go back to an older generation with tarsach-indexer rollback, or build the index again");
}

template <typename Number>
bool read_number(const Json& object, const char* member, Number& target) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_number_unsigned()) return false;
  const auto value = found->template get<std::uint64_t>();
  target = static_cast<Number>(value);
  return static_cast<std::uint64_t>(target) == value;
}

bool read_text(const Json& object, const char* member, std::string& target) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_string()) return false;
  target = found->get<std::string>();
  return true;
}

/// A name that stays inside the folder.
bool is_local(const fs::path& name) {
  return !name.empty() && name.is_relative() && std::ranges::find(name, fs::path("..")) == name.end();
}

bool read_files(const Json& object, std::vector<FileEntry>& files) {
  const auto found = object.find("files");
  if (found == object.end() || !found->is_array()) return false;
  for (const Json& item : *found) {
    FileEntry entry;
    if (!item.is_object() || !read_text(item, "name", entry.name) || !is_local(entry.name)) return false;
    if (!read_number(item, "bytes", entry.bytes) || !read_number(item, "crc32", entry.crc32)) return false;
    files.push_back(std::move(entry));
  }
  return true;
}

bool read_shards(const Json& object, std::vector<ShardEntry>& shards) {
  const auto found = object.find("shards");
  if (found == object.end() || !found->is_array() || found->empty() || found->size() > kMaxShards) return false;
  for (const Json& item : *found) {
    ShardEntry entry;
    if (!item.is_object() || !read_text(item, "uuid", entry.uuid)) return false;
    if (!read_number(item, "documents", entry.documents)) return false;
    shards.push_back(std::move(entry));
  }
  return true;
}

/// What status tells, and no reader depends on. The first member that is missing or of the wrong kind; empty if none
/// is.
std::string read_facts(const Json& json, Manifest& manifest) {
  if (!read_number(json, "analysisVersion", manifest.analysis_version)) return "analysisVersion";
  if (!read_number(json, "generation", manifest.generation)) return "generation";
  if (!read_text(json, "builtAt", manifest.built_at)) return "builtAt";
  if (!read_text(json, "builtBy", manifest.built_by)) return "builtBy";
  if (!read_number(json, "documents", manifest.documents)) return "documents";
  return read_files(json, manifest.files) ? "" : "files";
}

/// As read_facts(). Another schema may have other members: its version is read, for check_versions() to refuse it with
/// the right words, and the facts if they are as ours; its shards never, for nobody may open them.
std::string read_members(const Json& json, Manifest& manifest) {
  if (!json.is_object()) return "an object";
  if (!read_number(json, "schemaVersion", manifest.schema_version)) return "schemaVersion";
  const std::string wrong = read_facts(json, manifest);
  if (manifest.schema_version == kSchemaVersion)
    return wrong.empty() && !read_shards(json, manifest.shards) ? "shards" : wrong;
  if (!wrong.empty()) {
    const std::uint32_t version = manifest.schema_version;
    manifest = {};
    manifest.schema_version = version;
  }
  return {};
}

Result<FileEntry> describe_file(const fs::path& path, std::string name) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorCode::kInternal, path.string() + ": cannot be read");
  FileEntry entry{.name = std::move(name)};
  std::vector<char> buffer(kReadBytes);
  uLong checksum = ::crc32(0, nullptr, 0);
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), file.gcount() > 0) {
    checksum = ::crc32(checksum, reinterpret_cast<const Bytef*>(buffer.data()), static_cast<uInt>(file.gcount()));
    entry.bytes += static_cast<std::uint64_t>(file.gcount());
  }
  if (file.bad()) return fail(ErrorCode::kInternal, path.string() + ": reading failed");
  entry.crc32 = static_cast<std::uint32_t>(checksum);
  return entry;
}

Result<void> check_file(const FileEntry& expected, const fs::path& path, Thoroughness thoroughness) {
  std::error_code error;
  const std::uint64_t bytes = fs::file_size(path, error);
  if (error) return damaged(path, "is missing (" + error.message() + ")");
  // A link may lead to a file of somebody else, which then is mapped and shown in messages.
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return damaged(path, "is not a regular file");
  if (bytes != expected.bytes)
    return damaged(path, std::to_string(bytes) + " bytes, expected " + std::to_string(expected.bytes));
  if (thoroughness == Thoroughness::kSizes) return {};
  TARSACH_TRY(const FileEntry found, describe_file(path, expected.name));
  if (found.crc32 != expected.crc32) return damaged(path, "its checksum is wrong: the file was damaged or changed");
  return {};
}

}  // namespace

bool Manifest::lists(std::string_view name) const {
  return std::ranges::any_of(files, [name](const FileEntry& file) { return file.name == name; });
}

Result<Manifest> read_manifest(const fs::path& generation_folder) {
  const fs::path path = generation_folder / kManifestName;
  TARSACH_TRY(const std::string text, read_file(path, kMaxManifestBytes));
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return damaged(path, "is not JSON");
  Manifest manifest;
  if (const std::string wrong = read_members(json, manifest); !wrong.empty())
    return damaged(path, "missing or wrong: " + wrong);
  return manifest;
}

Result<void> write_manifest(const Manifest& manifest, const fs::path& generation_folder) {
  Json files = Json::array();
  for (const FileEntry& file : manifest.files)
    files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"crc32", file.crc32}});
  Json shards = Json::array();
  for (const ShardEntry& shard : manifest.shards)
    shards.push_back({{"uuid", shard.uuid}, {"documents", shard.documents}});
  const Json json = {{"schemaVersion", manifest.schema_version},
                     {"analysisVersion", manifest.analysis_version},
                     {"generation", manifest.generation},
                     {"builtAt", manifest.built_at},
                     {"builtBy", manifest.built_by},
                     {"documents", manifest.documents},
                     {"shards", std::move(shards)},
                     {"files", std::move(files)}};
  return write_file_durably(generation_folder / kManifestName,
                            json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Result<std::vector<FileEntry>> list_files(const fs::path& generation_folder) {
  std::vector<FileEntry> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(generation_folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_regular_file(error) || error) continue;
    const std::string name = entry->path().lexically_relative(generation_folder).generic_string();
    if (name == kManifestName) continue;
    TARSACH_TRY(FileEntry file, describe_file(entry->path(), name));
    files.push_back(std::move(file));
  }
  if (error) return fail(ErrorCode::kInternal, "listing " + generation_folder.string() + ": " + error.message());
  std::ranges::sort(files, {}, &FileEntry::name);
  return files;
}

Result<void> check_files(const Manifest& manifest, const fs::path& generation_folder, Thoroughness thoroughness,
                         const std::vector<std::string>& elsewhere) {
  for (const FileEntry& file : manifest.files) {
    const auto is_in = [&](const std::string& folder) { return file.name.starts_with(folder + "/"); };
    if (std::ranges::any_of(elsewhere, is_in)) continue;
    TARSACH_CHECK(check_file(file, generation_folder / file.name, thoroughness));
  }
  return {};
}

Result<void> check_versions(const Manifest& manifest, std::uint32_t analysis_version, const fs::path& index) {
  const auto refused = [&](const char* which, std::uint32_t found, std::uint32_t expected) {
    const std::string again =
        "build the index again: tarsach-indexer build --index " + shell_word(index.string()) + " SOURCE…";
    return fail(ErrorCode::kBadData,
                std::string("the index has ") + which + " version " + std::to_string(found) + ", this program reads " +
                    std::to_string(expected),
                found > expected ? "use the newer program that built it, or " + again : again);
  };
  if (manifest.schema_version != kSchemaVersion) return refused("schema", manifest.schema_version, kSchemaVersion);
  if (manifest.analysis_version != analysis_version)
    return refused("analysis", manifest.analysis_version, analysis_version);
  return {};
}

}  // namespace tarsach::schema

#include "indexer/generations.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "indexer/progress.h"
#include "indexer/publisher.h"
#include "indexer/replica.h"
#include "indexer/soundness.h"
#include "schema/databases.h"
#include "schema/manifest.h"
#include "schema/shards.h"
#include "text/analyzer.h"
#include "text/dictionary.h"

namespace tarsach::indexer {
namespace {

using Json = nlohmann::ordered_json;
using schema::IndexDir;
using schema::Manifest;

std::uint64_t size_on_disk(const Manifest& manifest) {
  std::uint64_t bytes = 0;
  for (const schema::FileEntry& file : manifest.files) bytes += file.bytes;
  return bytes;
}

std::string line(const char* name, const std::string& value) {
  std::string text = name;
  text.resize(11, ' ');
  return text + value + "\n";
}

std::string short_form(std::uint64_t generation, const Result<Manifest>& manifest) {
  if (!manifest) return std::to_string(generation) + ": " + manifest.error().message;
  return std::to_string(generation) + ": " + with_commas(manifest->documents) + " documents, " + manifest->built_at +
         ", " + readable_bytes(size_on_disk(*manifest));
}

/// What stands in the way of reading it, in words.
std::string readable(const Manifest& manifest) {
  const auto checked = schema::check_versions(manifest, text::kAnalysisVersion);
  return checked ? "" : " (" + checked.error().message + ")";
}

/// What its words were analysed with, in words.
const char* dictionary_of(const Manifest& manifest) {
  if (manifest.lists(text::kDictionaryName)) return "its own copy";
  return "none: rules alone find the forms of a word, and miss some; install the package's data and build again";
}

std::string text_of(const IndexDir& index, std::uint64_t current, const Manifest& manifest) {
  return line("index", index.path().string()) + line("current", "generation " + std::to_string(current)) +
         line("documents", with_commas(manifest.documents)) + line("built", manifest.built_at) +
         line("by", manifest.built_by) +
         line("versions", "schema " + std::to_string(manifest.schema_version) + ", analysis " +
                              std::to_string(manifest.analysis_version) + readable(manifest)) +
         line("dictionary", dictionary_of(manifest)) + line("shards", std::to_string(manifest.shards.size())) +
         line("size", readable_bytes(size_on_disk(manifest)));
}

Result<std::string> status_text(const IndexDir& index, std::uint64_t current) {
  TARSACH_TRY(const Manifest manifest, schema::read_manifest(index.generation_path(current)));
  TARSACH_TRY(const std::vector<std::uint64_t> generations, index.generations());
  std::string text = text_of(index, current, manifest);
  for (const std::uint64_t generation : generations)
    if (generation != current)
      text += line("other", short_form(generation, schema::read_manifest(index.generation_path(generation))));
  return text;
}

Json to_json(std::uint64_t generation, const Result<Manifest>& manifest) {
  if (!manifest) return {{"generation", generation}, {"error", manifest.error().message}};
  return {{"generation", generation},
          {"documents", manifest->documents},
          {"builtAt", manifest->built_at},
          {"builtBy", manifest->built_by},
          {"schemaVersion", manifest->schema_version},
          {"analysisVersion", manifest->analysis_version},
          {"dictionary", manifest->lists(text::kDictionaryName)},
          {"shards", manifest->shards.size()},
          {"bytes", size_on_disk(*manifest)}};
}

Result<std::string> status_json(const IndexDir& index, std::uint64_t current) {
  TARSACH_TRY(const std::vector<std::uint64_t> generations, index.generations());
  Json list = Json::array();
  for (const std::uint64_t generation : generations)
    list.push_back(to_json(generation, schema::read_manifest(index.generation_path(generation))));
  const Json json = {{"index", index.path().string()}, {"current", current}, {"generations", std::move(list)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::uint64_t> generation_before(const IndexDir& index, std::uint64_t current) {
  TARSACH_TRY(const std::vector<std::uint64_t> generations, index.generations());
  const auto next = std::ranges::lower_bound(generations, current);
  if (next == generations.begin())
    return fail(ErrorCode::kUnavailable, "there is no generation before " + std::to_string(current),
                "tarsach-indexer status --index " + index.path().string() + " lists what there is");
  return *std::prev(next);
}

/// The manifest of a generation that is there, or an error that says which are.
Result<Manifest> manifest_of(const IndexDir& index, std::uint64_t generation) {
  auto manifest = schema::read_manifest(index.generation_path(generation));
  if (manifest || manifest.error().code != ErrorCode::kNotFound) return manifest;
  return fail(ErrorCode::kUnavailable, "there is no generation " + std::to_string(generation),
              "tarsach-indexer status --index " + index.path().string() + " lists what there is");
}

Result<void> check_whole(const IndexDir& index, std::uint64_t generation) {
  TARSACH_TRY(const Manifest manifest, manifest_of(index, generation));
  TARSACH_CHECK(schema::check_versions(manifest, text::kAnalysisVersion, index.path()));
  return check_content(manifest, index.generation_path(generation));
}

}  // namespace

Result<void> check_content(const Manifest& manifest, const std::filesystem::path& folder) {
  TARSACH_CHECK(schema::check_files(manifest, folder, schema::Thoroughness::kChecksums));
  TARSACH_CHECK(check_query_files(folder, manifest.documents));
  TARSACH_CHECK(schema::open_shards(folder, manifest));
  return check_databases(schema::database_paths(folder, manifest.shards.size()), manifest.documents);
}

Result<std::string> status(const IndexDir& index, StatusFormat format) {
  TARSACH_TRY(const std::uint64_t current, index.current());
  return format == StatusFormat::kJson ? status_json(index, current) : status_text(index, current);
}

Result<std::string> verify(const IndexDir& index, std::uint64_t generation) {
  if (generation == 0) {
    TARSACH_TRY(generation, index.current());
  }
  TARSACH_CHECK(check_whole(index, generation));
  return "generation " + std::to_string(generation) + " is sound\n";
}

Result<std::string> rollback(const IndexDir& index, std::uint64_t generation) {
  TARSACH_TRY(const FileLock lock, index.lock());
  const Result<std::uint64_t> current = index.current();
  if (generation == 0) {
    if (!current) return tl::unexpected(current.error());
    TARSACH_TRY(generation, generation_before(index, *current));
  }
  TARSACH_CHECK(check_whole(index, generation));
  TARSACH_CHECK(index.set_current(generation));
  const std::string before = current ? " (it was " + std::to_string(*current) + ")" : "";
  return "generation " + std::to_string(generation) + " is current" + before + "\n";
}

Result<std::string> collect_garbage(const IndexDir& index, std::uint64_t keep) {
  TARSACH_TRY(const FileLock lock, index.lock());
  TARSACH_CHECK(index.remove_leftovers());
  TARSACH_CHECK(remove_incoming(index));
  TARSACH_TRY(const std::vector<std::uint64_t> retired, retire_generations(index, keep));
  std::string text;
  for (const std::uint64_t generation : retired) text += "removed generation " + std::to_string(generation) + "\n";
  return retired.empty() ? "nothing to remove\n" : text;
}

}  // namespace tarsach::indexer

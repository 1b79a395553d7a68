#include "indexer/generations.h"

#include <algorithm>
#include <vector>

#include "indexer/columns.h"
#include "indexer/document_files.h"
#include "indexer/postings.h"
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

using schema::IndexDir;
using schema::Manifest;

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
  const std::vector<std::filesystem::path> databases = schema::database_paths(folder, manifest.shards.size());
  TARSACH_CHECK(check_columns(databases, folder));
  TARSACH_CHECK(check_document_files(databases, folder));
  TARSACH_CHECK(check_postings(databases, folder));
  return check_databases(databases, manifest.documents);
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

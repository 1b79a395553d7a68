#include "indexer/shard.h"

#include <xapian.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "indexer/document.h"
#include "indexer/document_files.h"
#include "schema/open_database.h"
#include "schema/shards.h"
#include "schema/xapian_try.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

// A part is work in progress: it is not worth a sync. The finished generation is synced by the publisher.
constexpr int kPartFlags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC;

/// What is written is this run's alone: that Xapian refuses it tells of the disk, not of data or of other writers.
template <typename Action>
Result<void> xapian_write(const char* doing, const Action& action) {
  auto written = schema::xapian_try(doing, action);
  if (!written) written.error().code = ErrorCode::kInternal;
  return written;
}

/// Completes an article, tells its oddities, counts it.
void complete(Item& item, Workbench& bench, Report& report, Tally& tally) {
  const corpus::Inferred inferred = bench.classifier.complete(item.article);
  for (const std::string& warning : inferred.warnings) report.warning({item.file, item.article.line, warning});
  tally.add(item.article, inferred);
}

using Parts = std::vector<Xapian::WritableDatabase>;

Parts open_parts(std::span<const fs::path> folders, int flags) {
  Parts parts;
  for (const fs::path& folder : folders) parts.emplace_back(folder.string(), flags);
  return parts;
}

void commit(Parts& parts) {
  for (Xapian::WritableDatabase& part : parts) part.commit();
}

Result<void> add_articles(Parts& parts, DocumentFilesWriter& files, Batch& batch, Workbench& bench, Report& report) {
  Tally tally;
  std::size_t waiting = 0;
  std::uint32_t docid = batch.first_docid;
  for (Item& item : batch.items) {
    complete(item, bench, report, tally);
    const MadeDocument made = make_document(item.article, bench.analyzer, bench.gathered);
    const schema::DocumentPlace place = schema::place_in_shards(docid, parts.size());
    parts[place.shard].replace_document(place.docid, made.document);
    TARSACH_CHECK(files.add(docid++, made));
    waiting += item.article.title.size() + item.article.body.size();
    item = {};  // its memory is wanted for the postings
    report.indexed();
    if (waiting < bench.flush_text_bytes) continue;
    commit(parts);
    waiting = 0;
  }
  commit(parts);
  bench.gathered.end_batch();
  report.add(tally);
  return files.finish();
}

enum class Last : std::uint8_t { kNo, kYes };

Result<void> compact(std::span<const fs::path> sources, const fs::path& target, Last last) {
  // "Fuller" blocks save 2 % and split at the first change; FULL is right for what never changes.
  const unsigned level = last == Last::kYes ? Xapian::Compactor::FULL : Xapian::Compactor::STANDARD;
  TARSACH_CHECK(xapian_write("merging the parts of a shard", [&] {
    Xapian::Database all;
    for (const fs::path& source : sources) all.add_database(schema::open_database(source));
    all.compact(target.string(), level | Xapian::DBCOMPACT_NO_RENUMBER);
  }));
  for (const fs::path& source : sources) {
    TARSACH_CHECK(remove_part(source));
  }
  return {};
}

/// Merges each run of `at_once` parts into one.
Result<std::vector<fs::path>> merge_runs(const std::vector<fs::path>& parts, const fs::path& prefix,
                                         std::size_t at_once) {
  std::vector<fs::path> merged;
  for (std::size_t begin = 0; begin < parts.size(); begin += at_once) {
    const std::size_t count = std::min(at_once, parts.size() - begin);
    const fs::path target = prefix.string() + "-" + std::to_string(merged.size());
    TARSACH_CHECK(compact(std::span(parts).subspan(begin, count), target, Last::kNo));
    merged.push_back(target);
  }
  return merged;
}

}  // namespace

fs::path part_path(const fs::path& folder, std::uint32_t batch, std::size_t shard) {
  return folder / ("part-" + std::to_string(batch) + "-" + std::to_string(shard));
}

std::vector<fs::path> parts_of(const fs::path& folder, std::uint32_t batch, std::size_t shards) {
  std::vector<fs::path> parts;
  for (std::size_t shard = 0; shard < shards; ++shard) parts.push_back(part_path(folder, batch, shard));
  return parts;
}

Result<void> remove_part(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return fail(ErrorCode::kInternal, "removing " + path.string() + ": " + error.message());
  return {};
}

Result<void> write_parts(Batch&& batch, const fs::path& folder, std::size_t shards, Workbench& bench, Report& report) {
  TARSACH_TRY(DocumentFilesWriter files,
              DocumentFilesWriter::create(batch_files(folder, batch.number), *batch.record_dictionaries));
  Result<void> added;
  TARSACH_CHECK(xapian_write("writing a part of a shard", [&] {
    Parts databases = open_parts(parts_of(folder, batch.number, shards), kPartFlags);
    added = add_articles(databases, files, batch, bench, report);
    for (Xapian::WritableDatabase& database : databases) database.close();
  }));
  return added;
}

Result<void> remove_documents(std::span<const fs::path> parts, std::span<const std::uint32_t> docids) {
  return xapian_write("removing replaced articles", [&] {
    Parts databases = open_parts(parts, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (const std::uint32_t docid : docids) {
      const schema::DocumentPlace place = schema::place_in_shards(docid, parts.size());
      databases[place.shard].delete_document(place.docid);
    }
    commit(databases);
  });
}

Result<void> merge_parts(std::vector<fs::path> parts, const fs::path& shard, std::size_t at_once) {
  if (parts.empty())
    return xapian_write("making an empty database",
                        [&] { Xapian::WritableDatabase(shard.string(), kPartFlags).commit(); });
  for (int round = 1; parts.size() > at_once; ++round) {
    TARSACH_TRY(parts, merge_runs(parts, shard.string() + "-round-" + std::to_string(round), at_once));
  }
  return compact(parts, shard, Last::kYes);
}

}  // namespace tarsach::indexer

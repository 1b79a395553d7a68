#include "indexer/shard.h"

#include <xapian.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "indexer/document.h"
#include "schema/xapian_try.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

// A shard is work in progress: it is not worth a sync. The finished generation is synced by the publisher.
constexpr int kShardFlags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC;

/// Each source of a merge holds six files open; a process may have 1,024.
constexpr std::size_t kMaxSources = 64;

/// Completes an article, tells its oddities, counts it.
void complete(Item& item, Workbench& bench, Report& report, Tally& tally) {
  const corpus::Inferred inferred = bench.classifier.complete(item.article);
  for (const std::string& warning : inferred.warnings) report.warning({item.file, item.article.line, warning});
  tally.add(item.article, inferred);
}

void add_articles(Xapian::WritableDatabase& database, Batch& batch, Workbench& bench, Report& report) {
  Tally tally;
  std::size_t waiting = 0;
  Xapian::docid docid = 0;
  for (Item& item : batch.items) {
    complete(item, bench, report, tally);
    database.replace_document(++docid, make_document(item.article, bench.analyzer, bench.gathered));
    waiting += item.article.title.size() + item.article.body.size();
    item = {};  // its memory is wanted for the postings
    report.indexed();
    if (waiting < kFlushTextBytes) continue;
    database.commit();
    waiting = 0;
  }
  database.commit();
  bench.gathered.end_batch();
  report.add(tally);
}

enum class Last : std::uint8_t { kNo, kYes };

Result<void> compact(std::span<const fs::path> sources, const fs::path& target, Last last) {
  // "Fuller" blocks save 2 % and split at the first change; FULL is right for what never changes.
  const unsigned level = last == Last::kYes ? Xapian::Compactor::FULL : Xapian::Compactor::STANDARD;
  TARSACH_CHECK(schema::xapian_try("merging shards", [&] {
    Xapian::Database all;
    for (const fs::path& source : sources) all.add_database(Xapian::Database(source.string()));
    all.compact(target.string(), level);
  }));
  std::error_code ignored;  // what stays behind goes with the building folder
  for (const fs::path& source : sources) fs::remove_all(source, ignored);
  return {};
}

/// Merges each run of kMaxSources shards into one.
Result<std::vector<fs::path>> merge_runs(const std::vector<fs::path>& shards, const fs::path& prefix) {
  std::vector<fs::path> merged;
  for (std::size_t begin = 0; begin < shards.size(); begin += kMaxSources) {
    const std::size_t count = std::min(kMaxSources, shards.size() - begin);
    const fs::path target = prefix.string() + "-" + std::to_string(merged.size());
    TARSACH_CHECK(compact(std::span(shards).subspan(begin, count), target, Last::kNo));
    merged.push_back(target);
  }
  return merged;
}

}  // namespace

Result<void> write_shard(Batch&& batch, const fs::path& folder, Workbench& bench, Report& report) {
  return schema::xapian_try("writing a shard", [&] {
    Xapian::WritableDatabase database(folder.string(), kShardFlags);
    add_articles(database, batch, bench, report);
    database.close();
  });
}

Result<void> remove_documents(const fs::path& shard, const std::vector<std::uint32_t>& docids) {
  return schema::xapian_try("removing replaced articles", [&] {
    Xapian::WritableDatabase database(shard.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (const Xapian::docid docid : docids) database.delete_document(docid);
    database.commit();
  });
}

Result<void> merge_shards(std::vector<fs::path> shards, const fs::path& database) {
  if (shards.empty())
    return schema::xapian_try("making an empty database",
                              [&] { Xapian::WritableDatabase(database.string(), kShardFlags).commit(); });
  for (int round = 1; shards.size() > kMaxSources; ++round) {
    TARSACH_TRY(shards, merge_runs(shards, database.string() + "-round-" + std::to_string(round)));
  }
  return compact(shards, database, Last::kYes);
}

}  // namespace tarsach::indexer

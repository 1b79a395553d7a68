// A batch of articles as a small database of its own, and many of them as one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/result.h"
#include "corpus/classify.h"
#include "indexer/batch_queue.h"
#include "indexer/gathered.h"
#include "indexer/report.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

/// What one worker thread needs.
struct Workbench {
  corpus::Classifier classifier;
  text::Analyzer analyzer;
  Gathered gathered;

  Workbench(const schema::Vocabulary& vocabulary, const std::shared_ptr<const text::Dictionary>& dictionary)
      : classifier(vocabulary, dictionary), analyzer(dictionary) {}
};

/// Postings wait in memory until so much text has come in; they take about ten times its size. The trees that Xapian
/// keeps them in outgrow the processor's caches early: 12 MiB cost half as much time again as 2 MiB.
inline constexpr std::size_t kFlushTextBytes = 2 * 1024 * 1024;

/// Completes the articles and writes them to a new database in `folder`: the n-th becomes document n (from 1).
[[nodiscard]] Result<void> write_shard(Batch&& batch, const std::filesystem::path& folder, Workbench& bench,
                                       Report& report);

/// Takes documents out of a shard again.
[[nodiscard]] Result<void> remove_documents(const std::filesystem::path& shard,
                                            const std::vector<std::uint32_t>& docids);

/// Makes one compact database of the shards, in their order, and removes them. No shard: an empty database.
[[nodiscard]] Result<void> merge_shards(std::vector<std::filesystem::path> shards,
                                        const std::filesystem::path& database);

}  // namespace tarsach::indexer

// A batch of articles as small databases, a part for each shard, and the parts of all batches as the shards. Documents
// have the numbers that they are going to have in the shard from the beginning.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "corpus/classify.h"
#include "indexer/batch_queue.h"
#include "indexer/builder.h"
#include "indexer/gathered.h"
#include "indexer/report.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

/// What one worker thread needs.
struct Workbench {
  std::size_t flush_text_bytes;
  text::Analyzer analyzer;
  corpus::Classifier classifier;
  Gathered gathered;

  Workbench(const schema::Vocabulary& vocabulary, const BuildPlan& plan)
      : flush_text_bytes(plan.memory.flush_text_bytes),
        analyzer(plan.dictionary, plan.memory.most_lexemes),
        classifier(vocabulary, analyzer),
        gathered(plan.phrasing, plan.memory) {}
  Workbench(const Workbench&) = delete;  // its parts know each other's places
  Workbench& operator=(const Workbench&) = delete;
};

/// Where the part of a shard that a batch makes is written while an index is built in `folder`.
[[nodiscard]] std::filesystem::path part_path(const std::filesystem::path& folder, std::uint32_t batch,
                                              std::size_t shard);
/// What a batch becomes: a part of each shard.
[[nodiscard]] std::vector<std::filesystem::path> parts_of(const std::filesystem::path& folder, std::uint32_t batch,
                                                          std::size_t shards);

/// Of a part that is not needed any more nothing stays: it would be published.
[[nodiscard]] Result<void> remove_part(const std::filesystem::path& path);

/// A part holds six files open, and a process may have 1,024: so many may be open at once, in all threads together.
inline constexpr std::size_t kMaxOpenParts = 128;

/// Completes the articles and writes them to new databases in `folder`, one for each shard, and to the batch's files
/// (indexer/document_files.h).
[[nodiscard]] Result<void> write_parts(Batch&& batch, const std::filesystem::path& folder, std::size_t shards,
                                       Workbench& bench, Report& report);

/// Takes documents out of the parts of a batch again. The numbers are those of all shards together.
[[nodiscard]] Result<void> remove_documents(std::span<const std::filesystem::path> parts,
                                            std::span<const std::uint32_t> docids);

/// Makes one compact database of the parts of a shard and removes them, with at most `at_once` of them open. No part:
/// an empty database.
[[nodiscard]] Result<void> merge_parts(std::vector<std::filesystem::path> parts, const std::filesystem::path& shard,
                                       std::size_t at_once);

}  // namespace tarsach::indexer

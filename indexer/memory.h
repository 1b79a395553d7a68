// How much memory a build may take, shared out among what grows while it works. Less of it makes a build slower, and of
// very many different words more are forgotten; what is found afterwards is the same.
//
//   TARSACH_TRY(const MemoryShares shares, share_memory(512, plan.threads));   // MiB
//
// While articles are read, a thread has batches of text, postings that wait for the database, lexemes that it
// remembers, and what it has counted; at the end there is only what was counted, several times as large, while files
// are made of it. Constants here are measured (docs/operations.md); the articles' ids (150 bytes each) come on top.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/result.h"
#include "indexer/title_counts.h"
#include "indexer/word_counts.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

/// Each is for one thread. The defaults are what nothing is gained beyond.
struct MemoryShares {
  std::size_t batch_bytes = 24 * 1024 * 1024;  // of titles and bodies in a batch
  /// Of text whose postings wait in memory; they take about ten times its size. The trees that Xapian keeps them in
  /// outgrow the processor's caches early: 1 MiB costs 4 % more time than this, 2 MiB 7 %, and half of it the same.
  std::size_t flush_text_bytes = 512 * 1024;
  std::size_t most_forms = WordCounts::kMostForms;
  std::size_t most_titles = TitleCounts::kMostTitles;
  std::size_t most_lexemes = text::Analyzer::kMaxRemembered;
};

/// 0 MiB: the defaults, without a bound on the sum. kUsage if it is too little for so many threads.
[[nodiscard]] Result<MemoryShares> share_memory(std::uint64_t mebibytes, unsigned threads);

}  // namespace tarsach::indexer

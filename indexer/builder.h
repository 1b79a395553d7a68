// Sources → one Xapian database or several shards, and the files that queries are understood with: this thread reads,
// workers complete, analyse and write parts of them, and the parts are merged in the order of reading, shard beside
// shard. The result depends on the sources only, not on the number of threads (but for words that were forgotten:
// WordCounts::kMostForms).
//
//   BuildPlan plan{.sources = {"articles.jsonl"}, .folder = building_folder};
//   TARSACH_TRY(const Built built, build_database(plan, vocabulary, report, progress));   // folder/db
//
// Memory: BuildPlan::memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "indexer/gathered.h"
#include "indexer/memory.h"
#include "indexer/report.h"
#include "schema/vocabulary.h"
#include "text/dictionary.h"

namespace tarsach::indexer {

struct BuildPlan {
  std::vector<std::string> sources;
  std::filesystem::path folder;                                  // exists; gets db/ (or db-0/ …), words, …
  std::shared_ptr<const text::Dictionary> dictionary = nullptr;  // without one, rules decide all lemmas
  unsigned threads = 1;
  std::size_t shards = 1;                                                  // 1 to schema::kMaxShards
  std::uint64_t max_problems = std::numeric_limits<std::uint64_t>::max();  // bad articles; one more stops the run
  std::size_t batch_articles = 2500;  // of a batch, at most; batches of 1,000 make the index 2 % larger
  MemoryShares memory;
  Phrasing phrasing = Phrasing::kCount;
  std::shared_ptr<const std::string> record_dictionaries = nullptr;  // without them, they are made of the first batch
  std::function<bool()> stop_requested = [] { return false; };       // asked at every article
};

struct Built {
  std::uint64_t documents = 0;
  std::size_t shards = 1;
  std::string last_id;  // of the article that was read last: a probe for the publisher
};

/// kBadData after too many bad articles; what Xapian and the disk refuse as they report it.
/// An article whose id was there before replaces the earlier one, with a warning that names both places.
[[nodiscard]] Result<Built> build_database(const BuildPlan& plan, const schema::Vocabulary& vocabulary, Report& report,
                                           Progress& progress);

}  // namespace tarsach::indexer

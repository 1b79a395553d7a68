#include "indexer/builder.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

#include "base/file.h"
#include "indexer/article_list.h"
#include "indexer/columns.h"
#include "indexer/document_files.h"
#include "indexer/intake.h"
#include "indexer/postings.h"
#include "indexer/reading.h"
#include "indexer/regather.h"
#include "indexer/shard.h"
#include "schema/shards.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

/// What a later article has replaced was gathered by then.
Result<void> subtract_replaced(const Intake& intake, const BuildPlan& plan, Gathered& gathered) {
  text::Analyzer analyzer(plan.dictionary);
  Gathered replaced{Phrasing::kLeave};
  for (const auto& [batch, docids] : intake.replaced()) {
    TARSACH_CHECK(gather_again(batch_files(plan.folder, batch), docids, analyzer, replaced));
  }
  gathered.subtract(replaced);
  return {};
}

/// The threads that make shards of their parts, each one shard after the other. The first error stops all of them.
class Merge {
 public:
  Merge(const BuildPlan& plan, std::uint32_t batches)
      : plan_(plan), batches_(batches), shards_(schema::database_paths(plan.folder, plan.shards)) {}

  [[nodiscard]] Result<void> run() {
    const std::size_t count = std::clamp<std::size_t>(std::min<std::size_t>(plan_.threads, plan_.shards), 1, kMost);
    std::vector<std::future<Result<void>>> threads;
    for (std::size_t i = 0; i < count; ++i)
      threads.push_back(std::async(std::launch::async, [this, count] { return work(kMaxOpenParts / 2 / count); }));
    Result<void> result;
    for (auto& thread : threads)
      if (auto done = thread.get(); !done) result = std::move(done);
    return result;
  }

 private:
  static constexpr std::size_t kMost = 4;  // more would merge few parts at once, so often

  Result<void> work(std::size_t at_once) {
    for (std::size_t shard = next_++; shard < plan_.shards && !failed_; shard = next_++) {
      std::vector<fs::path> parts;
      for (std::uint32_t batch = 0; batch < batches_; ++batch) parts.push_back(part_path(plan_.folder, batch, shard));
      if (auto merged = merge_parts(std::move(parts), shards_[shard], at_once); !merged) {
        failed_ = true;
        return merged;
      }
    }
    return {};
  }

  const BuildPlan& plan_;
  const std::uint32_t batches_;
  const std::vector<fs::path> shards_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> failed_ = false;
};

/// Takes out what was replaced, and makes the databases of their parts.
Result<void> merge(const Intake& intake, const BuildPlan& plan) {
  for (const auto& [batch, docids] : intake.replaced()) {
    TARSACH_CHECK(remove_documents(parts_of(plan.folder, batch, plan.shards), docids));
  }
  return Merge(plan, intake.batches()).run();
}

/// All that is made of the parts of batches, and nothing of what was counted.
Result<void> put_together(const Intake& intake, const BuildPlan& plan) {
  const std::vector<fs::path> databases = schema::database_paths(plan.folder, plan.shards);
  TARSACH_CHECK(merge_document_files(plan.folder, intake.batches(), intake.replaced()));
  TARSACH_CHECK(merge(intake, plan));
  TARSACH_CHECK(write_columns(databases, plan.folder));
  return write_postings(databases, plan.folder);
}

}  // namespace

Result<Built> build_database(const BuildPlan& plan, const schema::Vocabulary& vocabulary, Report& report,
                             Progress& progress) {
  BatchQueue queue(plan.threads);
  Intake intake(plan, queue, report, progress);
  TARSACH_TRY(Gathered gathered, read_sources(plan, intake, queue, vocabulary, report));
  TARSACH_CHECK(check_stop(plan));
  TARSACH_CHECK(subtract_replaced(intake, plan, gathered));
  TARSACH_CHECK(write_file_durably(plan.folder / kArticlesName, encode_articles(intake.articles())));
  progress.stage("merging the shards");
  auto query_files = std::async(plan.threads > 1 ? std::launch::async : std::launch::deferred, [&] {
    const GatheredFrom from{intake.documents(), &vocabulary, plan.dictionary};
    return write_query_files(std::move(gathered).take(), from, plan.folder);
  });
  TARSACH_CHECK(put_together(intake, plan));
  TARSACH_TRY(const QueryFigures figures, query_files.get());
  report.add(figures);
  TARSACH_CHECK(check_stop(plan));
  return Built{intake.documents(), plan.shards, intake.last_id()};
}

}  // namespace tarsach::indexer

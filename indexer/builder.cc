#include "indexer/builder.h"

#include <atomic>
#include <cstdio>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "indexer/intake.h"
#include "indexer/shard.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

fs::path shard_path(const fs::path& folder, std::uint32_t shard) { return folder / ("shard-" + std::to_string(shard)); }

/// The threads that turn batches into shards. The first error stops all of them.
class Workers {
 public:
  Workers(const BuildPlan& plan, const schema::Vocabulary& vocabulary, BatchQueue& queue, Report& report)
      : plan_(plan), vocabulary_(vocabulary), queue_(queue), report_(report) {
    for (unsigned i = 0; i < std::max(1U, plan.threads); ++i) threads_.emplace_back([this] { work(); });
  }

  ~Workers() {
    queue_.close(BatchQueue::Close::kDropTheRest);
    for (std::thread& thread : threads_)
      if (thread.joinable()) thread.join();
  }

  [[nodiscard]] bool failed() const { return failed_.load(); }

  /// Waits until everything that was handed over is written; gives what was gathered of it.
  [[nodiscard]] Result<Gathered> finish() {
    queue_.close(BatchQueue::Close::kFinishTheRest);
    for (std::thread& thread : threads_) thread.join();
    if (error_) return tl::unexpected(*error_);
    return std::move(gathered_);
  }

 private:
  void work() {
    Workbench bench(vocabulary_, plan_.dictionary);
    while (std::optional<Batch> batch = queue_.pop()) {
      if (failed() || plan_.stop_requested()) continue;  // drains the queue, so that the reader does not wait for ever
      const fs::path folder = shard_path(plan_.folder, batch->shard);
      if (auto written = write_shard(std::move(*batch), folder, bench, report_); !written) fail_with(written.error());
    }
    const std::lock_guard lock(mutex_);
    gathered_.merge(std::move(bench.gathered));
  }

  void fail_with(Error& error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
    failed_ = true;
  }

  const BuildPlan& plan_;
  const schema::Vocabulary& vocabulary_;
  BatchQueue& queue_;
  Report& report_;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;  // guards the next two
  std::optional<Error> error_;
  Gathered gathered_;
  std::vector<std::thread> threads_;
};

Result<void> check_problems(const BuildPlan& plan, const Report& report) {
  const std::uint64_t problems = report.problems();
  if (problems <= plan.max_problems) return {};
  return fail(ErrorCode::kBadData,
              "stopped after " + std::to_string(problems) + (problems == 1 ? " bad article" : " bad articles"),
              "repair them, or allow more: --max-errors N without --strict");
}

Result<void> check_stop(const BuildPlan& plan) {
  if (plan.stop_requested()) return fail(ErrorCode::kInternal, "interrupted; nothing was published");
  return {};
}

/// Reads all sources into shards.
Result<void> write_shards(Intake& intake, Workers& workers, const BuildPlan& plan, const Report& report) {
  for (const std::string& source : plan.sources) {
    TARSACH_CHECK(intake.read(source));
    TARSACH_CHECK(check_stop(plan));
    TARSACH_CHECK(check_problems(plan, report));
    if (workers.failed()) break;
  }
  intake.finish();
  return {};
}

Result<void> merge(const Intake& intake, const BuildPlan& plan) {
  for (const auto& [shard, docids] : intake.replaced()) {
    TARSACH_CHECK(remove_documents(shard_path(plan.folder, shard), docids));
  }
  std::vector<fs::path> shards;
  for (std::uint32_t shard = 0; shard < intake.shards(); ++shard) shards.push_back(shard_path(plan.folder, shard));
  return merge_shards(std::move(shards), plan.folder / "db");
}

}  // namespace

Result<Built> build_database(const BuildPlan& plan, const schema::Vocabulary& vocabulary, Report& report,
                             Progress& progress) {
  BatchQueue queue(plan.threads);
  Intake intake(plan, queue, report, progress);
  {
    Workers workers(plan, vocabulary, queue, report);
    TARSACH_CHECK(write_shards(intake, workers, plan, report));
    TARSACH_TRY(Gathered gathered, workers.finish());
    TARSACH_CHECK(check_stop(plan));
    TARSACH_TRY(
        const QueryFigures figures,
        write_query_files(std::move(gathered), {intake.documents(), &vocabulary, plan.dictionary}, plan.folder));
    report.add(figures);
  }
  progress.stage("merging the shards");
  TARSACH_CHECK(merge(intake, plan));
  TARSACH_CHECK(check_stop(plan));
  return Built{intake.documents(), intake.last_id()};
}

}  // namespace tarsach::indexer

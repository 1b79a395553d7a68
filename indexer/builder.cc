#include "indexer/builder.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <future>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "indexer/intake.h"
#include "indexer/shard.h"
#include "schema/shards.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

fs::path part_path(const BuildPlan& plan, std::uint32_t batch, std::size_t shard) {
  return plan.folder / ("part-" + std::to_string(batch) + "-" + std::to_string(shard));
}

/// What a batch becomes: a part of each shard.
std::vector<fs::path> parts_of(const BuildPlan& plan, std::uint32_t batch) {
  std::vector<fs::path> parts;
  for (std::size_t shard = 0; shard < plan.shards; ++shard) parts.push_back(part_path(plan, batch, shard));
  return parts;
}

/// The threads that turn batches into parts of shards. The first error stops all of them.
class Workers {
 public:
  Workers(const BuildPlan& plan, const schema::Vocabulary& vocabulary, BatchQueue& queue, Report& report)
      : plan_(plan), vocabulary_(vocabulary), queue_(queue), report_(report) {
    const std::size_t most = std::max<std::size_t>(1, kMaxOpenParts / plan.shards);
    for (std::size_t i = 0; i < std::clamp<std::size_t>(plan.threads, 1, most); ++i)
      threads_.emplace_back([this] { work(); });
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
      const std::vector<fs::path> parts = parts_of(plan_, batch->number);
      if (auto written = write_parts(std::move(*batch), parts, bench, report_); !written) fail_with(written.error());
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

/// Reads all sources into parts.
Result<void> read_sources(Intake& intake, Workers& workers, const BuildPlan& plan, const Report& report) {
  for (const std::string& source : plan.sources) {
    TARSACH_CHECK(intake.read(source));
    TARSACH_CHECK(check_stop(plan));
    TARSACH_CHECK(check_problems(plan, report));
    if (workers.failed()) break;
  }
  intake.finish();
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
      for (std::uint32_t batch = 0; batch < batches_; ++batch) parts.push_back(part_path(plan_, batch, shard));
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

/// Takes out what was replaced, and puts the parts together.
Result<void> merge(const Intake& intake, const BuildPlan& plan) {
  for (const auto& [batch, docids] : intake.replaced()) {
    TARSACH_CHECK(remove_documents(parts_of(plan, batch), docids));
  }
  return Merge(plan, intake.batches()).run();
}

}  // namespace

Result<Built> build_database(const BuildPlan& plan, const schema::Vocabulary& vocabulary, Report& report,
                             Progress& progress) {
  BatchQueue queue(plan.threads);
  Intake intake(plan, queue, report, progress);
  {
    Workers workers(plan, vocabulary, queue, report);
    TARSACH_CHECK(read_sources(intake, workers, plan, report));
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
  return Built{intake.documents(), plan.shards, intake.last_id()};
}

}  // namespace tarsach::indexer

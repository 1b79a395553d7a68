#include "indexer/reading.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "indexer/shard.h"

namespace tarsach::indexer {
namespace {

/// The threads that turn batches into parts of shards. The first error stops all of them.
class Workers {
 public:
  Workers(const BuildPlan& plan, const schema::Vocabulary& vocabulary, BatchQueue& queue, Report& report)
      : plan_(plan), vocabulary_(vocabulary), queue_(queue), report_(report), gathered_(plan.phrasing, plan.memory) {
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
    Workbench bench(vocabulary_, plan_);
    while (std::optional<Batch> batch = queue_.pop()) {
      if (failed() || plan_.stop_requested()) continue;  // drains the queue, so that the reader does not wait for ever
      if (auto written = write_parts(std::move(*batch), plan_.folder, plan_.shards, bench, report_); !written)
        fail_with(written.error());
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

}  // namespace

Result<void> check_stop(const BuildPlan& plan) {
  if (plan.stop_requested()) return fail(ErrorCode::kInternal, "interrupted; nothing was published");
  return {};
}

Result<void> read_into(const BuildPlan& plan, Intake& intake, const Report& report) {
  for (const std::string& source : plan.sources) {
    TARSACH_CHECK(intake.read(source));
    TARSACH_CHECK(check_stop(plan));
    TARSACH_CHECK(check_problems(plan, report));
  }
  intake.finish();
  return {};
}

Result<Gathered> read_sources(const BuildPlan& plan, Intake& intake, BatchQueue& queue,
                              const schema::Vocabulary& vocabulary, Report& report) {
  Workers workers(plan, vocabulary, queue, report);
  intake.stop_when([&workers] { return workers.failed(); });
  TARSACH_CHECK(read_into(plan, intake, report));
  return workers.finish();
}

}  // namespace tarsach::indexer

#include "searchd/admission.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tarsach::searchd {

Admission::Turn::Turn(Admission& from, Job&& job, Clock::time_point begun, bool late)
    : from_(from), job_(std::move(job)), begun_(begun), late_(late) {
  job_.arrival.abandoned = &abandoned_;
}

Admission::Turn::~Turn() { from_.finish(*this); }

Admission::Admission(const AdmissionLimits& limits, Metrics& metrics)
    : limits_(limits), metrics_(metrics), workload_(limits.running, routes().size()) {
  metrics.most_running_searches.set(static_cast<std::int64_t>(limits.running));
  metrics.most_waiting_searches.set(static_cast<std::int64_t>(limits.waiting));
}

std::optional<Job> Admission::offer(Job&& job, Clock::time_point now) {
  std::optional<Job> displaced;
  {
    const std::lock_guard lock(mutex_);
    workload_.arrive(job.visit.kind(), now);
    if (closed_) return std::move(job);
    if (is_full()) {
      displaced = make_room_for(job);
      if (!displaced) return std::move(job);
    }
    waiting_.push_back(std::move(job));
    count();
  }
  arrived_.notify_one();
  return displaced;
}

/// How long a newcomer would wait: for all that wait, and for half of what runs, as one comes in the midst of it.
bool Admission::is_full() const {
  if (running_.size() + waiting_.size() < limits_.running) return false;
  if (waiting_.size() >= limits_.waiting) return true;
  Workload::Seconds work{0};
  for (const auto* turn : running_) work += workload_.expected(turn->job_.visit.kind()) / 2;
  for (const auto& job : waiting_) work += workload_.expected(job.visit.kind());
  return work / static_cast<double>(limits_.running) > workload_.allowed_wait();
}

/// The last job of the client with the most that wait.
std::optional<Job> Admission::make_room_for(const Job& job) {
  std::map<std::uint64_t, std::size_t> counts;
  for (const auto& each : waiting_) ++counts[each.visit.client];
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == counts.end() || most->second < counts[job.visit.client] + 2) return std::nullopt;
  const auto last = std::find_if(waiting_.rbegin(), waiting_.rend(),
                                 [&](const Job& each) { return each.visit.client == most->first; });
  std::optional<Job> displaced(std::move(*last));
  waiting_.erase(std::next(last).base());
  return displaced;
}

bool Admission::abandon(ConnectionId connection) {
  const std::lock_guard lock(mutex_);
  const auto is_of_it = [&](const Job& job) { return job.connection == connection; };
  const auto waits = std::find_if(waiting_.begin(), waiting_.end(), is_of_it);
  if (waits != waiting_.end()) {
    waiting_.erase(waits);
    count();
    return true;
  }
  const auto runs = std::find_if(running_.begin(), running_.end(), [&](Turn* turn) { return is_of_it(turn->job_); });
  if (runs == running_.end()) return false;
  (*runs)->abandoned_ = true;
  return true;
}

std::unique_ptr<Admission::Turn> Admission::next() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
  if (waiting_.empty()) return nullptr;
  const auto now = Clock::now();
  const bool is_late = now - waiting_.front().arrival.at > workload_.allowed_wait();
  auto turn = std::make_unique<Turn>(*this, std::move(waiting_.front()), now, is_late);
  waiting_.pop_front();
  running_.push_back(turn.get());
  count();
  return turn;
}

void Admission::finish(const Turn& turn) {
  const std::lock_guard lock(mutex_);
  running_.erase(std::find(running_.begin(), running_.end(), &turn));
  count();
  if (!turn.late_ && !turn.abandoned_) workload_.finish(turn.job_.visit.kind(), Clock::now() - turn.begun_);
}

void Admission::count() {
  metrics_.running_searches.set(static_cast<std::int64_t>(running_.size()));
  metrics_.waiting_searches.set(static_cast<std::int64_t>(waiting_.size()));
}

void Admission::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  arrived_.notify_all();
}

double Admission::load() const {
  const std::lock_guard lock(mutex_);
  return workload_.load();
}

bool Admission::is_stuck(Clock::duration longest) const {
  const std::lock_guard lock(mutex_);
  const auto latest_beginning = Clock::now() - longest;
  return std::ranges::any_of(running_, [&](const Turn* turn) { return turn->begun_ < latest_beginning; });
}

}  // namespace tarsach::searchd

#include "searchd/metrics.h"

#include <algorithm>
#include <utility>

#include "searchd/routes.h"

namespace tarsach::searchd {
namespace {

std::size_t position_of(int status) {
  const auto* const last = kStatuses.end() - 1;
  return static_cast<std::size_t>(std::find(kStatuses.begin(), last, status) - kStatuses.begin());
}

}  // namespace

void DurationHistogram::record(Duration duration) {
  std::size_t at = 0;
  while (at < kBounds.size() && duration > kBounds[at]) ++at;
  counts_[at].fetch_add(1, std::memory_order_relaxed);
  nanoseconds_.fetch_add(duration.count(), std::memory_order_relaxed);
}

DurationHistogram::Reading DurationHistogram::read() const {
  Reading reading;
  for (std::size_t i = 0; i < counts_.size(); ++i) reading.counts[i] = counts_[i].load(std::memory_order_relaxed);
  reading.sum = Duration(nanoseconds_.load(std::memory_order_relaxed));
  return reading;
}

RequestCounts::RequestCounts() : routes_(searchd::routes().size() + 1) {}

void RequestCounts::record(const Route* route, int status, DurationHistogram::Duration duration, std::size_t bytes) {
  auto& counts = of(route);
  counts.by_status[position_of(status)].add();
  counts.duration.record(duration);
  counts.bytes.add(bytes);
}

void RequestCounts::record_refusal(const Route* route, int status) { of(route).by_status[position_of(status)].add(); }

RequestCounts::OfRoute& RequestCounts::of(const Route* route) {
  return route == nullptr ? routes_.back() : routes_[static_cast<std::size_t>(route - routes().data())];
}

std::vector<RequestCounts::Named> RequestCounts::all() const {
  std::vector<Named> all;
  for (std::size_t i = 0; i < routes_.size(); ++i)
    all.push_back({i < routes().size() ? routes()[i].path : std::string_view("none"), routes_[i]});
  return all;
}

void Metrics::record(const Facts& facts) {
  if (facts.suggestions) (*facts.suggestions > 0 ? suggested : suggested_nothing).add();
  if (!facts.search) return;
  (facts.search->total > 0 ? found : found_nothing).add();
  if (facts.search->has_remedies) with_remedies.add();
  for (const auto& kind : facts.search->rewrites) rewrites.add(kind);
  if (facts.is_kept) return;
  for (std::size_t i = 0; i < stages.size(); ++i) stages[i].record(facts.search->stages[i]);
  write.record(facts.write);
}

void ReloadRecord::looked() {
  const std::lock_guard lock(mutex_);
  reading_.last_look = std::chrono::system_clock::now();
}

void ReloadRecord::is_current() {
  const std::lock_guard lock(mutex_);
  reading_.failure.reset();
}

void ReloadRecord::succeeded() {
  const std::lock_guard lock(mutex_);
  ++reading_.successes;
  reading_.failure.reset();
}

void ReloadRecord::failed(std::string reason) {
  const std::lock_guard lock(mutex_);
  ++reading_.failures;
  const auto since = reading_.failure ? reading_.failure->since : std::chrono::system_clock::now();
  reading_.failure = Failure{since, std::move(reason)};
}

ReloadRecord::Reading ReloadRecord::read() const {
  const std::lock_guard lock(mutex_);
  return reading_;
}

}  // namespace tarsach::searchd

#include "searchd/workload.h"

#include <algorithm>
#include <cmath>

#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

using Seconds = Workload::Seconds;

constexpr Seconds kFirstGuess = 5ms;      // before anything was measured
constexpr Seconds kWindow = 250ms;        // of the load
constexpr double kWindowInSearches = 16;  // a window has to hold some requests to tell anything
constexpr double kNewestPart = 1.0 / 16;  // of a mean: it follows within some tens of requests
constexpr double kQueueInSearches = 2;    // what may be waited for while much more comes than can be done
constexpr double kMuchTooMuch = 1.5;      // of load
constexpr Seconds kShortestWait = 10ms;   // nobody feels less, and it is no more than a hiccup of the machine
constexpr double kMostOutlying = 4;       // typical requests: what one that hung adds to a mean
constexpr std::size_t kBetweenLooks = 8;  // requests that end between two computations of the percentile

}  // namespace

Workload::Workload(std::size_t threads, std::size_t kinds)
    : threads_(static_cast<double>(std::max<std::size_t>(threads, 1))), mean_(kinds, 0.0), typical_(kFirstGuess) {}

void Workload::arrive(std::size_t kind, Clock::time_point now) {
  const Seconds window = std::max(kWindow, kWindowInSearches * typical_);
  load_ *= std::exp(-(now - last_arrival_) / window);
  load_ += expected(kind) / (window * threads_);
  last_arrival_ = now;
}

void Workload::finish(std::size_t kind, Seconds took) {
  double& mean = mean_[kind];
  const double counted = finished_ < kBetweenLooks ? took.count() : std::min(took, kMostOutlying * typical_).count();
  mean = mean == 0 ? took.count() : mean + (counted - mean) * kNewestPart;
  last_[finished_++ % kRemembered] = took.count();
  if (finished_ > kBetweenLooks && finished_ % kBetweenLooks != 0) return;
  auto sorted = last_;
  const auto count = static_cast<std::ptrdiff_t>(std::min(finished_, kRemembered));
  const auto percentile = sorted.begin() + count * 9 / 10;
  std::nth_element(sorted.begin(), percentile, sorted.begin() + count);
  typical_ = Seconds(*percentile);
}

Seconds Workload::expected(std::size_t kind) const { return mean_[kind] == 0 ? typical_ : Seconds(mean_[kind]); }

Seconds Workload::allowed_wait() const {
  const Seconds longest = kLongestWait;
  const Seconds shortest = std::clamp(kQueueInSearches * typical_, kShortestWait, longest);
  const double excess = std::clamp((load_ - 1) / (kMuchTooMuch - 1), 0.0, 1.0);
  return longest * std::pow(shortest / longest, excess);
}

}  // namespace tarsach::searchd

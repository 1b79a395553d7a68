#include "corpus/synth/random.h"

#include <algorithm>
#include <numeric>

namespace tarsach::corpus::synth {

Weighted::Weighted(std::span<const double> weights) : places_(weights.size()) {
  const double mean = std::accumulate(weights.begin(), weights.end(), 0.0) / static_cast<double>(weights.size());
  std::vector<double> share(weights.begin(), weights.end());  // 1: as often as chance
  std::vector<std::uint32_t> poor, rich;
  for (std::uint32_t i = 0; i < share.size(); ++i) {
    share[i] /= mean;
    (share[i] < 1 ? poor : rich).push_back(i);
  }
  constexpr double kAll = 4294967295.0;
  for (Place& place : places_) place = {0xFFFFFFFFU, 0};
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t from = rich.back(), to = poor.back();
    poor.pop_back();
    places_[to] = {static_cast<std::uint32_t>(share[to] * kAll), from};
    share[from] -= 1 - share[to];
    if (share[from] < 1) {
      rich.pop_back();
      poor.push_back(from);
    }
  }
}

std::size_t Weighted::pick(Random& random) const {
  const std::size_t place = random.below(places_.size());
  const bool itself = (random.next() >> 32U) <= places_[place].keep;
  return itself ? place : places_[place].other;
}

}  // namespace tarsach::corpus::synth

// BM25 (Robertson, Walker et al., TREC-3), as far as it is about one word in one document.
//
//   weight += saturated(factor, times, half_saturation(length, average_length));
//   weight += saturated(factor, times, halves.of(length));                        // the same, looked up
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tarsach::query {

// See docs/decisions/0007-ranking.md for how these were chosen.
inline constexpr double kSaturation = 0.8;       // k1: how soon more of the same word counts no more
inline constexpr double kLengthInfluence = 0.5;  // b: 0 none, 1 full

/// How often a document of this length must have a word for half of its factor. The length counts in proportion to the
/// average, but not below half of it.
[[nodiscard]] inline double half_saturation(double length, double average_length) {
  constexpr double kLeastLength = 0.5;
  return kSaturation * (1 - kLengthInfluence + kLengthInfluence * std::max(length / average_length, kLeastLength));
}

/// Those of documents of an average length, worked out for the lengths that most have: a division each, which would be
/// one for each posting.
class HalfSaturations {
 public:
  HalfSaturations() = default;
  explicit HalfSaturations(double average_length) : average_length_(average_length), halves_(kLengths) {
    for (std::size_t length = 0; length < kLengths; ++length)
      halves_[length] = half_saturation(static_cast<double>(length), average_length);
  }
  [[nodiscard]] double of(std::uint32_t length) const {
    return length < halves_.size() ? halves_[length] : half_saturation(length, average_length_);
  }

 private:
  static constexpr std::size_t kLengths = 4096;
  double average_length_ = 1;
  std::vector<double> halves_;
};

// Steps of 2⁻³². A number up to 2²⁰, which all weights of a query together stay below, has 52 bits of them, so sums are
// exact. Numbers from 2²⁰ to 2²¹ have room for nothing finer, so adding one and taking it away again rounds to a step.
inline constexpr double kRoundsToSteps = 1.5 * (1 << 20);
inline constexpr double kStep = 1.0 / (std::uint64_t{1} << 32);

[[nodiscard]] inline double saturated(double factor, double times, double half) {
  return factor * times / (times + half) + kRoundsToSteps - kRoundsToSteps;
}

}  // namespace tarsach::query

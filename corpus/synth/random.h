// Chances that are the same on every machine: the standard library's distributions are not.
//
//   Random random(mix(seed, number));          // one for each article, so that any of them can be made alone
//   random.below(6); random.per_mille(300);
//   const Weighted years({20, 23, 26});        // picks 0, 1 or 2 by these weights, in constant time
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tarsach::corpus::synth {

/// The finaliser of SplitMix64 (Steele, Lea & Flood, OOPSLA 2014) over both: equal for equal ones, else like chance.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t one, std::uint64_t other) {
  std::uint64_t mixed = one + (other + 1) * 0x9E3779B97F4A7C15ULL;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31U);
}

/// Where something alike is drawn from for different ends, a stream of its own.
enum class Stream : std::uint64_t { kArticle, kQuery, kEvent, kTopic, kOrder, kForms, kName, kCompound };

[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t seed, Stream stream, std::uint64_t number) {
  return mix(mix(seed, static_cast<std::uint64_t>(stream)), number);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next() { return mix(state_++, 0); }
  /// Less than `size`, which is neither 0 nor more than 2³².
  [[nodiscard]] std::size_t below(std::size_t size) { return ((next() >> 32U) * size) >> 32U; }
  /// From `least` to `most`, both included.
  [[nodiscard]] std::size_t between(std::size_t least, std::size_t most) { return least + below(most - least + 1); }
  [[nodiscard]] bool per_mille(std::size_t chance) { return below(1000) < chance; }
  /// A rank of an endless list whose n-th item comes 1/n as often as its first (Zipf's law): 0 … 2^(bits + 1) - 2.
  [[nodiscard]] std::uint64_t rank(unsigned bits) {
    const std::size_t size = std::size_t{1} << below(bits + 1);
    return size - 1 + (next() & (size - 1));
  }

 private:
  std::uint64_t state_;
};

/// Places 0 … n - 1, each as often as its weight says. Two look-ups for one (the alias method of Walker and Vose).
class Weighted {
 public:
  Weighted() = default;
  explicit Weighted(std::span<const double> weights);
  [[nodiscard]] std::size_t pick(Random& random) const;
  [[nodiscard]] bool empty() const { return places_.empty(); }

 private:
  struct Place {
    std::uint32_t keep = 0;  // of 2³², how often it is itself and not the other one
    std::uint32_t other = 0;
  };
  std::vector<Place> places_;
};

}  // namespace tarsach::corpus::synth

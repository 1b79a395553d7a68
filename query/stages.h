// How long each stage of a search took, for whoever looks after the engine. Seven looks at the clock (some 25 ns each)
// a search.
//
//   StageClock clock;
//   …; clock.end(Stage::kInterpret);
//   …; clock.end(Stage::kMatch);          // the time since the end of the stage before
//   response.stages = clock.times();
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace tarsach::query {

enum class Stage : std::uint8_t {
  kInterpret,  // what was meant by what was typed
  kMatch,      // tree, plan, posting lists
  kFacets,
  kRank,
  kSnippets,  // records, marks, passages; of groups their ranking too
  kOffers,    // totals of other readings, remedies
};
inline constexpr std::array<std::string_view, 6> kStageNames = {"interpret", "match",    "facets",
                                                                "rank",      "snippets", "offers"};
using StageTimes = std::array<std::chrono::nanoseconds, kStageNames.size()>;

class StageClock {
 public:
  void end(Stage stage) {
    const auto now = Clock::now();
    times_[static_cast<std::size_t>(stage)] += now - last_;
    last_ = now;
  }
  [[nodiscard]] const StageTimes& times() const { return times_; }
  [[nodiscard]] std::chrono::nanoseconds total() const { return last_ - start_; }

 private:
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
  StageTimes times_{};
};

}  // namespace tarsach::query

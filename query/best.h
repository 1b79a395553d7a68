// The heaviest of many documents that come by in ascending order, as many as are asked for.
//
//   Best best(10);
//   best.offer({document, weight});          // in ascending order; what does not weigh more than threshold() is
//   dropped std::vector<Ranked> heaviest = std::move(best).in_order();
//
// Twice as many are collected, then the lighter half is dropped: that is a few ns a document, a heap of fifty takes
// some seventy.
#pragma once

#include <cstddef>
#include <vector>

#include "query/ranking.h"

namespace tarsach::query {

class Best {
 public:
  explicit Best(std::size_t depth) : depth_(depth) {}

  /// What weighs no more is not among the best. At first 0: what weighs nothing never is.
  [[nodiscard]] double threshold() const { return threshold_; }

  /// Documents ascend, so of equals the first one stays.
  void offer(const Ranked& one) {
    if (depth_ == 0 || one.score <= threshold_) return;
    collected_.push_back(one);
    if (collected_.size() / 2 >= depth_) drop_lighter();
  }

  /// Makes the threshold what it can be by what was offered so far; for fewer new ones than half of the depth it is not
  /// worth it, and nothing is done.
  void settle();

  /// The heaviest first, equals in the order of their numbers.
  [[nodiscard]] std::vector<Ranked> in_order() &&;

 private:
  void drop_lighter();

  std::size_t depth_;
  double threshold_ = 0;
  std::vector<Ranked> collected_;
};

}  // namespace tarsach::query

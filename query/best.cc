#include "query/best.h"

#include <algorithm>
#include <utility>

namespace tarsach::query {

namespace {

constexpr auto kComesBefore = [](const Ranked& a, const Ranked& b) {  // no function, which would be called
  return a.score != b.score ? a.score > b.score : a.document < b.document;
};

}  // namespace

void Best::settle() {
  constexpr std::size_t kWorthIt = 2;
  if (collected_.size() >= depth_ + (threshold_ > 0 ? depth_ / kWorthIt : 0)) drop_lighter();
}

void Best::drop_lighter() {
  if (depth_ == 0 || collected_.size() < depth_) return;
  const auto least = collected_.begin() + static_cast<std::ptrdiff_t>(depth_) - 1;
  std::nth_element(collected_.begin(), least, collected_.end(), kComesBefore);
  threshold_ = least->score;
  collected_.erase(least + 1, collected_.end());
}

std::vector<Ranked> Best::in_order() && {
  drop_lighter();
  std::sort(collected_.begin(), collected_.end(), kComesBefore);
  return std::move(collected_);
}

}  // namespace tarsach::query

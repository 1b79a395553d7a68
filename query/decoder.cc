#include "query/decoder.h"

#include <algorithm>
#include <cassert>

namespace tarsach::query {
namespace {

struct Path {
  double cost = 0;
  std::size_t before = 0;  // the choice of the place before
};

Path cheapest(const std::vector<Path>& paths, const std::vector<Choice>& before, const Choice& choice,
              const StepCost& step) {
  Path best;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double cost = paths[i].cost + step(before[i], choice);
    if (i == 0 || cost < best.cost) best = {cost, i};
  }
  best.cost += choice.cost;
  return best;
}

}  // namespace

Decoded decode(const std::vector<std::vector<Choice>>& places, const StepCost& step) {
  std::vector<std::vector<Path>> paths;
  for (const std::vector<Choice>& choices : places) {
    assert(!choices.empty());
    std::vector<Path> row;
    for (const Choice& choice : choices)
      row.push_back(paths.empty() ? Path{choice.cost, 0}
                                  : cheapest(paths.back(), places[paths.size() - 1], choice, step));
    paths.push_back(std::move(row));
  }
  Decoded decoded;
  if (paths.empty()) return decoded;
  const auto cheaper = [](const Path& a, const Path& b) { return a.cost < b.cost; };
  const auto last = std::min_element(paths.back().begin(), paths.back().end(), cheaper);
  decoded.cost = last->cost;
  decoded.chosen.resize(places.size());
  auto choice = static_cast<std::size_t>(last - paths.back().begin());
  for (std::size_t place = places.size(); place-- > 0;) {
    decoded.chosen[place] = choice;
    choice = paths[place][choice].before;
  }
  return decoded;
}

}  // namespace tarsach::query

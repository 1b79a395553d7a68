#include "query/evaluation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace tarsach::query {
namespace {

int grade_of(const Grades& grades, const std::string& document) {
  const auto found = grades.find(document);
  return found == grades.end() ? 0 : found->second;
}

double discounted_gain(const std::vector<int>& grades) {
  double gain = 0;
  for (std::size_t i = 0; i < std::min(grades.size(), kCutoff); ++i)
    gain += (std::exp2(grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
  return gain;
}

double ndcg(const std::vector<int>& found, const Grades& grades) {
  std::vector<int> best;
  for (const auto& [document, grade] : grades) best.push_back(grade);
  std::sort(best.begin(), best.end(), std::greater<>());
  const double ideal = discounted_gain(best);
  return ideal > 0 ? discounted_gain(found) / ideal : 0;
}

}  // namespace

Quality measure(const Ranking& ranking, const Grades& grades, int relevant_grade) {
  std::vector<int> found;
  for (const std::string& document : ranking) found.push_back(grade_of(grades, document));
  const auto is_relevant = [&](int grade) { return grade >= relevant_grade; };
  const auto relevant =
      std::count_if(grades.begin(), grades.end(), [&](const auto& judged) { return is_relevant(judged.second); });
  const auto first = std::find_if(found.begin(), found.end(), is_relevant);
  const auto cutoff = found.begin() + static_cast<std::ptrdiff_t>(std::min(found.size(), kCutoff));
  const auto reached = std::count_if(found.begin(), cutoff, is_relevant);
  return {ndcg(found, grades), first == found.end() ? 0.0 : 1.0 / static_cast<double>(first - found.begin() + 1),
          relevant == 0 ? 0.0 : static_cast<double>(reached) / static_cast<double>(relevant)};
}

Quality mean(const std::vector<Quality>& qualities) {
  Quality sum;
  for (const Quality& quality : qualities) {
    sum.ndcg += quality.ndcg;
    sum.reciprocal_rank += quality.reciprocal_rank;
    sum.recall += quality.recall;
  }
  const double count = std::max<double>(1, static_cast<double>(qualities.size()));
  return {sum.ndcg / count, sum.reciprocal_rank / count, sum.recall / count};
}

}  // namespace tarsach::query

#include "tests/soak/model.h"

namespace tarsach::testing {

Expectation::Expectation(const SoakArticles& all) : articles(all) {
  for (const char* marker : kMarkers) with_word[marker];
  for (int year = kFirstYear; year < kFirstYear + kYears; ++year) of_year[year] = 0;
  for (const auto& [id, article] : articles) {
    ++of_year[article.year];
    with_word[article.marker].insert(id);
  }
}

void Model::expect(std::uint64_t generation, const SoakArticles& articles) {
  auto expectation = std::make_shared<const Expectation>(articles);
  const std::lock_guard lock(mutex_);
  generations_[generation] = std::move(expectation);
}

std::shared_ptr<const Expectation> Model::of(std::uint64_t generation) const {
  const std::lock_guard lock(mutex_);
  const auto found = generations_.find(generation);
  return found == generations_.end() ? nullptr : found->second;
}

}  // namespace tarsach::testing

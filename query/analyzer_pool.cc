#include "query/analyzer_pool.h"

#include <utility>

namespace tarsach::query {

void ReturnAnalyzer::operator()(text::Analyzer* analyzer) const {
  std::unique_ptr<text::Analyzer> returned(analyzer);
  const std::lock_guard lock(pool->mutex_);
  pool->idle_.push_back(std::move(returned));
}

LentAnalyzer AnalyzerPool::lend(const std::shared_ptr<AnalyzerPool>& pool) {
  {
    const std::lock_guard lock(pool->mutex_);
    if (!pool->idle_.empty()) {
      std::unique_ptr<text::Analyzer> idle = std::move(pool->idle_.back());
      pool->idle_.pop_back();
      return LentAnalyzer(idle.release(), ReturnAnalyzer{pool});
    }
  }
  return LentAnalyzer(std::make_unique<text::Analyzer>(pool->dictionary_).release(), ReturnAnalyzer{pool});
}

}  // namespace tarsach::query

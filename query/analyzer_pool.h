// The analyzers that requests work with, each one's alone while it lasts. They remember the words that they have seen,
// so a pool goes on with the next generation when that brings the same dictionary: the first searches of a new one
// would else take several times as long.
//
//   const auto pool = std::make_shared<AnalyzerPool>(dictionary);
//   const LentAnalyzer analyzer = AnalyzerPool::lend(pool);      // goes back by itself
//   analyzer->analyze("среща");
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "text/analyzer.h"
#include "text/dictionary.h"

namespace tarsach::query {

class AnalyzerPool;

struct ReturnAnalyzer {
  std::shared_ptr<AnalyzerPool> pool;

  void operator()(text::Analyzer* analyzer) const;
};
using LentAnalyzer = std::unique_ptr<text::Analyzer, ReturnAnalyzer>;

/// Any thread.
class AnalyzerPool {
 public:
  /// nullptr: rules alone decide.
  explicit AnalyzerPool(std::shared_ptr<const text::Dictionary> dictionary) : dictionary_(std::move(dictionary)) {}

  [[nodiscard]] const std::shared_ptr<const text::Dictionary>& dictionary() const { return dictionary_; }
  /// One that was used before, if one is idle.
  [[nodiscard]] static LentAnalyzer lend(const std::shared_ptr<AnalyzerPool>& pool);

 private:
  friend struct ReturnAnalyzer;

  const std::shared_ptr<const text::Dictionary> dictionary_;
  std::mutex mutex_;  // guards idle_ only
  std::vector<std::unique_ptr<text::Analyzer>> idle_;
};

}  // namespace tarsach::query

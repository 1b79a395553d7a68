// An index of a source of articles, built by the program that people run, and an engine over it.
//
//   const Collection sample(source_path("corpus/sample"));
//   sample.rank("клъстерна среща")       ids, the best first
#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "query/batch.h"
#include "query/engine.h"
#include "query/evaluation.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::query {

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  return std::move(*result);
}

/// An index of one source, and an engine over it.
class Collection {
 public:
  explicit Collection(const std::filesystem::path& articles) : engine_(open(folder_.path() / "index", articles)) {}

  [[nodiscard]] const Engine& engine() const { return *engine_; }

  [[nodiscard]] Ranking rank(const std::string& query) const {
    Request request{.query = query, .limit = kRankedDocuments, .facets = {}, .highlight = false};
    const Response response = value_of(search_deep(*engine_, request, Deadline::never()));
    Ranking ranking;
    for (const Hit& hit : response.hits) ranking.push_back(hit.id);
    return ranking;
  }

 private:
  static std::unique_ptr<Engine> open(const std::filesystem::path& index, const std::filesystem::path& articles) {
    const auto built = testing::run_program({testing::program_path("tarsach-indexer"), "build", "--index", index,
                                             "--vocabulary", testing::source_path("schema/vocabulary"), articles},
                                            {}, {}, std::chrono::seconds(300));
    if (built.status != 0) throw std::runtime_error(built.error);
    return value_of(Engine::open(index));
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace tarsach::query

// A small index for tests of the daemon, built by the indexer program from tests/golden/http/articles.jsonl.
//
//   const SmallIndex index;
//   BackgroundProgram daemon({program_path("tarsach-searchd"), "--index", index.path(), …});
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {

class SmallIndex {
 public:
  /// `environment` is the indexer's, on top of ours.
  explicit SmallIndex(std::vector<std::string> environment = {}) : environment_(std::move(environment)) {
    build(source_path("tests/golden/http/articles.jsonl").string());
  }

  [[nodiscard]] std::string path() const { return (folder_.path() / "index").string(); }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

  /// Publishes a new generation made of another source.
  void build(const std::string& source) const {
    const auto run = run_program({program_path("tarsach-indexer").string(), "build", "--index", path(), "--vocabulary",
                                  source_path("schema/vocabulary").string(), "--max-loss", "100", source},
                                 {}, environment_);
    ASSERT_EQ(run.status, 0) << run.error;
  }

 private:
  std::vector<std::string> environment_;
  TemporaryFolder folder_;
};

}  // namespace tarsach::testing

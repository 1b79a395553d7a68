// What tests of the programs over the articles that ship begin with: an index of them, one for all tests of a suite.
//
//   class CommandLine : public SampleIndexTest {};
//   TEST_F(CommandLine, FindsArticles) { run_program({program_path("tarsach"), "search", "--index", index(), "среща"});
//   }
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {

class SampleIndexTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    const auto built = run_program({program_path("tarsach-indexer"), "build", "--index", index(), "--vocabulary",
                                    source_path("schema/vocabulary").string(), source_path("corpus/sample").string()});
    ASSERT_EQ(built.status, 0) << built.error;
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static std::string index() { return (folder_->path() / "index").string(); }

  static inline std::unique_ptr<TemporaryFolder> folder_;
};

}  // namespace tarsach::testing

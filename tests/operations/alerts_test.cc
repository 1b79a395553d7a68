// The alert rules by Prometheus' own tool. Without promtool (Debian: prometheus) it skips.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;

class Alerts : public ::testing::Test {
 protected:
  void SetUp() override {
    if (run_program({"/bin/sh", "-c", "command -v promtool"}).status != 0)
      GTEST_SKIP() << "there is no promtool (Debian: prometheus)";
    for (const char* file : {"deploy/prometheus/alerts.yml", "tests/operations/alerts_test.yml"})
      fs::copy(source_path(file), folder_.path());
  }
  [[nodiscard]] ProgramRun promtool(const std::string& what, const std::string& file) const {
    return run_program(
        {"/bin/sh", "-c", "cd '" + folder_.path().string() + "' && promtool " + what + " rules " + file});
  }
  TemporaryFolder folder_;
};

TEST_F(Alerts, AreRulesThatPrometheusUnderstands) {
  const auto run = promtool("check", "alerts.yml");
  EXPECT_EQ(run.status, 0) << run.output << run.error;
}

TEST_F(Alerts, FireWhenTheyShouldAndOnlyThen) {
  const auto run = promtool("test", "alerts_test.yml");
  EXPECT_EQ(run.status, 0) << run.output << run.error;
}

}  // namespace
}  // namespace tarsach::testing

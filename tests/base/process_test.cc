#include "tests/support/process.h"

#include <gtest/gtest.h>

namespace tarsach::testing {
namespace {

TEST(Process, GivesStatusOutputAndError) {
  const auto run = run_program({"sh", "-c", "cat; echo wrong >&2; echo $WORD; exit 3"}, "input\n", {"WORD=value"});
  EXPECT_EQ(run.status, 3);
  EXPECT_EQ(run.output, "input\nvalue\n");
  EXPECT_EQ(run.error, "wrong\n");
}

TEST(Process, EndsAProgramThatHangs) {
  EXPECT_EQ(run_program({"sleep", "60"}, "", {}, std::chrono::seconds(0)).status, 128 + SIGKILL);
}

TEST(Process, StopsABackgroundProgramWithASignal) {
  BackgroundProgram program({"sh", "-c", "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.01; done"});
  while (program.runs() && program.output().empty()) continue;
  EXPECT_TRUE(program.runs());
  EXPECT_EQ(program.stop(SIGTERM), 7);
  EXPECT_EQ(program.output(), "ready\nbye\n");
  EXPECT_FALSE(program.runs());
}

TEST(Process, WaitsForAPortNoLongerThanAsked) {
  EXPECT_FALSE(wait_for_port(free_port(), std::chrono::milliseconds(20)));
}

}  // namespace
}  // namespace tarsach::testing

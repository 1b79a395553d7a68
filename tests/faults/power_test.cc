// The power fails between any two operations, and what was not synced is lost: there is the old index or the new one,
// whole; and what a command has told to be done is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/faults/scenario.h"
#include "tests/faults/surviving_disk.h"

namespace tarsach::testing {
namespace {

using ::testing::AnyOf;

constexpr std::size_t kSample = 12;  // moments of each command

bool changes_something(const JournalEntry& entry) {
  constexpr Operations kChanges =
      set_of(Operation::kOpenToWrite, Operation::kWrite, Operation::kCopy, Operation::kSync, Operation::kRename,
             Operation::kMakeFolder, Operation::kRemove, Operation::kTruncate);
  return (kChanges & set_of(entry.operation)) != 0;
}

class PowerFails : public ::testing::TestWithParam<Scenario> {
 protected:
  PowerFails() : stage_(GetParam()) {}

  void expect_old_or_new() const {
    const State state = state_of(stage_.index());
    EXPECT_EQ(state.damage, "");
    EXPECT_THAT(state.generation, AnyOf(GetParam().old_generation, GetParam().new_generation));
    const bool is_new = state.generation == GetParam().new_generation;
    EXPECT_EQ(state.documents, is_new ? GetParam().new_documents : GetParam().old_documents);
  }

  void expect_recovery() const {
    const ProgramRun again = stage_.run(GetParam().again);
    EXPECT_EQ(again.status, 0) << again.error;
    EXPECT_EQ(state_of(stage_.index()).documents, GetParam().new_documents);
    EXPECT_EQ(stage_.run({"gc", "--index", "INDEX"}).status, 0);
    EXPECT_EQ(leftovers_of(stage_.index()), "");
  }

  /// The disk becomes what has survived.
  void fail(const SurvivingDisk& disk, Loss loss) {
    std::filesystem::remove_all(stage_.disk());
    disk.write_to(stage_.disk(), loss, random_);
  }

  const Stage stage_;
  std::mt19937 random_{sample_seed()};
};

TEST_P(PowerFails, LeavesTheOldIndexOrTheNewOneAndWhatWasToldToBeDone) {
  if (kIsSanitized) GTEST_SKIP() << "the fault library can not stand before a sanitizer";
  SurvivingDisk disk(stage_.disk());
  const FaultRun run = stage_.run_with(Fault::kRecord, 0);
  ASSERT_EQ(run.program.status, 0) << run.program.error;
  const auto changes = std::ranges::count_if(run.journal, changes_something);
  const double chance = std::min(1.0, static_cast<double>(kSample) / static_cast<double>(changes));
  long moments = 0;
  for (const JournalEntry& entry : run.journal) {
    disk.apply(entry);
    if (!changes_something(entry) || (!tries_everything() && std::bernoulli_distribution(1 - chance)(random_)))
      continue;
    ++moments;
    for (const Loss loss : {Loss::kUnsynced, Loss::kContent, Loss::kSome}) {
      SCOPED_TRACE("after " + std::to_string(entry.number) + " " + std::string(name_of(entry.operation)) + " " +
                   entry.path + ", loss " + std::to_string(static_cast<int>(loss)));
      fail(disk, loss);
      expect_old_or_new();
      if (loss == Loss::kSome) expect_recovery();
    }
  }
  fail(disk, Loss::kUnsynced);
  EXPECT_EQ(state_of(stage_.index()).generation, GetParam().new_generation) << "it was told to be done";
  std::printf("%s: the power failed at %ld moments\n", GetParam().name, moments);
}

INSTANTIATE_TEST_SUITE_P(Of, PowerFails, ::testing::ValuesIn(scenarios()),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace tarsach::testing

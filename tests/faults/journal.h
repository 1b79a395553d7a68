// What a program did with the files of a folder, as the injector (tests/faults/operations.h) wrote it down.
//
//   const FaultRun run = run_with_fault({program_path("tarsach-indexer"), "build", …}, folder, Fault::kNoSpace, 17);
//   if (run.was_hit()) EXPECT_NE(run.program.status, 0) << run.program.error;
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/faults/operations.h"
#include "tests/support/process.h"

namespace tarsach::testing {

struct JournalEntry {
  long number = 0;    // counts from 1
  std::string fault;  // what befell it; empty: nothing, it was done
  Operation operation = Operation::kRead;
  std::string path;
  std::string other;     // the new name
  long long offset = 0;  // of a write; of an open to write: whether it makes the file
  long long length = 0;  // of a write, of a truncation; of an open to write: whether it empties the file
  std::string data;      // of a write, when recorded
};

/// Operations that the system itself refused are not in it; their numbers are missing.
[[nodiscard]] std::vector<JournalEntry> read_journal(const std::filesystem::path& path);

struct FaultRun {
  ProgramRun program;
  std::vector<JournalEntry> journal;

  /// Whether there was an n-th operation, of a kind that the fault can befall.
  [[nodiscard]] bool was_hit() const;
  /// "17 write /tmp/index/CURRENT: no-space", for messages.
  [[nodiscard]] std::string told() const;
};

/// What the environment of a program has to have.
[[nodiscard]] std::vector<std::string> fault_environment(const std::filesystem::path& folder, Fault fault, long number,
                                                         const std::filesystem::path& journal);

/// Runs the program to its end. The faults befall what is in `folder` alone.
[[nodiscard]] FaultRun run_with_fault(const std::vector<std::string>& words, const std::filesystem::path& folder,
                                      Fault fault, long number, const std::vector<std::string>& environment = {});

}  // namespace tarsach::testing

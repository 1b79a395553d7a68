// What the indexer's commands do to an index, as a table: each starts with an index and leaves an older one or a newer
// one. The tests of this folder run every row with everything that may go wrong.
//
//   const Stage stage(scenario);
//   const ProgramRun run = stage.run(scenario.command);
//   EXPECT_EQ(stage.state().damage, "");
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "tests/faults/journal.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {

struct Scenario {
  const char* name;
  std::vector<std::vector<std::string>> before;  // commands that make the index; INDEX and FOLDER/… stand for paths
  std::vector<std::string> command;
  std::vector<std::string> again;    // what an operator does when it has failed
  std::uint64_t old_generation = 0;  // 0: there was none
  std::uint64_t new_generation = 0;
  std::uint64_t old_documents = 0;
  std::uint64_t new_documents = 0;
  std::string told;  // when it has succeeded
};

[[nodiscard]] const std::vector<Scenario>& scenarios();
void PrintTo(const Scenario& scenario, std::ostream* stream);  // for the names of tests

/// What a reader finds in an index.
struct State {
  std::uint64_t generation = 0;  // 0: nothing is published
  std::uint64_t documents = 0;
  std::string damage;  // what verify says
};

[[nodiscard]] State state_of(const std::filesystem::path& index);

/// What a finished run must not leave behind; empty: nothing.
[[nodiscard]] std::string leftovers_of(const std::filesystem::path& index);

/// The folders in which a scenario plays: sources and vocabulary, and the disk that fails, with the index on it.
class Stage {
 public:
  explicit Stage(const Scenario& scenario);

  [[nodiscard]] std::filesystem::path disk() const { return folder_.path() / "disk"; }
  [[nodiscard]] std::filesystem::path index() const { return disk() / "index"; }
  [[nodiscard]] std::vector<std::string> words(const std::vector<std::string>& command) const;
  [[nodiscard]] ProgramRun run(const std::vector<std::string>& command) const { return run_program(words(command)); }
  /// The scenario's command, with its files on the disk.
  [[nodiscard]] FaultRun run_with(Fault fault, long number) const;
  /// The disk as it was before the command.
  void restore() const;

 private:
  [[nodiscard]] std::filesystem::path original() const { return folder_.path() / "original"; }

  const Scenario& scenario_;
  const TemporaryFolder folder_;
};

/// The sanitizers' runtime has to be loaded first, so nothing can stand before it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

/// TARSACH_ALL_FAULTS=1: everything is tried; else a sample, the same for everybody but for TARSACH_FAULT_SEED.
[[nodiscard]] bool tries_everything();
[[nodiscard]] unsigned sample_seed();

}  // namespace tarsach::testing

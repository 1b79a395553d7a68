// Programs under test: run one to its end, or keep one in the background and stop it.
//
//   const auto run = run_program({program_path("tarsach"), "analyze", "--stems"}, "среща\n");
//   EXPECT_EQ(run.status, 0) << run.error;
//
//   BackgroundProgram daemon({program_path("tarsach-searchd"), "--index", index, "--port", port});
//   ASSERT_TRUE(wait_for_port(8081, std::chrono::seconds(10))) << daemon.output();
//   EXPECT_EQ(daemon.stop(SIGTERM), 0);
#pragma once

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temporary.h"

namespace tarsach::testing {

struct ProgramRun {
  int status = -1;  // the exit status; 128 + N when ended by signal N
  std::string output;
  std::string error;  // standard error
};

/// A program of this build: build/<preset>/bin/<name>.
[[nodiscard]] std::filesystem::path program_path(const std::string& name);

/// Runs to the end with `input` as standard input. `environment` holds "NAME=value" on top of ours.
/// A program that takes longer than `most` is killed (status 137).
[[nodiscard]] ProgramRun run_program(const std::vector<std::string>& words, std::string_view input = {},
                                     const std::vector<std::string>& environment = {},
                                     std::chrono::seconds most = std::chrono::seconds(60));

/// A program that runs as long as the object lives, with an empty standard input.
class BackgroundProgram {
 public:
  explicit BackgroundProgram(const std::vector<std::string>& words, const std::vector<std::string>& environment = {});
  ~BackgroundProgram();  // kills what still runs
  BackgroundProgram(const BackgroundProgram&) = delete;
  BackgroundProgram& operator=(const BackgroundProgram&) = delete;

  [[nodiscard]] pid_t process() const { return process_; }
  [[nodiscard]] bool runs();
  void signal(int number) const;
  /// Sends the signal and waits; gives the status as in ProgramRun. Killed when it takes longer than `most`.
  int stop(int number = SIGTERM, std::chrono::seconds most = std::chrono::seconds(20));
  /// Waits without a signal.
  int wait(std::chrono::seconds most = std::chrono::seconds(20));
  /// What it wrote so far to standard output, and to standard error.
  [[nodiscard]] std::string output() const;
  [[nodiscard]] std::string error() const;

 private:
  TemporaryFolder folder_;  // its output, in files: no pipe can fill up
  pid_t process_ = -1;
  int status_ = -1;  // once it has ended
};

/// Until something accepts connections at 127.0.0.1; false after `most`.
[[nodiscard]] bool wait_for_port(int port, std::chrono::milliseconds most);

/// A TCP port of 127.0.0.1 that nobody uses at this moment.
[[nodiscard]] int free_port();

}  // namespace tarsach::testing

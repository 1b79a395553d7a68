// The daemon of a soak: stays at one port, is told to look, is started again, and is looked at: its memory, its open
// files, its threads.
//
//   Daemon daemon(index, record);
//   const auto before = daemon.era();
//   … a request …                        // it may fail if daemon.was_away_since(before)
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tests/soak/record.h"
#include "tests/support/process.h"

namespace tarsach::testing {

/// At one moment.
struct Sample {
  double seconds = 0;  // since the process was started
  long anonymous = 0;  // bytes of memory that are no file's
  long files = 0;      // open ones, sockets included
  long threads = 0;
};

class Daemon {
 public:
  Daemon(std::string index, Record& record);

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::uint64_t era() const { return era_; }
  /// Whether it was being started again at any time since then.
  [[nodiscard]] bool was_away_since(std::uint64_t era) const { return is_away_ || era_ != era; }

  void look_for_a_new_generation();  // SIGHUP
  void restart();
  void stop();
  void take_sample();

  /// Of the process that runs now, or ran last.
  [[nodiscard]] std::vector<Sample> samples() const { return samples_; }
  [[nodiscard]] const std::string& last_words() const { return last_words_; }

 private:
  void start();

  const std::string index_;
  const int port_;
  Record& record_;
  std::mutex mutex_;  // guards the process
  std::unique_ptr<BackgroundProgram> program_;
  std::vector<Sample> samples_;
  std::string last_words_;
  std::chrono::steady_clock::time_point started_;
  std::atomic<std::uint64_t> era_ = 0;
  std::atomic<bool> is_away_ = false;
};

/// What grew from the second third of the samples to the last one, as it must not; empty: nothing.
[[nodiscard]] std::string growth_of(const std::vector<Sample>& samples);

/// A line for each of memory, files and threads: at the beginning, the middle and the end.
[[nodiscard]] std::string table_of(const std::vector<Sample>& samples);

}  // namespace tarsach::testing

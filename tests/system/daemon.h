// The daemon as a program, at a port of its own.
//
//   Daemon daemon(index.path(), {"--log-queries"});
//   EXPECT_EQ(get(daemon.port(), "/health/readyz").status, 200);
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/process.h"

namespace tarsach::testing {

class Daemon {
 public:
  explicit Daemon(const std::string& index, const std::vector<std::string>& more = {},
                  const std::vector<std::string>& environment = {})
      : port_(free_port()), program_(command(index, more), environment) {
    EXPECT_TRUE(wait_for_port(port_, std::chrono::seconds(20))) << program_.error();
  }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] BackgroundProgram& program() { return program_; }

 private:
  [[nodiscard]] std::vector<std::string> command(const std::string& index, const std::vector<std::string>& more) const {
    std::vector<std::string> words = {program_path("tarsach-searchd").string(), "--index", index, "--port",
                                      std::to_string(port_)};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  int port_;
  BackgroundProgram program_;
};

/// Whether it becomes true within 20 seconds.
template <typename Condition>
[[nodiscard]] bool comes_true(const Condition& condition) {
  for (int i = 0; i < 1'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return condition();
}

}  // namespace tarsach::testing

// Any thread may log: runs under the thread sanitizer too.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"

namespace tarsach {
namespace {

TEST(LogThreads, LinesOfSeveralThreadsDoNotMix) {
  ::testing::internal::CaptureStderr();
  constexpr int kThreads = 4;
  constexpr int kLines = 200;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([] {
      for (int k = 0; k < kLines; ++k) log::info("message", {{"field", "value"}});
    });
  }
  for (auto& thread : threads) thread.join();
  const std::string text = ::testing::internal::GetCapturedStderr();
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = text.find(" info message field=value\n", at)) != std::string::npos; ++at) ++lines;
  EXPECT_EQ(lines, kThreads * kLines);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), kThreads * kLines);
}

}  // namespace
}  // namespace tarsach

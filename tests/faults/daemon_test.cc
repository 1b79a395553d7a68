// The daemon, when the system refuses what it needs: to open a generation, to take a connection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "schema/index_dir.h"
#include "tests/faults/scenario.h"
#include "tests/searchd/client.h"

namespace tarsach::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr std::size_t kSample = 3;  // operations for each fault
constexpr const char* kNewOne = "serving a new generation";
constexpr const char* kRefused = "can not be served";

/// Two generations, the first of which is current: that of "few" articles and that of "more".
const Scenario& two_generations() {
  static const Scenario scenario = [] {
    Scenario found = *std::ranges::find(scenarios(), std::string("rollback"), &Scenario::name);
    found.before.push_back(found.command);
    return found;
  }();
  return scenario;
}

class DaemonFaults : public ::testing::Test {
 protected:
  void SetUp() override {
    if (kIsSanitized) GTEST_SKIP() << "the fault library can not stand before a sanitizer";
  }

  void set_current(std::uint64_t generation) const {
    ASSERT_TRUE(schema::IndexDir::open(stage_.index())->set_current(generation));
  }

  /// Whether the log tells one of the two within our patience.
  static bool wait_for(const BackgroundProgram& daemon, const std::string& one, const std::string& other) {
    for (int i = 0; i < 1000; ++i) {
      const std::string log = daemon.error();
      if (log.find(one) != std::string::npos || log.find(other) != std::string::npos) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }

  /// A phrase and stored articles: what is silently wrong when a table is missing.
  static void expect_served(int port, std::uint64_t generation) {
    const Received found = get(port, "/v1/search?q=%22%D1%81%D1%80%D0%B5%D1%89%D0%B0%20%D0%B2%D1%8A%D0%B2%22");
    EXPECT_EQ(found.status, 200) << found.body;
    EXPECT_THAT(found.body, HasSubstr("\"generation\":" + std::to_string(generation)));
    EXPECT_THAT(found.body, HasSubstr(generation == 1 ? "\"totalHits\":3" : "\"totalHits\":5"));
    EXPECT_THAT(found.body, HasSubstr("\"id\":\"a0\""));
  }

  /// Serves the first generation, is told of the second one. Gives the journal.
  std::vector<JournalEntry> change_generation(Fault fault, long number) const {
    const TemporaryFolder notes;
    set_current(1);
    const int port = free_port();
    BackgroundProgram daemon({program_path("tarsach-searchd"), "--index", stage_.index(), "--port",
                              std::to_string(port), "--threads", "1", "--reload-interval", "0"},
                             fault_environment(stage_.index(), fault, number, notes.path() / "journal"));
    EXPECT_TRUE(wait_for_port(port, 10s)) << daemon.error();
    expect_served(port, 1);
    set_current(2);
    daemon.signal(SIGHUP);
    EXPECT_TRUE(wait_for(daemon, kNewOne, kRefused)) << daemon.error();
    if (daemon.error().find(kNewOne) == std::string::npos) {
      expect_served(port, 1);
      daemon.signal(SIGHUP);  // or the next look at CURRENT
      EXPECT_TRUE(wait_for(daemon, kNewOne, kNewOne)) << daemon.error();
    }
    expect_served(port, 2);
    EXPECT_EQ(daemon.stop(), 0);
    return read_journal(notes.path() / "journal");
  }

  const Stage stage_{two_generations()};
};

TEST_F(DaemonFaults, LeaveTheOldGenerationServingUntilTheNewOneOpens) {
  const std::vector<JournalEntry> journal = change_generation(Fault::kNone, 0);
  std::mt19937 random(sample_seed());
  for (const Fault fault : {Fault::kInputOutput, Fault::kNoDescriptors, Fault::kNoMemory, Fault::kShort}) {
    const FaultRow& row = *std::ranges::find(kFaults, fault, &FaultRow::fault);
    std::vector<JournalEntry> numbers, sample;
    std::ranges::copy_if(journal, std::back_inserter(numbers), [&](const JournalEntry& entry) {
      return can_befall(row, entry.operation) && entry.path.find("generations/000002") != std::string::npos;
    });
    if (tries_everything())
      sample = numbers;
    else
      std::ranges::sample(numbers, std::back_inserter(sample), static_cast<long>(kSample), random);
    for (const JournalEntry& entry : sample) {
      SCOPED_TRACE(std::string(row.name) + " " + std::to_string(entry.number) + " " + entry.path);
      change_generation(fault, entry.number);
    }
    std::printf("daemon: %zu of %zu operations, %s\n", sample.size(), numbers.size(), std::string(row.name).c_str());
  }
}

/// Of processor time, in hundredths of a second (proc(5)).
long time_spent(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string word;
  std::vector<std::string> words;
  while (file >> word) words.push_back(word);
  return words.size() < 15 ? 0 : std::atol(words[13].c_str()) + std::atol(words[14].c_str());
}

TEST_F(DaemonFaults, WithoutDescriptorsItServesWhoeverAsksAndDoesNotSpin) {
  constexpr const char* kLimited = "ulimit -n 40; exec \"$@\"";
  const int port = free_port();
  BackgroundProgram daemon({"/bin/sh", "-c", kLimited, "sh", program_path("tarsach-searchd"), "--index", stage_.index(),
                            "--port", std::to_string(port), "--threads", "1", "--reload-interval", "1"});
  ASSERT_TRUE(wait_for_port(port, 10s)) << daemon.error();
  std::vector<Client> silent;
  for (int i = 0; i < 60; ++i) silent.emplace_back(port);
  const long before = time_spent(daemon.process());
  std::this_thread::sleep_for(1s);
  EXPECT_LT(time_spent(daemon.process()) - before, 50) << "half of the time on doing nothing";
  expect_served(port, 1);
  silent.clear();
  set_current(2);
  daemon.signal(SIGHUP);
  EXPECT_TRUE(wait_for(daemon, kNewOne, kNewOne)) << daemon.error();
  expect_served(port, 2);
  EXPECT_EQ(daemon.stop(), 0);
}

}  // namespace
}  // namespace tarsach::testing

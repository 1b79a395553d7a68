// Somebody who asks the daemon of a soak at random, over and over, and knows what the answers have to be.
//
//   Visitor visitor(daemon, model, record, seed);
//   std::thread thread([&] { visitor.run(stop); });
#pragma once

#include <atomic>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/searchd/client.h"
#include "tests/soak/daemon.h"
#include "tests/soak/model.h"
#include "tests/soak/record.h"

namespace tarsach::testing {

class Visitor {
 public:
  Visitor(const Daemon& daemon, const Model& model, Record& record, unsigned seed);

  /// Until told to stop.
  void run(const std::atomic<bool>& stop);

 private:
  struct Habit {
    const char* name;
    int weight;
    void (Visitor::*act)();
  };
  static const std::vector<Habit>& habits();

  void ask_for_a_year();
  void ask_for_a_marker();
  void ask_in_words();
  void ask_with_filters();
  void ask_for_suggestions();
  void read_an_article();
  void look_at_the_page();
  void send_nonsense();

  /// Status 0: there was none, and that was allowed.
  Received get(const std::string& target);
  /// What has to be in an answer of that generation; nullptr (and a violation) if nobody has made it.
  [[nodiscard]] std::shared_ptr<const Expectation> expectation(std::uint64_t generation);
  void fail(const std::string& what);
  [[nodiscard]] std::size_t pick(std::size_t count) { return random_() % count; }

  const Daemon& daemon_;
  const Model& model_;
  Record& record_;
  std::mt19937 random_;
  std::vector<std::string> queries_;
  std::unique_ptr<Client> connection_;  // kept alive between requests, sometimes
  const char* doing_ = "";
  std::string last_id_ = "s1";
};

}  // namespace tarsach::testing

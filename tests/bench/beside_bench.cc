// What clients notice while a new generation is made on the daemon's machine, and while it is swapped in.
//
//   TARSACH_BENCH_ARTICLES=articles.jsonl TARSACH_BENCH_VOCABULARY=DIR TARSACH_BENCH_QUERIES=queries.tsv
//   build/bench/beside_bench
//
// Indexes the articles (without these: the sample), starts bin/tarsach-searchd over the index, finds how many requests
// a second it can answer, and sends a half of that and a quarter (tests/bench/open_loop.h): with nothing beside it,
// then while bin/tarsach-indexer builds and publishes one generation after the other, first as the unit of systemd lets
// it (nice, batch, idle disk), then as an equal. Each for TARSACH_BENCH_SECONDS (20).
#include <atomic>
#include <cstdio>
#include <optional>
#include <thread>

#include "tests/bench/open_loop.h"
#include "tests/support/process.h"

namespace tarsach::bench {
namespace {

using Command = std::vector<std::string>;

/// deploy/systemd/tarsach-update.service says the same.
const Command kGivesWay = {"nice", "-n", "10", "ionice", "-c", "3", "chrt", "--batch", "0"};

/// Runs the command again and again, for as long as it lives.
class Repeated {
 public:
  explicit Repeated(Command command) : thread_([this, words = std::move(command)] { repeat(words); }) {}
  ~Repeated() {
    stopped_ = true;
    thread_.join();
  }
  Repeated(const Repeated&) = delete;
  Repeated& operator=(const Repeated&) = delete;

  [[nodiscard]] int finished() const { return finished_; }

 private:
  void repeat(const Command& words) {
    while (!stopped_) {
      testing::BackgroundProgram program(words);
      while (program.runs() && !stopped_) std::this_thread::sleep_for(20ms);
      if (stopped_) return;
      if (program.wait() == 0) ++finished_;
    }
  }

  std::atomic<bool> stopped_ = false;
  std::atomic<int> finished_ = 0;
  std::thread thread_;
};

struct Beside {
  const char* name;
  std::optional<Command> command;
};

void measure(Generator& generator, double per_second, Seconds time, const Beside& beside) {
  std::optional<Repeated> indexing;
  if (beside.command) indexing.emplace(*beside.command);
  Outcome outcome = generator.offer(per_second, time);
  std::printf("| %s | %.0f | %.0f | %.2f | %.2f | %.2f | %.2f | %zu | %d | %zu |\n", beside.name, per_second,
              static_cast<double>(outcome.served.milliseconds.size()) / time.count(), outcome.served.at(0.5),
              outcome.served.at(0.99), outcome.served.at(0.999), outcome.late.at(0.99),
              outcome.refused.milliseconds.size(), indexing ? indexing->finished() : 0,
              outcome.broken + outcome.unanswered + outcome.odd);
  std::fflush(stdout);
}

int run() {
  const testing::TemporaryFolder folder;
  const std::string index = folder.path() / "index";
  const Command build = {testing::program_path("tarsach-indexer"),
                         "build",
                         "--index",
                         index,
                         "--vocabulary",
                         environment("TARSACH_BENCH_VOCABULARY", testing::source_path("schema/vocabulary")),
                         environment("TARSACH_BENCH_ARTICLES", testing::source_path("corpus/sample"))};
  const auto built = testing::run_program(build, {}, {}, std::chrono::hours(1));
  if (built.status != 0) return std::fprintf(stderr, "%s", built.error.c_str()), 1;
  const int port = testing::free_port();
  const testing::BackgroundProgram daemon({testing::program_path("tarsach-searchd"), "--index", index, "--port",
                                           std::to_string(port), "--cache-size", "0"});
  if (!testing::wait_for_port(port, 20s)) return std::fprintf(stderr, "the daemon does not answer\n"), 1;

  const Seconds time(std::strtod(environment("TARSACH_BENCH_SECONDS", "20").c_str(), nullptr));
  std::mt19937 random(1);
  const Mix mix = make_mix(read_queries(environment("TARSACH_BENCH_QUERIES", "")), random);
  Generator generator(port, mix, 2);
  const double capacity = tell_capacity(generator, time);
  std::printf(
      "| beside it | offered/s | served/s | p50 | p99 | p99.9 | sent late p99 | refused | generations | errors |\n");
  std::printf("|---|---|---|---|---|---|---|---|---|---|\n");
  Command giving_way = kGivesWay;
  giving_way.insert(giving_way.end(), build.begin(), build.end());
  const std::array all = {Beside{"nothing", std::nullopt}, Beside{"indexing that gives way", giving_way},
                          Beside{"indexing as an equal", build}};
  for (const double part : {0.25, 0.5})
    for (const Beside& beside : all) measure(generator, capacity * part, time, beside);
  return 0;
}

}  // namespace
}  // namespace tarsach::bench

int main() { return tarsach::bench::run(); }

// A daemon under more load than it can take.
//
//   TARSACH_BENCH_INDEX=DIR TARSACH_BENCH_QUERIES=queries.tsv build/bench/load_bench
//
// Starts bin/tarsach-searchd beside it over the index, finds how many requests a second it can answer, and sends half
// of that, as many, twice, four times and twenty times as many (tests/bench/open_loop.h), for TARSACH_BENCH_SECONDS
// (10) each.
#include <cstdio>
#include <filesystem>

#include "tests/bench/open_loop.h"
#include "tests/support/process.h"

namespace tarsach::bench {
namespace {

constexpr std::array kFactors = {0.5, 1.0, 2.0, 4.0, 20.0};

void print_row(double factor, double offered, Seconds time, Outcome& outcome, double p99_at_half) {
  const auto served = outcome.served.milliseconds.size(), refused = outcome.refused.milliseconds.size();
  std::printf(
      "| %4.1f× | %7.0f | %7.0f | %7.0f | %7.1f | %7.1f | %5.2f | %7.2f | %7.2f | %6.2f | %zu broken, %zu unanswered, "
      "%zu odd |\n",
      factor, offered, static_cast<double>(served) / time.count(), static_cast<double>(refused) / time.count(),
      outcome.served.at(0.5), outcome.served.at(0.99), outcome.served.at(0.99) / p99_at_half, outcome.refused.at(0.5),
      outcome.refused.at(0.99), outcome.late.at(0.99), outcome.broken, outcome.unanswered, outcome.odd);
  std::fflush(stdout);
}

int run() {
  const auto index = environment("TARSACH_BENCH_INDEX", "");
  if (index.empty()) return std::fprintf(stderr, "set TARSACH_BENCH_INDEX to an index\n"), 2;
  const Seconds time(std::strtod(environment("TARSACH_BENCH_SECONDS", "10").c_str(), nullptr));
  std::mt19937 random(1);
  const auto mix = make_mix(read_queries(environment("TARSACH_BENCH_QUERIES", "")), random);
  const int port = testing::free_port();
  const testing::BackgroundProgram daemon({testing::program_path("tarsach-searchd"), "--index", index, "--port",
                                           std::to_string(port), "--cache-size", "0"});
  if (!testing::wait_for_port(port, 20s)) return std::fprintf(stderr, "the daemon does not answer\n"), 1;
  Generator generator(port, mix, 2);
  const double capacity = tell_capacity(generator, time);
  std::printf(
      "| load | offered/s | served/s | refused/s | p50 | p99 | to half | refused p50 | p99 | sent late p99 | errors "
      "|\n");
  std::printf("|---|---|---|---|---|---|---|---|---|---|---|\n");
  double p99_at_half = 0;
  for (const double factor : kFactors) {
    auto outcome = generator.offer(capacity * factor, time);
    if (p99_at_half == 0) p99_at_half = outcome.served.at(0.99);
    print_row(factor, capacity * factor, time, outcome, p99_at_half);
  }
  return 0;
}

}  // namespace
}  // namespace tarsach::bench

int main() { return tarsach::bench::run(); }

// What it costs to count and to log a request, against answering it: the same search through the whole service, and
// then only what is counted and written of it. `share` is the part of a whole request.
//
//   TARSACH_BENCH_INDEX=/tmp/law build/release/metrics_bench 2> /dev/null
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "base/log.h"
#include "query/engine.h"
#include "searchd/exposition.h"
#include "searchd/request_log.h"
#include "searchd/service.h"

namespace tarsach::searchd {
namespace {

using Clock = std::chrono::steady_clock;

query::Engine* engine() {
  static const auto opened = [] {
    const char* path = std::getenv("TARSACH_BENCH_INDEX");
    return query::Engine::open(path == nullptr ? "" : path);
  }();
  return opened ? opened->get() : nullptr;
}

Settings settings() {
  Settings settings;
  settings.threads = 1;
  return settings;
}

Request search_request() {
  Request request;
  request.method = "GET";
  request.path = "/v1/search";
  request.query = "q=%D0%BA%D0%BB%D1%8A%D1%81%D1%82%D0%B5%D1%80%D0%BD%D0%B0+%D1%81%D1%80%D0%B5%D1%89%D0%B0";
  request.peer = "127.0.0.1";
  request.arrived = Clock::now();
  return request;
}

/// Nanoseconds of one call, the mean of many.
template <typename Action>
double mean_of(const Action& action) {
  constexpr int kTimes = 2'000;
  const auto begin = Clock::now();
  for (int i = 0; i < kTimes; ++i) action();
  return std::chrono::duration<double, std::nano>(Clock::now() - begin).count() / kTimes;
}

/// Only what is counted, logged or told of a request, as a share of the whole request.
template <typename Part>
void share_of_a_request(benchmark::State& state, const Part& part) {
  if (engine() == nullptr) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  log::set_format(log::Format::kJson);
  const log::Background background;
  Metrics metrics;
  Service service(*engine(), settings(), metrics);
  const auto request = search_request();
  const auto response = service.answer(request);
  double whole = 0, alone = 0;
  for (auto unused : state) {
    whole += mean_of([&] { benchmark::DoNotOptimize(service.answer(search_request())); });
    alone += mean_of([&] {
      part(metrics, Answered{find_route(request.path)->route, request, response, Clock::now() - request.arrived});
    });
  }
  state.counters["whole_us"] = whole / 1e3 / static_cast<double>(state.iterations());
  state.counters["part_us"] = alone / 1e3 / static_cast<double>(state.iterations());
  state.counters["share"] = alone / whole;
}

void BM_Count(benchmark::State& state) {
  share_of_a_request(state, [](Metrics& metrics, const Answered& answered) {
    metrics.requests.record(answered.route, answered.response.status, answered.time, answered.response.body.size());
    metrics.record(answered.response.facts);
  });
}

void BM_Log(benchmark::State& state) {
  share_of_a_request(state, [](Metrics&, const Answered& answered) { log_request(answered, settings()); });
}

void BM_Scrape(benchmark::State& state) {
  share_of_a_request(state, [](Metrics& metrics, const Answered&) {
    benchmark::DoNotOptimize(to_prometheus_text(metrics, {}).size());
  });
}

BENCHMARK(BM_Count)->Iterations(3);
BENCHMARK(BM_Log)->Iterations(3);
BENCHMARK(BM_Scrape)->Iterations(3);

}  // namespace
}  // namespace tarsach::searchd

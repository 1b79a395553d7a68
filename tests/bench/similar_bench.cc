// What it costs to find articles like one, and to mark a whole document, over a real index:
//
//   TARSACH_BENCH_INDEX=/tmp/law build/release/similar_bench
//
// Articles of every part of the index are asked for, one after the other; p50 and p99 are over all of them.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "query/engine.h"

namespace {

using tarsach::query::Deadline;
using tarsach::query::Engine;
using tarsach::query::Request;

/// So many articles, at even distances by date.
constexpr std::size_t kArticles = 300;

const Engine* engine() {
  static const auto opened = [] {
    const char* path = std::getenv("TARSACH_BENCH_INDEX");
    return Engine::open(path == nullptr ? "" : path);
  }();
  return opened ? opened->get() : nullptr;
}

std::vector<std::string> some_ids() {
  Request request{.limit = 1, .facets = {}, .highlight = false};
  const std::uint64_t depth = std::min<std::uint64_t>(engine()->state().documents, tarsach::query::kMaxDepth);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < kArticles && i < depth; ++i) {
    request.offset = i * std::max<std::uint64_t>(depth / kArticles, 1);
    const auto response = engine()->search(request, Deadline::never());
    if (response && !response->hits.empty()) ids.push_back(response->hits[0].id);
  }
  return ids;
}

double thread_milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Runs `action(id)` for each of the ids; each iteration of the benchmark is all of them.
template <typename Action>
void run(benchmark::State& state, Action&& action) {
  if (engine() == nullptr) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  const std::vector<std::string> ids = some_ids();
  std::vector<double> times;
  for (auto unused : state) {
    for (const std::string& id : ids) {
      const double begin = thread_milliseconds();
      const bool done = action(id);
      times.push_back(thread_milliseconds() - begin);
      if (!done) return state.SkipWithError("no answer");
    }
  }
  std::sort(times.begin(), times.end());
  state.counters["cpu_ms_p50"] = times[times.size() / 2];
  state.counters["cpu_ms_p99"] = times[times.size() * 99 / 100];
  state.counters["cpu_ms_max"] = times.back();
}

void similar_articles(benchmark::State& state) {
  run(state, [](const std::string& id) { return engine()->similar({id, 10}, Deadline::never()).has_value(); });
}

void marked_document(benchmark::State& state) {
  run(state, [](const std::string& id) {
    return engine()->document(id, {.query = "министерски съвет"}, Deadline::never()).has_value();
  });
}

BENCHMARK(similar_articles)->Unit(benchmark::kMillisecond);
BENCHMARK(marked_document)->Unit(benchmark::kMillisecond);

}  // namespace

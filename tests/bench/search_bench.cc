// What a query costs, over a real index:
//
//   TARSACH_BENCH_INDEX=/tmp/law build/release/search_bench
//
// With shards that xapian-tcpsrv serves (--remote-shard of tarsach-searchd; `real_time` then is what tells):
//
//   TARSACH_BENCH_REMOTE="0=127.0.0.1:7000 1=127.0.0.1:7001" TARSACH_BENCH_INDEX=/tmp/law2 build/release/search_bench
#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "query/engine.h"

namespace {

using tarsach::query::Deadline;
using tarsach::query::Engine;
using tarsach::query::Group;
using tarsach::query::Request;

constexpr std::array<const char*, 6> kQueries = {"закон",
                                                 "министерски съвет",
                                                 "„министерски съвет“",
                                                 "охрана на околната среда",
                                                 "финанс*",
                                                 "закон -данък година:2010..2015"};

tarsach::schema::RemoteShards remote_shards() {
  const char* named = std::getenv("TARSACH_BENCH_REMOTE");
  std::istringstream words(named == nullptr ? "" : named);
  const std::vector<std::string> shards{std::istream_iterator<std::string>(words), {}};
  return tarsach::schema::parse_remote_shards(shards, std::chrono::seconds(10)).value();
}

const Engine* engine() {
  static const auto opened = [] {
    const char* path = std::getenv("TARSACH_BENCH_INDEX");
    return Engine::open(path == nullptr ? "" : path, remote_shards());
  }();
  return opened ? opened->get() : nullptr;
}

void run(benchmark::State& state, Request request) {
  if (engine() == nullptr) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  request.query = kQueries[static_cast<std::size_t>(state.range(0))];
  state.SetLabel(request.query);
  for (auto unused : state) {
    auto response = engine()->search(request, Deadline::never());
    if (!response) return state.SkipWithError(response.error().message.c_str());
    benchmark::DoNotOptimize(response->total);
  }
}

void everything(benchmark::State& state) { run(state, {}); }
void grouped(benchmark::State& state) { run(state, {.group = Group::kEvent}); }
void grouped_without_snippets(benchmark::State& state) { run(state, {.group = Group::kEvent, .highlight = false}); }
void without_snippets(benchmark::State& state) { run(state, {.highlight = false}); }
void without_facets(benchmark::State& state) { run(state, {.facets = {}}); }
void counts_only(benchmark::State& state) { run(state, {.limit = 0}); }

BENCHMARK(everything)->DenseRange(0, kQueries.size() - 1)->Unit(benchmark::kMicrosecond);
BENCHMARK(grouped)->DenseRange(0, kQueries.size() - 1)->Unit(benchmark::kMicrosecond);
BENCHMARK(grouped_without_snippets)->DenseRange(0, kQueries.size() - 1)->Unit(benchmark::kMicrosecond);
BENCHMARK(without_snippets)->DenseRange(0, kQueries.size() - 1)->Unit(benchmark::kMicrosecond);
BENCHMARK(without_facets)->DenseRange(0, kQueries.size() - 1)->Unit(benchmark::kMicrosecond);
BENCHMARK(counts_only)->DenseRange(0, kQueries.size() - 1)->Unit(benchmark::kMicrosecond);

}  // namespace

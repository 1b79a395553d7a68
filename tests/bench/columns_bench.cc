// What it costs to open the columns of a real index, all checks included, and to make them of its databases:
//
//   TARSACH_BENCH_INDEX=/tmp/law build/bench/columns_bench
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "schema/column_file.h"
#include "schema/column_writer.h"
#include "schema/databases.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"

namespace {

using namespace tarsach::schema;

std::filesystem::path generation() {
  const char* path = std::getenv("TARSACH_BENCH_INDEX");
  const auto index = IndexDir::open(path == nullptr ? "" : path);
  const auto number = index.and_then([](const IndexDir& opened) { return opened.current(); });
  return number ? index->generation_path(*number) : std::filesystem::path();
}

void open(benchmark::State& state) {
  const auto path = generation() / kColumnsName;
  for (auto unused : state) {
    const auto file = ColumnFile::open(path);
    if (!file) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
    state.counters["documents"] = file->documents();
  }
}

void write(benchmark::State& state) {
  const auto folder = generation();
  const auto manifest = read_manifest(folder);
  if (!manifest) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  for (auto unused : state) {
    const auto databases = open_shards(folder, *manifest);
    if (!databases) return state.SkipWithError(databases.error().message.c_str());
    state.counters["bytes"] = static_cast<double>(encode_columns(*databases).size());
  }
}

BENCHMARK(open)->Unit(benchmark::kMillisecond);
BENCHMARK(write)->Unit(benchmark::kMillisecond);

}  // namespace

// Counting the values of a column of a real index in each of the ways that there are, where so many of 1,000 articles
// match, taken at random:
//
//   TARSACH_BENCH_INDEX=/tmp/law build/bench/facets_bench
//
// „chosen“ is what a search does. It should be near the quickest one of the others.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <random>
#include <string>

#include "query/value_counts.h"
#include "schema/index_dir.h"

namespace {

using namespace tarsach;
using query::CountingWay;

const schema::ColumnFile* columns() {
  static const auto opened = [] {
    const char* path = std::getenv("TARSACH_BENCH_INDEX");
    const auto index = schema::IndexDir::open(path == nullptr ? "" : path);
    const auto number = index.and_then([](const schema::IndexDir& found) { return found.current(); });
    return schema::ColumnFile::open(number ? index->generation_path(*number) / schema::kColumnsName : "");
  }();
  return opened ? &*opened : nullptr;
}

query::Bitmap some_of(const query::Bitmap& documents, std::int64_t of_1000) {
  std::mt19937 random(1);
  query::Bitmap some(documents.size());
  documents.for_each([&](std::uint32_t docid) {
    if (random() % 1000 < static_cast<std::uint64_t>(of_1000)) some.set(docid);
  });
  return some;
}

constexpr const char* kWayNames[] = {"by document", "by others", "by value", "chosen"};
constexpr std::int64_t kChosen = 3;

void count(benchmark::State& state) {
  if (columns() == nullptr) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  const schema::FieldRow& row = schema::kFields.at(static_cast<std::size_t>(state.range(0)));
  const auto& column = columns()->of(row.field);
  const query::Bitmap all(columns()->size(), columns()->document_bits());
  const query::Bitmap documents = some_of(all, state.range(1));
  query::Watch watch(query::Deadline::never());
  state.SetLabel(std::string(row.name) + ", " + kWayNames[state.range(2)]);
  for (auto unused : state)
    benchmark::DoNotOptimize(state.range(2) == kChosen ? query::count_values(column, documents, all, watch)
                                                       : query::count_values(column, documents, all, watch,
                                                                             query::kCountingWays[state.range(2)]));
}

void cases(benchmark::internal::Benchmark* benchmark) {
  for (const schema::FieldRow& row : schema::kFields)
    for (const std::int64_t of_1000 : {1, 30, 160, 500, 970})
      for (std::int64_t way = 0; way <= kChosen; ++way)
        if (schema::has_column(row.field)) benchmark->Args({static_cast<std::int64_t>(row.field), of_1000, way});
}

BENCHMARK(count)->Apply(cases)->Unit(benchmark::kMicrosecond);

}  // namespace

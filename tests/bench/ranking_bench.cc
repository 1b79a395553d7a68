// What it costs to find the best of the documents that match, and to look how the words stand in the fifty first ones,
// without matching and showing them, over a real index:
//
//   TARSACH_BENCH_INDEX=/tmp/law TARSACH_BENCH_QUERIES=queries.tsv build/bench/ranking_bench
//
// A line is a number, a tab, and a query, which ends at the next tab. Counters tell µs a query.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "query/closeness.h"
#include "query/compiler.h"
#include "query/matcher.h"
#include "query/parser.h"
#include "query/ranking.h"
#include "query/snapshot.h"
#include "schema/index_dir.h"

namespace {

using namespace tarsach;
using namespace tarsach::query;

struct Question {
  std::vector<ScoredWord> words;
  Bitmap matches;
  std::vector<std::uint32_t> head;
};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Result<std::shared_ptr<const Snapshot>> open_index() {
  TARSACH_TRY(const schema::IndexDir index, schema::IndexDir::open(environment("TARSACH_BENCH_INDEX")));
  TARSACH_TRY(const std::uint64_t number, index.current());
  return Snapshot::open(index, number);
}

std::vector<Question> questions(Session& session, Strictness strictness) {
  std::vector<Question> all;
  std::ifstream lines(environment("TARSACH_BENCH_QUERIES"));
  Watch watch(Deadline::never());
  for (std::string number, query, line;
       std::getline(lines, number, '\t') && std::getline(lines, query, '\t') && std::getline(lines, line);) {
    const auto compiled = Compiler(session).compile(parse(query).root, strictness);
    Bitmap matches = Matcher(session, watch).evaluate(compiled.plan);
    std::vector<std::uint32_t> head;
    for (const Ranked& one : weigh(session, compiled.words, matches, kHeadDepth, watch).documents)
      head.push_back(one.document);
    all.push_back({compiled.words, std::move(matches), std::move(head)});
  }
  return all;
}

template <typename Action>
void run(benchmark::State& state, Strictness strictness, Action&& action) {
  const auto snapshot = open_index();
  if (!snapshot) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  auto session = (*snapshot)->session();
  const std::vector<Question> all = questions(*session, strictness);
  if (all.empty()) return state.SkipWithError("set TARSACH_BENCH_QUERIES to a file of queries");
  Watch watch(Deadline::never());
  for (auto unused : state)
    for (const Question& question : all) action(*session, question, watch);
  state.counters["queries"] = static_cast<double>(all.size());
  state.counters["each"] = benchmark::Counter(
      static_cast<double>(all.size()), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void weighing(benchmark::State& state, Strictness strictness) {
  run(state, strictness, [](const Session& session, const Question& question, Watch& watch) {
    benchmark::DoNotOptimize(weigh(session, question.words, question.matches, kHeadDepth, watch).documents.data());
  });
}

void closeness(benchmark::State& state, Strictness strictness) {
  run(state, strictness, [](const Session& session, const Question& question, Watch& watch) {
    benchmark::DoNotOptimize(Closeness(session, question.words).of(question.head, watch).data());
  });
}

BENCHMARK_CAPTURE(weighing, any_word, Strictness::kAny)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(weighing, all_words, Strictness::kAll)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(closeness, any_word, Strictness::kAny)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(closeness, all_words, Strictness::kAll)->Unit(benchmark::kMillisecond);

}  // namespace

// Where the time of a search goes: parsing, each stage by the search's own clock, and the JSON of its answer; stemming,
// which takes part where a word is in no dictionary. Means over queries:
//
//   TARSACH_BENCH_INDEX=DIR TARSACH_BENCH_QUERIES=queries.tsv build/bench/stages_bench
//
// Queries: a line each, the words in the second of its columns if it has tabs; without a file, some words of the
// sample.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "query/engine.h"
#include "query/json.h"
#include "query/parser.h"
#include "text/stemmer.h"

namespace {

using namespace tarsach::query;

const std::vector<std::string>& queries() {
  static const auto read = [] {
    std::vector<std::string> lines;
    const char* file = std::getenv("TARSACH_BENCH_QUERIES");
    std::ifstream in(file == nullptr ? "" : file);
    for (std::string line; std::getline(in, line);) {
      const std::size_t begin = line.find('\t') + 1;  // 0 if there is none
      lines.push_back(line.substr(begin, line.find('\t', begin) - begin));
    }
    if (lines.empty()) lines = {"клъстерна среща", "иновации Варна", "научни изследвания", "klaster", "финансиране"};
    return lines;
  }();
  return read;
}

const Engine* engine() {
  static const auto opened = [] {
    const char* path = std::getenv("TARSACH_BENCH_INDEX");
    return Engine::open(path == nullptr ? "" : path);
  }();
  return opened ? opened->get() : nullptr;
}

Request request_of(const std::string& words) { return {.query = words}; }

/// One iteration is one search; what counts is the time of one of its stages.
void stage(benchmark::State& state) {
  if (engine() == nullptr) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  const auto which = static_cast<std::size_t>(state.range(0));
  state.SetLabel(std::string(kStageNames.at(which)));
  std::size_t next = 0;
  for (auto unused : state) {
    const auto response = engine()->search(request_of(queries()[next++ % queries().size()]), Deadline::never());
    if (!response) return state.SkipWithError(response.error().message.c_str());
    state.SetIterationTime(std::chrono::duration<double>(response->stages.at(which)).count());
  }
}
BENCHMARK(stage)
    ->DenseRange(0, kStageNames.size() - 1)
    ->UseManualTime()
    ->Iterations(1'000)
    ->Unit(benchmark::kMicrosecond);

/// So few that they stay in the cache of the processor, where an answer is when it is written.
std::vector<std::pair<Request, Response>> answers() {
  std::vector<std::pair<Request, Response>> found;
  for (const std::string& words : queries()) {
    if (engine() == nullptr || found.size() == 10) break;
    const Request request = request_of(words);
    if (auto response = engine()->search(request, Deadline::never())) found.emplace_back(request, *response);
  }
  return found;
}

void json(benchmark::State& state) {
  const auto found = answers();
  if (found.empty()) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  std::size_t next = 0;
  std::int64_t bytes = 0;
  for (auto unused : state) {
    const auto& [request, response] = found[next++ % found.size()];
    bytes += static_cast<std::int64_t>(to_json(request, response).size());
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(json)->Unit(benchmark::kMicrosecond);

/// The same answers by way of a tree: one is made (as a copy of one that is there) and written.
void json_by_tree(benchmark::State& state) {
  std::vector<nlohmann::ordered_json> trees;
  for (const auto& [request, response] : answers())
    trees.push_back(nlohmann::ordered_json::parse(to_json(request, response)));
  if (trees.empty()) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  std::size_t next = 0;
  std::int64_t bytes = 0;
  for (auto unused : state) {
    const nlohmann::ordered_json tree(trees[next++ % trees.size()]);
    bytes += static_cast<std::int64_t>(tree.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).size());
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(json_by_tree)->Unit(benchmark::kMicrosecond);

void parsing(benchmark::State& state) {
  std::size_t next = 0;
  for (auto unused : state) benchmark::DoNotOptimize(parse(queries()[next++ % queries().size()]));
}
BENCHMARK(parsing)->Unit(benchmark::kMicrosecond);

void stemming(benchmark::State& state) {
  const std::vector<std::string> words = {"клъстерите", "предприятието", "мултиобщината", "изваяният", "вардарова"};
  std::size_t next = 0;
  for (auto unused : state) benchmark::DoNotOptimize(tarsach::text::stem_bulgarian(words[next++ % words.size()]));
}
BENCHMARK(stemming)->Unit(benchmark::kMicrosecond);

}  // namespace

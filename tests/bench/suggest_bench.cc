// What suggestions cost, over a real index: each beginning of each of a number of titles, words and misspelt words, as
// somebody types them. p99_us is what the slowest hundredth takes at least.
//
//   TARSACH_BENCH_INDEX=/tmp/law build/release/suggest_bench
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "query/engine.h"

namespace {

using tarsach::query::Deadline;
using tarsach::query::Engine;
using Clock = std::chrono::steady_clock;

constexpr std::array<const char*, 5> kAsTyped = {"закон за изменение и допълнение", "министерски съвет",
                                                 "околната среда", "данък върху добавената стойност",
                                                 "научни изследвания"};
constexpr std::array<const char*, 5> kInLatin = {"zakon za izmenenie i dopalnenie", "ministerski savet",
                                                 "okolnata sreda", "danak varhu dobavenata stoinost",
                                                 "nauchni izsledvaniq"};
constexpr std::array<const char*, 5> kWithSlips = {"закно за измененеи", "минстерски съвте", "окллната средда",
                                                   "даннък върху добаввената", "наушни изсследвания"};

const Engine* engine() {
  static const auto opened = [] {
    const char* path = std::getenv("TARSACH_BENCH_INDEX");
    return Engine::open(path == nullptr ? "" : path);
  }();
  return opened ? opened->get() : nullptr;
}

std::vector<std::string> beginnings(const std::array<const char*, 5>& texts) {
  std::vector<std::string> beginnings;
  for (const std::string text : texts)
    for (std::size_t end = 1; end <= text.size(); ++end)
      if (end == text.size() || (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U)
        beginnings.push_back(text.substr(0, end));
  return beginnings;
}

void type(benchmark::State& state, const std::array<const char*, 5>& texts) {
  if (engine() == nullptr) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  const std::vector<std::string> typed = beginnings(texts);
  std::vector<double> microseconds;
  std::size_t next = 0;
  for (auto unused : state) {
    const auto start = Clock::now();
    auto suggestions = engine()->suggest({typed[next++ % typed.size()], 10}, Deadline::never());
    if (!suggestions) return state.SkipWithError(suggestions.error().message.c_str());
    benchmark::DoNotOptimize(suggestions->data());
    microseconds.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
  }
  const auto slow = microseconds.begin() + static_cast<std::ptrdiff_t>(microseconds.size() * 99 / 100);
  std::nth_element(microseconds.begin(), slow, microseconds.end());
  state.counters["p99_us"] = *slow;
}

void as_typed(benchmark::State& state) { type(state, kAsTyped); }
void in_latin(benchmark::State& state) { type(state, kInLatin); }
void with_slips(benchmark::State& state) { type(state, kWithSlips); }

BENCHMARK(as_typed)->Unit(benchmark::kMicrosecond);
BENCHMARK(in_latin)->Unit(benchmark::kMicrosecond);
BENCHMARK(with_slips)->Unit(benchmark::kMicrosecond);

}  // namespace

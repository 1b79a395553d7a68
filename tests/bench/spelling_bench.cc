// What the spellings of an index cost: to make, to open, and to ask for a word with a slip in it.
//
//   TARSACH_BENCH_WORDS=/tmp/law/generations/000001/words build/bench/spelling_bench
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "query/spelling.h"

namespace {

using tarsach::schema::SpellingIndex;
using tarsach::schema::WordList;

const WordList* words() {
  static const auto opened = [] {
    const char* path = std::getenv("TARSACH_BENCH_WORDS");
    return WordList::open(path == nullptr ? "" : path);
  }();
  return opened ? &*opened : nullptr;
}

std::size_t previous_letter(const std::string& word, std::size_t at) {
  do --at;
  while ((static_cast<unsigned char>(word[at]) & 0xC0U) == 0x80U);
  return at;
}

/// Every 37th word of eight bytes or more with its middle letter left out.
std::vector<std::string> typed_words(const WordList& list) {
  std::vector<std::string> typed;
  for (WordList::Number word = 0; word < list.size(); word += 37) {
    std::string form(list.form(word));
    if (form.size() < 8) continue;
    const std::size_t end = previous_letter(form, form.size() / 2 + 1);
    const std::size_t begin = previous_letter(form, end);
    typed.push_back(form.erase(begin, end - begin));
  }
  return typed;
}

void make(benchmark::State& state) {
  if (words() == nullptr) return state.SkipWithError("set TARSACH_BENCH_WORDS to an index's file of words");
  std::size_t bytes = 0;
  for (auto unused : state) bytes = encode_spelling(*words()).size();
  state.counters["words"] = words()->size();
  state.counters["bytes"] = static_cast<double>(bytes);
}

void open(benchmark::State& state) {
  if (words() == nullptr) return state.SkipWithError("set TARSACH_BENCH_WORDS to an index's file of words");
  const std::string bytes = encode_spelling(*words());
  for (auto unused : state) benchmark::DoNotOptimize(SpellingIndex::parse(bytes));
}

template <typename Ask>
void ask(benchmark::State& state, Ask what) {
  if (words() == nullptr) return state.SkipWithError("set TARSACH_BENCH_WORDS to an index's file of words");
  const auto index = SpellingIndex::parse(encode_spelling(*words()));
  const std::vector<std::string> typed = typed_words(*words());
  std::size_t next = 0;
  for (auto unused : state) benchmark::DoNotOptimize(what(typed[next++ % typed.size()], *index));
}

void correct(benchmark::State& state) {
  ask(state, [](const std::string& typed, const SpellingIndex& index) {
    return tarsach::query::corrections(typed, *words(), index);
  });
}

void guess(benchmark::State& state) {
  ask(state, [](const std::string& typed, const SpellingIndex&) {
    return tarsach::query::corrections_that(typed,
                                            [](std::string_view form) { return words()->find(form).has_value(); });
  });
}

void split(benchmark::State& state) {
  ask(state, [](const std::string& typed, const SpellingIndex&) { return tarsach::query::split(typed, *words()); });
}

BENCHMARK(make)->Unit(benchmark::kMillisecond);
BENCHMARK(open)->Unit(benchmark::kMillisecond);
BENCHMARK(correct)->Unit(benchmark::kMicrosecond);
BENCHMARK(guess)->Unit(benchmark::kMicrosecond);
BENCHMARK(split)->Unit(benchmark::kMicrosecond);

}  // namespace

// What the dictionary costs: analysing a text, looking up a form, opening the file.
//
//   TARSACH_BENCH_TEXT=/tmp/law.txt build/release/analysis_bench
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/data_file.h"
#include "base/file.h"
#include "text/analyzer.h"
#include "text/dictionary.h"

namespace {

using namespace tarsach;

constexpr const char* kText =
    "Столичните предприятия представиха вчера своите нови проекти пред министъра на икономиката, който посети "
    "изложението "
    "във Варна. Клъстерите в страната изграждат обща мрежа за иновации; за целта са осигурени средства от европейските "
    "фондове до края на 2027 г. „Решението беше взето след дълги преговори“, каза председателят на управителния "
    "съвет. ";

std::shared_ptr<const text::Dictionary> installed() {
  auto dictionary = find_data_file(text::kDictionaryName).and_then(text::Dictionary::open);
  return dictionary ? *dictionary : nullptr;
}

const std::string& sample() {
  static const std::string text = [] {
    const char* path = std::getenv("TARSACH_BENCH_TEXT");
    return path == nullptr ? std::string(kText) : read_file(path).value_or(kText);
  }();
  return text;
}

/// One thread, by an analyzer that has seen nothing yet, as each of the indexer's begins.
void analyze(benchmark::State& state, const std::shared_ptr<const text::Dictionary>& dictionary) {
  for (auto _ : state) {
    text::Analyzer analyzer(dictionary);
    benchmark::DoNotOptimize(analyzer.analyze(sample()).data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * sample().size()));
}

void by_rules(benchmark::State& state) { analyze(state, nullptr); }
void with_dictionary(benchmark::State& state) { analyze(state, installed()); }
BENCHMARK(by_rules)->Unit(benchmark::kMillisecond);
BENCHMARK(with_dictionary)->Unit(benchmark::kMillisecond);

void look_up(benchmark::State& state) {
  const auto dictionary = installed();
  if (dictionary == nullptr) return state.SkipWithError("there is no dictionary");
  const std::vector<std::string> forms = {"предприятията", "води",  "изграждат", "клъстерите", "на",
                                          "столичните",    "ябълка"};
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(dictionary->lemmas(forms[next++ % forms.size()]));
}
BENCHMARK(look_up);

void open(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(installed());
}
BENCHMARK(open)->Unit(benchmark::kMillisecond);

}  // namespace

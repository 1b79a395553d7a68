// What it costs to find the words that a word in other letters may stand for, over a list of words:
//
//   TARSACH_BENCH_WORDS=/tmp/law/generations/000001/words build/release/lattice_bench
//
// Without a list, over 150,000 made-up words of Bulgarian syllables.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "query/lattice.h"

namespace {

using tarsach::query::Lattice;
using tarsach::schema::IndexWord;
using tarsach::schema::WordList;
using tarsach::text::Direction;

constexpr std::array<const char*, 6> kOfficial = {"klasterite", "administratsiyata", "zakon",
                                                  "stolichna",  "ministerstvoto",    "shtastie"};
constexpr std::array<const char*, 6> kInformal = {"klysterite", "administraciqta", "4ove4estvo",
                                                  "stoli4na",   "6tastie",         "jivotat"};
constexpr std::array<const char*, 6> kNames = {"washington", "schwarzenegger", "johnson",
                                               "zelenskyy",  "christie",       "facebook"};
constexpr std::array<const char*, 3> kHostile = {"yyyyyyyyyyyyyyyyyyyy", "iaiaiaiaiaiaiaiaiaiaiaiaiaia",
                                                 "ouuouououououououououououououou"};

std::string made_up() {
  constexpr std::array kOnsets = {"б", "в", "г", "д", "ж",  "з",  "к", "л", "м", "н",
                                  "п", "р", "с", "т", "ст", "пр", "щ", "ч", "ш"};
  constexpr std::array kVowels = {"а", "е", "и", "о", "у", "ъ", "я", "ия", "ю"};
  constexpr std::size_t kWords = 150'000;
  std::mt19937 random(7);  // NOLINT(bugprone-random-generator-seed): the same list each time
  std::set<std::string> forms;
  while (forms.size() < kWords) {
    std::string form;
    for (std::size_t syllables = 2 + random() % 4; syllables > 0; --syllables) {
      form += kOnsets[random() % kOnsets.size()];
      form += kVowels[random() % kVowels.size()];
    }
    forms.insert(form);
  }
  std::vector<IndexWord> words;
  for (const std::string& form : forms) words.push_back({form, 1, 0});
  return tarsach::schema::encode_words(words);
}

const WordList& words() {
  static const WordList list = [] {
    const char* path = std::getenv("TARSACH_BENCH_WORDS");
    return path == nullptr ? WordList::parse(made_up()).value() : WordList::open(path).value();
  }();
  return list;
}

template <typename Look>
void look_up(benchmark::State& state, std::span<const char* const> typed, const Look& look) {
  const Lattice lattice(words(), Direction::kToCyrillic);
  std::size_t next = 0;
  for (auto unused : state) benchmark::DoNotOptimize(look(lattice, typed[next++ % typed.size()]));
}

const auto kWordsOf = [](const Lattice& lattice, std::string_view typed) { return lattice.words(typed, 8); };
const auto kSpellingsOf = [](const Lattice& lattice, std::string_view typed) {
  return lattice.spellings(typed, 4, [](std::string_view form) { return form.ends_with("ите"); });
};

void official(benchmark::State& state) { look_up(state, kOfficial, kWordsOf); }
void informal(benchmark::State& state) { look_up(state, kInformal, kWordsOf); }
void names(benchmark::State& state) { look_up(state, kNames, kWordsOf); }
void hostile(benchmark::State& state) { look_up(state, kHostile, kWordsOf); }
void spellings(benchmark::State& state) { look_up(state, kOfficial, kSpellingsOf); }
void hostile_spellings(benchmark::State& state) { look_up(state, kHostile, kSpellingsOf); }

BENCHMARK(official)->Unit(benchmark::kMicrosecond);
BENCHMARK(informal)->Unit(benchmark::kMicrosecond);
BENCHMARK(names)->Unit(benchmark::kMicrosecond);
BENCHMARK(hostile)->Unit(benchmark::kMicrosecond);
BENCHMARK(spellings)->Unit(benchmark::kMicrosecond);
BENCHMARK(hostile_spellings)->Unit(benchmark::kMicrosecond);

}  // namespace

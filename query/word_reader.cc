#include "query/word_reader.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "query/lattice.h"
#include "query/spelling.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

/// Typing, and typing with rarity, that a reading may cost. Longer words are nearer to fewer others.
struct Bounds {
  std::size_t letters;  // of words up to so many
  double typing, sum;
};

// Of 100 right words that neither the index nor the dictionary has, these would change 1 to 6 (docs/bulgarian.md).
constexpr std::array kCarefulSlips = {Bounds{4, 0, 0}, Bounds{5, 5, 6}, Bounds{6, 5, 7}, Bounds{8, 5, 8},
                                      Bounds{~std::size_t{0}, 5, 9}};
constexpr std::array kDaringSlips = {Bounds{3, 0, 0}, Bounds{~std::size_t{0}, 6.5, 10}};

/// Far spellings of foreign names are near to everything.
constexpr double kCarefulTransliteration = 2.5;
constexpr double kDaringTransliteration = 4;

template <std::size_t kRows>
const Bounds& bounds_for(const std::array<Bounds, kRows>& rows, const std::string& form) {
  const std::size_t letters = text::utf8::length(form);
  return *std::find_if(rows.begin(), rows.end(), [&](const Bounds& row) { return letters <= row.letters; });
}

}  // namespace

std::vector<Choice> WordReader::choices(const TypedWord& word, Effort effort) {
  const bool is_unknown = evidence_.standing(word.form) == Standing::kUnknown;
  std::vector<Choice> choices = {
      {word.form, ReadingKind::kAsTyped, is_unknown ? kUnknownCost : weighted_rarity(word.form)}};
  if (effort == Effort::kNone) return choices;
  const auto add = [&](const Candidate& candidate, ReadingKind kind, const Bounds& bounds) {
    const bool is_new = std::none_of(choices.begin(), choices.end(),
                                     [&](const Choice& choice) { return choice.text == candidate.form; });
    const double sum = candidate.cost + weighted_rarity(candidate.form);
    const bool is_near = candidate.cost <= bounds.typing && sum <= bounds.sum;
    if (is_new && is_near) choices.push_back({candidate.form, kind, sum});
  };
  const bool daring = effort == Effort::kDaring;
  if (word.script == text::Script::kLatin) {
    const Bounds bounds{0, daring ? kDaringTransliteration : kCarefulTransliteration, kUnknownCost};
    const double change = evidence_.documents(word.form) > 0 ? kKnownWordCost : 0;
    for (Candidate& candidate : transliterations(word)) {
      candidate.cost += change;
      add(candidate, ReadingKind::kTransliteration, bounds);
    }
  }
  if (is_unknown && !word.quoted) {
    const Bounds& bounds = daring ? bounds_for(kDaringSlips, word.form) : bounds_for(kCarefulSlips, word.form);
    for (const Candidate& candidate : corrections(word)) add(candidate, ReadingKind::kSpelling, bounds);
  }
  std::stable_sort(choices.begin() + 1, choices.end(),
                   [](const Choice& a, const Choice& b) { return a.cost < b.cost; });
  if (choices.size() > 1 + kMaxChoices) choices.resize(1 + kMaxChoices);
  return choices;
}

// Of the rarest of the words, if there are two.
double WordReader::weighted_rarity(const std::string& text) {
  double rarity = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    rarity = std::max(rarity, evidence_.rarity(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return kRarityWeight * rarity;
}

std::vector<Candidate> WordReader::transliterations(const TypedWord& word) {
  const Lattice lattice(session_.snapshot().words(), text::Direction::kToCyrillic);
  std::vector<Candidate> candidates = lattice.words(word.form, kMaxChoices);
  const auto is_word = [&](std::string_view form) {
    return evidence_.standing(std::string(form)) != Standing::kUnknown;
  };
  const std::vector<Candidate> spellings = lattice.spellings(word.form, kMaxChoices, is_word);
  candidates.insert(candidates.end(), spellings.begin(), spellings.end());
  return candidates;
}

std::vector<Candidate> WordReader::corrections(const TypedWord& word) {
  const Snapshot& snapshot = session_.snapshot();
  std::vector<Candidate> candidates = query::corrections(word.form, snapshot.words(), snapshot.spelling());
  const auto is_in_index = [&](std::string_view form) {
    return evidence_.standing(std::string(form)) == Standing::kInIndex;
  };
  for (const auto& more : {corrections_that(word.form, is_in_index), split(word.form, snapshot.words())})
    candidates.insert(candidates.end(), more.begin(), more.end());
  return candidates;
}

}  // namespace tarsach::query

#include "text/stemmer.h"

#include <algorithm>
#include <array>

#include "text/data/endings.h"

namespace tarsach::text {
namespace {

using data::Alternation;
using data::Ending;
using std::string_view_literals::operator""sv;

constexpr std::size_t kLetter = 2;            // bytes of a Cyrillic letter in UTF-8
constexpr std::size_t kShortestOpenStem = 4;  // a stem so long may lose its last vowel, or one within
constexpr std::size_t kMostStemmedLetters = 60;

std::size_t letters(std::string_view word) { return word.size() / kLetter; }

bool is_vowel(std::string_view letter) {
  return !letter.empty() && "аеиоуъюя"sv.find(letter) != std::string_view::npos;
}

/// 0 is the last letter; empty if there are not so many.
std::string_view letter_from_end(std::string_view word, std::size_t index) {
  return letters(word) > index ? word.substr(word.size() - (index + 1) * kLetter, kLetter) : std::string_view{};
}

bool has_vowel(std::string_view word) {
  for (std::size_t i = 0; i < letters(word); ++i) {
    if (is_vowel(letter_from_end(word, i))) return true;
  }
  return false;
}

std::string_view without(std::string_view word, std::string_view ending) {
  return word.substr(0, word.size() - ending.size());
}

bool fits(const Ending& row, std::string_view word) {
  if (!word.ends_with(row.ending) || letters(word) < letters(row.ending) + row.least) return false;
  return !row.by.empty() || has_vowel(without(word, row.ending));
}

template <std::size_t kRows>
const Ending* longest(const std::array<Ending, kRows>& rows, std::string_view word) {
  const Ending* best = nullptr;
  for (const Ending& row : rows) {
    if ((best == nullptr || row.ending.size() > best->ending.size()) && fits(row, word)) best = &row;
  }
  return best;
}

/// Every reading of `word` by the rows of a table; the word itself if no row fits.
template <std::size_t kRows>
std::vector<std::string> readings(const std::array<Ending, kRows>& rows, const std::string& word) {
  const Ending* row = longest(rows, word);
  if (row == nullptr) return {word};
  const std::string base(without(word, row->ending));
  std::vector<std::string> found{base + std::string(row->by)};
  if (row->also != data::kNone && (!row->also.empty() || has_vowel(base)))
    found.push_back(base + std::string(row->also));
  return found;
}

/// място/места, цял/цели: я and е alternate with the stress (преглас на ятовата гласна); in a stem they are one.
void unite_yat(std::string& stem) {
  for (std::size_t i = kLetter; i + kLetter <= stem.size(); i += kLetter) {
    if (stem.compare(i, kLetter, "я") == 0) stem.replace(i, kLetter, "е");
  }
}

/// театър/театри, важен/важни, борец/борци: the vowel before the last consonant comes and goes.
void drop_fleeting_vowel(std::string& stem) {
  if (letters(stem) < kShortestOpenStem) return;
  const std::string last(letter_from_end(stem, 0));
  const std::string_view vowel = letter_from_end(stem, 1);
  if (is_vowel(last) || is_vowel(letter_from_end(stem, 2))) return;
  const bool fleeting = (vowel == "ъ" && last != "ц") || (vowel == "е" && (last == "н" || last == "ц"));
  if (fleeting) stem.replace(stem.size() - 2 * kLetter, 2 * kLetter, last);
}

void alternate(std::string& stem) {
  const auto* row = std::ranges::find_if(data::kAlternations, [&](const Alternation& alternation) {
    return stem.ends_with(alternation.from) && letters(stem) >= alternation.least;
  });
  if (row != data::kAlternations.end()) stem.replace(stem.size() - row->from.size(), row->from.size(), row->to);
}

/// случа-й/случа-и and музе-й/музе-и have lost their й by now; решени- is решение.
void drop_last_vowel(std::string& stem) {
  const std::string_view last = letter_from_end(stem, 0);
  if (letters(stem) >= kShortestOpenStem && (last == "а" || last == "е" || last == "и")) {
    stem.resize(stem.size() - kLetter);
  }
}

std::string canonical(std::string stem) {
  unite_yat(stem);
  drop_fleeting_vowel(stem);
  alternate(stem);
  drop_last_vowel(stem);
  return stem;
}

/// Words with figures or rare letters in them (а4) are no words to inflect, and have letters of other sizes.
bool is_plain_cyrillic(std::string_view word) {
  if (word.size() % kLetter != 0) return false;
  for (std::size_t i = 0; i < word.size(); i += kLetter) {
    if (word[i] != '\xD0' && word[i] != '\xD1') return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> stem_bulgarian(std::string_view word) {
  if (letters(word) > kMostStemmedLetters || !is_plain_cyrillic(word)) return {std::string(word)};
  std::vector<std::string> stems;
  for (const std::string& base : readings(data::kInflections, std::string(word))) {
    for (std::string& reading : readings(data::kSuffixes, base)) {
      std::string stem = canonical(std::move(reading));
      if (std::ranges::find(stems, stem) == stems.end()) stems.push_back(std::move(stem));
    }
  }
  return stems;
}

}  // namespace tarsach::text

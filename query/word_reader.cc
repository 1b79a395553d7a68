#include "query/word_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
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
constexpr std::array kDaringSlips = {Bounds{4, 0, 0}, Bounds{~std::size_t{0}, 6.5, 9}};

/// Far spellings of foreign names are near to everything.
constexpr double kCarefulTransliteration = 2.5;
constexpr double kDaringTransliteration = 4;

/// A word that the index lacks and that is written as a name is one, more likely.
constexpr double kNameCost = 2;

/// What may be a form of a word, for all that the rules know, and was never seen.
constexpr double kUnattestedSpellingCost = 1.5;
constexpr double kUnattestedGuessCost = 3;

/// Shorter words are two words by accident: „сивино“ is no „си вино“.
constexpr std::size_t kShortestTwoWords = 8;

/// 80211n, mp3: more figures than шльокавица has.
bool is_a_code(const std::string& form) {
  const auto figures =
      std::count_if(form.begin(), form.end(), [](unsigned char byte) { return std::isdigit(byte) != 0; });
  return form.find_first_of("01235789") != std::string::npos || 2 * static_cast<std::size_t>(figures) > form.size();
}

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
  if (effort == Effort::kNone || word.abbreviated) return choices;
  const auto add = [&](const Candidate& candidate, ReadingKind kind, const Bounds& bounds) {
    const bool is_new = std::none_of(choices.begin(), choices.end(),
                                     [&](const Choice& choice) { return choice.text == candidate.form; });
    const double sum = candidate.cost + weighted_rarity(candidate.form);
    const bool is_near = candidate.cost <= bounds.typing && sum + evidence_.thinness() <= bounds.sum;
    if (is_new && is_near) choices.push_back({candidate.form, kind, sum});
  };
  const schema::WordList& index_words = session_.snapshot().words();
  const auto is_name = [&](const Candidate& candidate) {
    const auto found = index_words.find(candidate.form);
    return found && (index_words.flags(*found) & schema::kUsuallyCapital) != 0;
  };
  const bool daring = effort == Effort::kDaring;
  if (word.script == text::Script::kLatin && !is_a_code(word.form)) {
    const Bounds bounds{0, daring ? kDaringTransliteration : kCarefulTransliteration, 2 * kUnknownCost};
    const bool is_itself_a_word = evidence_.documents(word.form) > 0;
    for (Candidate& candidate : transliterations(word)) {
      if (effort == Effort::kNames && !is_name(candidate)) continue;
      const bool is_hidden_stop_word = evidence_.is_stop_word(candidate.form) && !evidence_.is_stop_word(word.form);
      if (is_itself_a_word && !is_hidden_stop_word) candidate.cost += kKnownWordCost;
      add(candidate, ReadingKind::kTransliteration, bounds);
    }
  }
  if (is_unknown && !word.quoted) {
    Bounds bounds = daring ? bounds_for(kDaringSlips, word.form) : bounds_for(kCarefulSlips, word.form);
    if (word.capital) bounds.sum -= kNameCost;
    for (const Candidate& candidate : corrections(word)) add(candidate, ReadingKind::kSpelling, bounds);
    if (daring)
      for (const Candidate& candidate : two_words(word)) add(candidate, ReadingKind::kSpelling, bounds);
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
  for (Candidate& spelling : lattice.spellings(word.form, kMaxChoices, is_word)) {
    spelling.cost += evidence_.is_attested(spelling.form) ? 0 : kUnattestedSpellingCost;
    candidates.push_back(std::move(spelling));
  }
  return candidates;
}

std::vector<Candidate> WordReader::corrections(const TypedWord& word) {
  const Snapshot& snapshot = session_.snapshot();
  std::vector<Candidate> candidates = query::corrections(word.form, snapshot.words(), snapshot.spelling());
  const auto is_in_index = [&](std::string_view form) { return evidence_.documents(std::string(form)) > 0; };
  for (Candidate& guess : corrections_that(word.form, is_in_index)) {
    guess.cost += evidence_.is_attested(guess.form) ? 0 : kUnattestedGuessCost;
    candidates.push_back(std::move(guess));
  }
  return candidates;
}

// Most words that look like two are one that the index does not have: „великобритански“.
std::vector<Candidate> WordReader::two_words(const TypedWord& word) {
  if (text::utf8::length(word.form) < kShortestTwoWords) return {};
  return split(word.form, session_.snapshot().words());
}

}  // namespace tarsach::query

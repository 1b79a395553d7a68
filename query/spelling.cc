#include "query/spelling.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "query/slips.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

namespace utf8 = text::utf8;
using schema::WordList;

/// The dearest slips that are still taken for such: one of any kind in a short word, two in a longer one.
constexpr double kMostForOneEdit = 6.5;
constexpr double kMostForTwoEdits = 10.0;

constexpr double kMissingSpace = 4.0;
constexpr double kExtraSpace = 3.0;
constexpr double kOneLetterWord = 2.0;  // on top, for a part of one letter
constexpr std::array<std::string_view, 4> kOneLetterWords = {"в", "и", "с", "о"};

/// A word as it is compared: its letters, and which there are (a bit each; several letters share one).
struct Letters {
  std::u32string code;
  std::uint64_t kinds = 0;
};

constexpr std::uint64_t kind_of(char32_t letter) { return std::uint64_t{1} << (letter & 63U); }

/// False when there are more letters than `most`.
bool read_letters(std::string_view form, std::size_t most, Letters& letters) {
  letters.code.clear();
  letters.kinds = 0;
  for (std::size_t at = 0; at < form.size();) {
    const utf8::Letter letter = utf8::decode(form, at);
    at += letter.size;
    if (letters.code.size() == most) return false;
    letters.code += letter.code;
    letters.kinds |= kind_of(letter.code);
  }
  return true;
}

std::string to_utf8(std::u32string_view letters) {
  std::string text;
  for (const char32_t letter : letters) utf8::append(text, letter);
  return text;
}

/// Words that have three kinds of letters that the other one lacks are more than two edits apart.
bool may_be_near(const Letters& typed, const Letters& word) {
  return std::popcount(typed.kinds & ~word.kinds) <= 2 && std::popcount(word.kinds & ~typed.kinds) <= 2;
}

double most_cost(std::size_t letters) { return schema::most_edits(letters) < 2 ? kMostForOneEdit : kMostForTwoEdits; }

struct Ranked {
  WordList::Number word = 0;
  double cost = 0;
  double sum = 0;  // with its rarity, up to a constant
};

std::vector<Candidate> best_of(std::vector<Ranked> found, const WordList& words) {
  std::ranges::sort(
      found, [](const Ranked& a, const Ranked& b) { return std::pair(a.sum, a.word) < std::pair(b.sum, b.word); });
  std::vector<Candidate> best;
  for (const Ranked& one : found) {
    if (best.size() == kMaxCorrections) break;
    best.push_back({std::string(words.form(one.word)), one.cost});
  }
  return best;
}

/// The words near to what was typed, and near to what it is when it was written as heard.
std::vector<WordList::Range> ranges_near(const Letters& typed, const schema::SpellingIndex& spelling) {
  std::vector<WordList::Range> ranges = spelling.near(to_utf8(typed.code));
  const std::u32string joined = with_joined_letters(typed.code);
  if (joined == typed.code) return ranges;
  for (const WordList::Range range : spelling.near(to_utf8(joined))) ranges.push_back(range);
  std::ranges::sort(ranges, {}, &WordList::Range::begin);
  for (std::size_t i = 1; i < ranges.size(); ++i) ranges[i].begin = std::max(ranges[i].begin, ranges[i - 1].end);
  return ranges;
}

constexpr std::u32string_view kLatinAlphabet = U"abcdefghijklmnopqrstuvwxyz";
constexpr std::u32string_view kBulgarianAlphabet = U"абвгдежзийклмнопрстуфхцчшщъьюя";

/// What may have been meant by `typed` with one slip, each once.
template <typename Visit>
void each_guess(const std::u32string& typed, Visit visit) {
  if (const std::u32string joined = with_joined_letters(typed); joined != typed) visit(joined);
  const std::u32string_view alphabet = typed.front() < 0x80 ? kLatinAlphabet : kBulgarianAlphabet;
  for (std::size_t at = 0; at <= typed.size(); ++at) {
    const std::u32string head = typed.substr(0, at), tail = typed.substr(at);
    const char32_t first = tail.empty() ? 0 : tail[0], second = tail.size() < 2 ? first : tail[1];
    if (first != second || tail.size() == 1) visit(head + tail.substr(1));
    if (first != second) visit(head + second + first + tail.substr(2));
    for (const char32_t letter : alphabet) {
      if (letter == first) continue;  // put in behind it, it is the same word
      visit(head + letter + tail);
      if (first != 0) visit(head + letter + tail.substr(1));
    }
  }
}

std::optional<Letters> letters_to_correct(std::string_view form) {
  Letters letters;
  if (!read_letters(form, kMaxSlipLetters, letters) || schema::most_edits(letters.code.size()) == 0) return {};
  if (std::ranges::any_of(letters.code, [](char32_t letter) { return letter >= U'0' && letter <= U'9'; })) return {};
  return letters;
}

double log_frequency(std::uint32_t documents) { return std::log(static_cast<double>(documents) + 0.5); }

std::optional<double> cost_of_part(std::string_view part) {
  if (utf8::length(part) > 1) return 0.0;
  if (std::ranges::find(kOneLetterWords, part) == kOneLetterWords.end()) return std::nullopt;
  return kOneLetterWord;
}

}  // namespace

double rarity(std::uint32_t documents, std::uint32_t all_documents) {
  return kRarityWeight * (std::log(static_cast<double>(all_documents) + 1) - log_frequency(documents));
}

std::vector<Candidate> corrections(std::string_view form, const WordList& words,
                                   const schema::SpellingIndex& spelling) {
  const auto typed = letters_to_correct(form);
  if (!typed || spelling.words() != words.size()) return {};
  const double most = most_cost(typed->code.size());
  std::vector<Ranked> found;
  Letters letters;
  std::size_t compared = 0;
  for (const WordList::Range range : ranges_near(*typed, spelling)) {
    for (WordList::Number word = range.begin; word < range.end; ++word) {
      if (++compared > kMaxComparedWords) return best_of(std::move(found), words);
      const std::string_view meant = words.form(word);
      if (meant.size() > form.size() + 2 * kMaxSlipShift || form.size() > meant.size() + 2 * kMaxSlipShift) continue;
      if (meant == form || !read_letters(meant, kMaxSlipLetters, letters) || !may_be_near(*typed, letters)) continue;
      if (const auto cost = slip_cost(typed->code, letters.code, most))
        found.push_back({word, *cost, *cost - kRarityWeight * log_frequency(words.documents(word))});
    }
  }
  return best_of(std::move(found), words);
}

std::vector<Candidate> corrections_that(std::string_view form, const std::function<bool(std::string_view)>& known) {
  const auto typed = letters_to_correct(form);
  if (!typed) return {};
  std::vector<Candidate> found;
  std::size_t asked = 0;
  each_guess(typed->code, [&](const std::u32string& guess) {
    if (++asked > kMaxGuesses) return;
    std::string meant = to_utf8(guess);
    if (!known(meant)) return;
    if (const auto cost = slip_cost(typed->code, guess, kMostForOneEdit)) found.push_back({std::move(meant), *cost});
  });
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return std::tie(a.cost, a.form) < std::tie(b.cost, b.form);
  });
  if (found.size() > kMaxCorrections) found.resize(kMaxCorrections);
  return found;
}

std::vector<Candidate> split(std::string_view form, const WordList& words) {
  const auto typed = letters_to_correct(form);
  if (!typed) return {};
  std::vector<std::pair<double, Candidate>> found;
  for (std::size_t at = utf8::decode(form, 0).size; at < form.size(); at += utf8::decode(form, at).size) {
    const std::string_view head = form.substr(0, at), tail = form.substr(at);
    const auto cost = cost_of_part(head);
    const bool is_ending = utf8::length(tail) < 2;
    if (!cost || is_ending) continue;
    const auto first = words.find(head), second = words.find(tail);
    if (!first || !second) continue;
    const double frequency = log_frequency(words.documents(*first)) + log_frequency(words.documents(*second));
    const Candidate two{std::string(head) + " " + std::string(tail), kMissingSpace + *cost};
    found.emplace_back(two.cost - kRarityWeight * frequency, two);
  }
  std::ranges::stable_sort(found, {}, &std::pair<double, Candidate>::first);
  std::vector<Candidate> best;
  for (auto& [sum, candidate] : found)
    if (best.size() < kMaxCorrections) best.push_back(std::move(candidate));
  return best;
}

std::optional<Candidate> join(std::string_view first, std::string_view second, const WordList& words) {
  std::string one = std::string(first) + std::string(second);
  if (first.empty() || second.empty() || !words.find(one)) return std::nullopt;
  return Candidate{std::move(one), kExtraSpace};
}

}  // namespace tarsach::query

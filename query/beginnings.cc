#include "query/beginnings.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <queue>

#include "text/letters.h"
#include "text/transliteration.h"
#include "text/utf8.h"

namespace tarsach::query {
namespace {

using schema::WordList;

constexpr double kMostAboveCheapest = 3;  // nats; what costs more was not meant
constexpr double kExchangeCost = 3.5;     // of two neighbouring letters
constexpr double kEditCost = 5;

/// Words that begin with `form` and then `next`; perhaps none.
Beginning followed_by(const WordList& words, const Beginning& beginning, std::string_view next) {
  Beginning longer{words.narrow(beginning.words, beginning.form.size(), next), beginning.form, beginning.cost};
  longer.form += next;
  return longer;
}

struct Alphabets {
  bool cyrillic = false, latin = false;
};

Alphabets alphabets_of(std::string_view typed) {
  Alphabets found;
  for (std::size_t at = 0; at < typed.size();) {
    const text::utf8::Letter letter = text::utf8::decode(typed, at);
    const text::LetterClass kind = text::class_of(letter.code);
    found.cyrillic |= kind == text::LetterClass::kCyrillic;
    found.latin |= kind == text::LetterClass::kLatin;
    at += letter.size;
  }
  return found;
}

/// A best-first search over "so much of it is read, so many words are left".
class Transliteration {
 public:
  Transliteration(const WordList& words, std::string_view typed, const text::LetterRows& rows)
      : words_(words), typed_(typed), rows_(rows) {
    states_.push({{words.all(), {}, 0}, 0});
  }

  std::vector<Beginning> run() {
    std::vector<Beginning> found;
    while (!states_.empty() && steps_ < kMaxBeginningSteps && found.size() < kMaxBeginnings) {
      const State state = states_.top();
      states_.pop();
      if (!found.empty() && state.beginning.cost > found.front().cost + kMostAboveCheapest) break;
      if (state.read == typed_.size())
        add(found, state.beginning);
      else
        follow(state);
    }
    return found;
  }

 private:
  struct State {
    Beginning beginning;
    std::size_t read = 0;
    bool operator<(const State& other) const { return beginning.cost > other.beginning.cost; }
  };

  static void add(std::vector<Beginning>& found, const Beginning& beginning) {
    const bool known =
        std::any_of(found.begin(), found.end(), [&](const Beginning& other) { return other.form == beginning.form; });
    if (!known) found.push_back(beginning);
  }

  void follow(const State& state) {
    const auto rows = rows_.beginning(typed_, state.read);
    for (const text::LetterRow* row : rows) go(state, row->from.size(), row->to, row->cost);
    const text::utf8::Letter letter = text::utf8::decode(typed_, state.read);
    if (rows.empty()) go(state, letter.size, typed_.substr(state.read, letter.size), 0);  // a digit, a hyphen
  }

  void go(const State& state, std::size_t read, std::string_view next, double cost) {
    ++steps_;
    State further{followed_by(words_, state.beginning, next), state.read + read};
    further.beginning.cost += cost;
    if (!further.beginning.empty()) states_.push(std::move(further));
  }

  const WordList& words_;
  std::string_view typed_;
  const text::LetterRows& rows_;
  std::priority_queue<State> states_;
  std::size_t steps_ = 0;
};

/// All beginnings that are one slip away.
class Slips {
 public:
  Slips(const WordList& words, std::string_view typed) : words_(words), typed_(typed) {
    for (std::size_t at = 0; at < typed.size(); at += text::utf8::decode(typed, at).size) begins_.push_back(at);
    begins_.push_back(typed.size());
  }

  std::vector<Beginning> run() {
    if (letters() < kMinSlipLetters) return {};
    Beginning right = followed_by(words_, {words_.all(), {}, 0}, from(0, 1));
    for (std::size_t at = 1; at < letters() && !right.empty() && steps_ < kMaxBeginningSteps; ++at) {
      slip_at(at, right);
      right = followed_by(words_, right, from(at, at + 1));
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Beginning& a, const Beginning& b) {
      if (a.cost != b.cost) return a.cost < b.cost;
      return a.words.end - a.words.begin > b.words.end - b.words.begin;  // the more usual one
    });
    if (found_.size() > kMaxBeginnings) found_.resize(kMaxBeginnings);
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::size_t letters() const { return begins_.size() - 1; }
  [[nodiscard]] std::string_view from(std::size_t first, std::size_t last) const {
    return typed_.substr(begins_[first], begins_[last] - begins_[first]);
  }
  [[nodiscard]] std::string_view rest(std::size_t first) const { return typed_.substr(begins_[first]); }

  void slip_at(std::size_t at, const Beginning& right) {
    if (at + 2 <= letters())
      add(right, std::string(from(at + 1, at + 2)).append(from(at, at + 1)).append(rest(at + 2)), kExchangeCost);
    add(right, rest(at + 1), kEditCost);  // one too many
    for_each_letter(right, [&](std::string_view letter) {
      if (letter == from(at, at + 1)) return;
      add(right, std::string(letter).append(rest(at)), kEditCost);  // one is missing
      if (at + 1 < letters()) add(right, std::string(letter).append(rest(at + 1)), kEditCost);
    });
  }

  void add(const Beginning& right, std::string_view next, double cost) {
    ++steps_;
    Beginning found = followed_by(words_, right, next);
    found.cost = cost;
    const bool known =
        std::any_of(found_.begin(), found_.end(), [&](const Beginning& other) { return other.form == found.form; });
    if (!found.empty() && !known) found_.push_back(std::move(found));
  }

  /// The letters that follow in the words of the list.
  template <typename Action>
  void for_each_letter(const Beginning& right, const Action& action) {
    WordList::Range left = right.words;
    while (!left.empty() && steps_ < kMaxBeginningSteps) {
      const std::string_view form = words_.form(left.begin);
      if (form.size() <= right.form.size()) {
        ++left.begin;  // the beginning itself is a word
        continue;
      }
      const std::size_t size = text::utf8::decode(form, right.form.size()).size;
      const std::string_view letter = form.substr(right.form.size(), size);
      ++steps_;
      const WordList::Range same = words_.narrow(left, right.form.size(), letter);
      action(letter);
      left.begin = std::max(left.begin + 1, same.end);
    }
  }

  const WordList& words_;
  std::string_view typed_;
  std::vector<std::size_t> begins_;  // of its letters
  std::vector<Beginning> found_;
  std::size_t steps_ = 0;
};

}  // namespace

std::vector<Beginning> literal_beginning(const WordList& words, std::string_view typed) {
  Beginning beginning = followed_by(words, {words.all(), {}, 0}, typed);
  if (beginning.empty()) return {};
  return {std::move(beginning)};
}

std::vector<Beginning> transliterated_beginnings(const WordList& words, std::string_view typed) {
  const Alphabets alphabets = alphabets_of(typed);
  if (alphabets.cyrillic == alphabets.latin || typed.size() > kMaxBeginningBytes) return {};
  const auto direction = alphabets.latin ? text::Direction::kToCyrillic : text::Direction::kToLatin;
  return Transliteration(words, typed, text::letter_rows(direction)).run();
}

std::vector<Beginning> slipped_beginnings(const WordList& words, std::string_view typed) {
  if (typed.size() > kMaxBeginningBytes) return {};
  return Slips(words, typed).run();
}

}  // namespace tarsach::query

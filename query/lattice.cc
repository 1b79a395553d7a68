#include "query/lattice.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <queue>
#include <string>
#include <unordered_set>
#include <utility>

#include "text/utf8.h"

namespace tarsach::query {
namespace {

using schema::WordList;
using text::LetterRow;

constexpr float kOtherScheme = .5F;      // a letter that the writer of those before it would not have used
constexpr float kUnlistedLetter = .5F;   // a letter that no word of the index has there
constexpr double kDocumentsWeight = .4;  // of ln(documents), against nats: more of it hides rare words
constexpr float kNever = std::numeric_limits<float>::infinity();

enum class Scope : std::uint8_t { kWords, kSpellings };

/// The rows that may read on at each byte of the typed word, and the least that the rest of it costs.
class Readings {
 public:
  Readings(std::string_view typed, const text::LetterRows& rows) : at_(typed.size()), rest_(typed.size() + 1, kNever) {
    rest_[typed.size()] = 0;
    own_.reserve(typed.size());
    for (std::size_t at = typed.size(); at-- > 0;) {
      at_[at] = rows.beginning(typed, at);
      if (at_[at].empty()) add_itself(typed, at);
      for (const LetterRow* row : at_[at]) rest_[at] = std::min(rest_[at], row->cost + rest_[at + row->from.size()]);
    }
  }

  [[nodiscard]] const std::vector<const LetterRow*>& at(std::size_t place) const { return at_[place]; }
  [[nodiscard]] float rest(std::size_t place) const { return rest_[place]; }

 private:
  /// A letter that no row reads stays what it is: a figure, a letter of the other alphabet.
  void add_itself(std::string_view typed, std::size_t at) {
    const std::string letter(typed.substr(at, text::utf8::decode(typed, at).size));
    own_.push_back({letter, letter});
    at_[at].push_back(&own_.back());
  }

  std::vector<std::vector<const LetterRow*>> at_;
  std::vector<float> rest_;
  std::vector<LetterRow> own_;
};

/// So much is read, and so much is written.
struct State {
  float cost = 0;                       // of the rows
  float unlisted = 0;                   // for leaving the list of words
  WordList::Range range;                // the words that begin so; empty outside of the list
  std::uint32_t before = 0;             // the state from which this was reached
  const LetterRow* row = nullptr;       // and how
  std::uint16_t read = 0, written = 0;  // bytes
  text::Schemes schemes = text::kEveryScheme;
};

class Search {
 public:
  Search(const WordList& words, const text::LetterRows& rows, std::string_view typed, Scope scope)
      : words_(words), readings_(typed, rows), size_(typed.size()), scope_(scope) {
    states_.reserve(1024);
    push({.range = words.all()});
  }

  /// The next whole spelling in the order of cost; nothing when there is no other or the budget is used up.
  const State* next() {
    while (!open_.empty() && steps_ < kMaxLatticeSteps) {
      const Open first = open_.top();
      open_.pop();
      if (found_ && first.cost > cheapest_ + kLatticeMargin) return nullptr;
      const State state = states_[first.state];
      if (state.read == size_) {
        if (is_listed(state) || scope_ == Scope::kSpellings) return &found(first);
      } else if (is_new(state)) {
        ++steps_;
        follow(first.state);
      }
    }
    return nullptr;
  }

  [[nodiscard]] bool is_listed(const State& state) const {
    return !state.range.empty() && words_.form(state.range.begin).size() == state.written;
  }

  [[nodiscard]] std::string form(const State& state) const {
    std::vector<const LetterRow*> rows;
    for (const State* at = &state; at->row != nullptr; at = &states_[at->before]) rows.push_back(at->row);
    std::string form;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) form += (*row)->to;
    return form;
  }

 private:
  struct Open {
    float cost = 0;  // at least that of a whole spelling
    std::uint16_t read = 0;
    std::uint32_t state = 0;
    bool operator<(const Open& other) const { return cost != other.cost ? cost > other.cost : read < other.read; }
  };

  void push(const State& state) {
    const float cost = state.cost + state.unlisted + readings_.rest(state.read);
    if (cost == kNever || (found_ && cost > cheapest_ + kLatticeMargin)) return;
    open_.push({cost, state.read, static_cast<std::uint32_t>(states_.size())});
    states_.push_back(state);
  }

  const State& found(const Open& open) {
    if (!found_) cheapest_ = open.cost;
    found_ = true;
    return states_[open.state];
  }

  /// Another way to the same letters costs more: they come in the order of cost.
  bool is_new(const State& state) {
    if (state.range.empty()) return true;
    const std::uint64_t key = (std::uint64_t{state.range.begin} << 32U) | (std::uint64_t{state.read} << 19U) |
                              (std::uint64_t{state.written} << 3U) | state.schemes;
    return seen_.insert(key).second;
  }

  void follow(std::uint32_t number) {
    for (const LetterRow* row : readings_.at(states_[number].read)) {
      const State& from = states_[number];
      State to = from;
      to.before = number;
      to.row = row;
      to.cost += row->cost;
      to.schemes = from.schemes & row->schemes;
      if (to.schemes == 0) {
        to.cost += kOtherScheme;
        to.schemes = row->schemes;
      }
      to.read = static_cast<std::uint16_t>(from.read + row->from.size());
      to.written = static_cast<std::uint16_t>(from.written + row->to.size());
      if (!from.range.empty()) to.range = words_.narrow(from.range, from.written, row->to);
      if (to.range.empty()) {
        if (scope_ == Scope::kWords) continue;
        to.unlisted += kUnlistedLetter * static_cast<float>(text::utf8::length(row->to));
      }
      push(to);
    }
  }

  const WordList& words_;
  const Readings readings_;
  const std::size_t size_;
  const Scope scope_;
  std::vector<State> states_;
  std::priority_queue<Open> open_;
  std::unordered_set<std::uint64_t> seen_;
  std::size_t steps_ = 0;
  float cheapest_ = 0;
  bool found_ = false;
};

bool is_readable(std::string_view typed) { return !typed.empty() && typed.size() <= kMaxLatticeBytes; }

}  // namespace

std::vector<Candidate> Lattice::words(std::string_view typed, std::size_t most) const {
  struct Found {
    WordList::Number word = 0;
    double cost = 0, order = 0;
  };
  std::vector<Found> found;
  if (!is_readable(typed)) return {};
  Search search(words_, rows_, typed, Scope::kWords);
  for (const State* state = search.next(); state != nullptr && found.size() < kMaxLatticeFound; state = search.next()) {
    const WordList::Number word = state->range.begin;
    if (std::ranges::find(found, word, &Found::word) != found.end()) continue;
    const double documents = std::max<double>(1, words_.documents(word));
    found.push_back({word, state->cost, state->cost - kDocumentsWeight * std::log(documents)});
  }
  std::ranges::stable_sort(found, {}, &Found::order);
  std::vector<Candidate> best;
  for (const Found& one : found) {
    if (best.size() == most) break;
    best.push_back({std::string(words_.form(one.word)), one.cost});
  }
  return best;
}

std::vector<Candidate> Lattice::spellings(std::string_view typed, std::size_t most, const IsWorth& is_worth) const {
  std::vector<Candidate> best;
  if (!is_readable(typed)) return best;
  Search search(words_, rows_, typed, Scope::kSpellings);
  std::unordered_set<std::string> tried;
  double limit = std::numeric_limits<double>::infinity();
  while (best.size() < most && tried.size() < kMaxLatticeFound) {
    const State* state = search.next();
    if (state == nullptr || state->cost + state->unlisted > limit) break;
    std::string form = search.form(*state);
    if (!tried.insert(form).second) continue;
    if (!search.is_listed(*state) && !is_worth(form)) continue;
    if (best.empty()) limit = state->cost + state->unlisted + kSpellingMargin;
    best.push_back({std::move(form), state->cost});
  }
  return best;
}

}  // namespace tarsach::query

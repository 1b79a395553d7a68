#include "text/automaton.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace tarsach::text {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of this file are read as they lie");

constexpr std::size_t kArcBytes = sizeof(std::uint32_t);
constexpr std::uint32_t kLetterMask = 0x7F;
constexpr std::uint32_t kLastArc = 0x80;
constexpr unsigned kPlaceShift = 8;
constexpr std::uint32_t kEndOfWord = 0;
constexpr std::uint32_t kNoLetter = kLetterMask;

/// а is 1, then as in Unicode up to U+045F; kNoLetter for all else.
std::uint32_t letter_of(unsigned char first, unsigned char second) {
  if (first == 0xD0 && second >= 0xB0 && second <= 0xBF) return second - 0xB0U + 1;
  if (first == 0xD1 && second >= 0x80 && second <= 0x9F) return second - 0x80U + 0x11;
  return kNoLetter;
}

void append_letter(std::string& word, std::uint32_t letter) {
  word += letter < 0x11 ? '\xD0' : '\xD1';
  word += static_cast<char>(letter < 0x11 ? letter + 0xAF : letter + 0x6F);
}

std::uint32_t letter_at(std::string_view word, std::size_t at) {
  if (at + 1 >= word.size()) return kNoLetter;
  return letter_of(static_cast<unsigned char>(word[at]), static_cast<unsigned char>(word[at + 1]));
}

std::uint32_t read(std::string_view bytes, std::uint32_t index) {
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data() + std::size_t{index} * kArcBytes, kArcBytes);
  return number;
}

}  // namespace

bool is_automaton_word(std::string_view word) {
  for (std::size_t at = 0; at < word.size(); at += 2)
    if (letter_at(word, at) == kNoLetter) return false;
  return !word.empty();
}

Automaton::Automaton(std::string_view bytes) {
  if (bytes.size() < kArcBytes || bytes.size() / kArcBytes > kMostAutomatonNumber) return;
  count_ = static_cast<std::uint32_t>(bytes.size() / kArcBytes) - 1;
  arcs_ = bytes.substr(0, std::size_t{count_} * kArcBytes);
  root_ = read(bytes, count_);
}

std::optional<std::uint32_t> Automaton::follow(std::uint32_t state, std::uint32_t letter) const {
  for (std::uint32_t index = state; index < count_; ++index) {
    const std::uint32_t arc = read(arcs_, index);
    if ((arc & kLetterMask) == letter) return arc >> kPlaceShift;
    if ((arc & kLastArc) != 0) break;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Automaton::find(std::string_view word) const {
  std::uint32_t state = root_;
  for (std::size_t at = 0; at < word.size(); at += 2) {
    const std::uint32_t letter = letter_at(word, at);
    if (letter == kNoLetter) return std::nullopt;
    const auto next = follow(state, letter);
    if (!next) return std::nullopt;
    state = *next;
  }
  return follow(state, kEndOfWord);
}

void Automaton::each_word(const std::function<void(std::string_view)>& call) const {
  std::string beginning;
  each_word_from(root_, beginning, call);
}

void Automaton::each_word_from(std::uint32_t state, std::string& beginning,
                               const std::function<void(std::string_view)>& call) const {
  for (std::uint32_t index = state; index < count_; ++index) {
    const std::uint32_t arc = read(arcs_, index);
    if (const std::uint32_t letter = arc & kLetterMask; letter == kEndOfWord) {
      call(beginning);
    } else if (beginning.size() < 2 * kMostLetters) {
      append_letter(beginning, letter);
      each_word_from(arc >> kPlaceShift, beginning, call);
      beginning.resize(beginning.size() - 2);
    }
    if ((arc & kLastArc) != 0) break;
  }
}

std::size_t AutomatonBuilder::Hash::operator()(const State& state) const {
  std::size_t hash = state.size();
  for (const std::uint32_t arc : state) hash = hash * 1'000'003U ^ arc;
  return hash;
}

void AutomatonBuilder::add(std::string_view word, std::uint32_t number) {
  assert(is_automaton_word(word) && number <= kMostAutomatonNumber);
  std::vector<std::uint32_t> letters;
  for (std::size_t at = 0; at < word.size(); at += 2) letters.push_back(letter_at(word, at));
  assert(last_word_ < letters);
  const auto split = std::mismatch(last_word_.begin(), last_word_.end(), letters.begin(), letters.end());
  freeze_behind(static_cast<std::size_t>(split.first - last_word_.begin()));
  last_word_ = std::move(letters);
  open_.resize(last_word_.size() + 1);
  open_.back() = {number << kPlaceShift | kEndOfWord};
}

void AutomatonBuilder::freeze_behind(std::size_t letters) {
  while (open_.size() > letters + 1) {
    const std::uint32_t place = place_of(open_.back());
    open_.pop_back();
    open_.back().push_back(place << kPlaceShift | last_word_[open_.size() - 1]);
  }
}

std::uint32_t AutomatonBuilder::place_of(State& state) {
  state.back() |= kLastArc;
  const auto [found, is_new] = places_.try_emplace(state, static_cast<std::uint32_t>(arcs_.size()));
  if (is_new) arcs_.insert(arcs_.end(), state.begin(), state.end());
  assert(arcs_.size() <= kMostAutomatonNumber);
  return found->second;
}

std::string AutomatonBuilder::finish() {
  freeze_behind(0);
  const std::uint32_t root = open_.front().empty() ? 0 : place_of(open_.front());
  arcs_.push_back(root);
  std::string bytes(arcs_.size() * kArcBytes, '\0');
  std::memcpy(bytes.data(), arcs_.data(), bytes.size());
  return bytes;
}

}  // namespace tarsach::text

// The likeliest sequence of words, when each place has several candidates: Viterbi's search over the costs of the
// candidates and of the steps between neighbours.
//
//   const Decoded best = decode(places, [&](const Choice& a, const Choice& b) { return -evidence.affinity(a.text,
//   b.text); }); best.chosen[i]     the candidate of the place i; best.cost  of the whole
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tarsach::query {

/// How a word was read. In the order in which it is told.
enum class ReadingKind : std::uint8_t { kAsTyped, kTransliteration, kKeyboard, kSpelling };

struct Choice {
  std::string text;  // one word, or two where a space was missing
  ReadingKind kind = ReadingKind::kAsTyped;
  double cost = 0;  // −ln of how likely it is, for what was typed and by how frequent the word is

  bool operator==(const Choice&) const = default;
};

using StepCost = std::function<double(const Choice& before, const Choice& after)>;

struct Decoded {
  std::vector<std::size_t> chosen;  // for each place the index of its choice
  double cost = 0;
};

/// Each place has at least one choice. Ties go to the choice that stands first.
[[nodiscard]] Decoded decode(const std::vector<std::vector<Choice>>& places, const StepCost& step);

}  // namespace tarsach::query

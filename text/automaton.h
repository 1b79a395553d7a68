// Words → numbers, as a minimal acyclic automaton: beginnings are shared as in a tree, and whatever two words have
// from some letter to the end (number included) is there once. The 867,000 forms of Bulgarian take a megabyte.
//
//   AutomatonBuilder builder;
//   builder.add("вода", 1);                  // in the order of their bytes
//   builder.add("води", 2);
//   Automaton(builder.finish()).find("води") // 2
//
// Built as Daciuk, Mihov, Watson & Watson tell (Computational Linguistics 26(1), 2000): the words come sorted, so all
// that is behind the common beginning of two neighbours will not change any more and can be looked up among what is
// there.
//
// On disk, little-endian: arcs of 32 bits and at the end the root. Arc: the letter in bits 0–6, "last of its state" in
// bit 7, the place of the state that it leads to in bits 8–31. Letter 0 ends a word; its place is the word's number.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tarsach::text {

inline constexpr std::uint32_t kMostAutomatonNumber = (1U << 24U) - 1;

/// May the word stand in an automaton? It has only small Cyrillic letters, UTF-8, and at least one.
[[nodiscard]] bool is_automaton_word(std::string_view word);

/// A view of bytes, which may hold anything: what does not fit together finds nothing (but in each_word(), damaged
/// bytes may take for ever: ask for a checksum first). Any thread.
class Automaton {
 public:
  Automaton() = default;
  explicit Automaton(std::string_view bytes);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view word) const;
  /// Calls with each word in the order of their bytes; with none that is longer than kMostLetters.
  void each_word(const std::function<void(std::string_view)>& call) const;

 private:
  static constexpr std::size_t kMostLetters = 64;

  void each_word_from(std::uint32_t state, std::string& beginning,
                      const std::function<void(std::string_view)>& call) const;
  [[nodiscard]] std::optional<std::uint32_t> follow(std::uint32_t state, std::uint32_t letter) const;

  std::string_view arcs_;
  std::uint32_t count_ = 0;
  std::uint32_t root_ = 0;
};

class AutomatonBuilder {
 public:
  /// `word` comes after all that were added before it, and is an automaton's word; `number` ≤ kMostAutomatonNumber.
  void add(std::string_view word, std::uint32_t number);
  /// The bytes. There is nothing to add afterwards.
  [[nodiscard]] std::string finish();

 private:
  using State = std::vector<std::uint32_t>;  // its arcs

  struct Hash {
    std::size_t operator()(const State& state) const;
  };

  void freeze_behind(std::size_t letters);
  [[nodiscard]] std::uint32_t place_of(State& state);

  std::vector<std::uint32_t> last_word_;  // its letters
  std::vector<State> open_ = {State{}};   // the states along it; the arc to the next one is not yet in them
  std::vector<std::uint32_t> arcs_;       // frozen
  std::unordered_map<State, std::uint32_t, Hash> places_;
};

}  // namespace tarsach::text

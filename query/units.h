// Typed text as the units that are asked for: a word, or a compound that may be written together, with a hyphen or
// apart. „бизнес-клъстерът“ is one unit of two pieces and a whole, and has two sequences: „бизнесклъстер“ alone, or
// „бизнес“ and „клъстер“ side by side.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/plan.h"
#include "text/analyzer.h"

namespace tarsach::query {

struct Piece {
  std::string form;
  std::vector<std::string> lemmas;
  bool stop_word = false;
  std::uint32_t position = 0;
};

struct Unit {
  std::vector<Piece> pieces;
  std::optional<Piece> whole;
  [[nodiscard]] bool is_stop_word() const { return pieces.size() == 1 && pieces.front().stop_word; }
};

/// In the order of the text.
[[nodiscard]] std::vector<Unit> units_of(std::string_view text, text::Analyzer& analyzer);

/// The terms of these lemmas in a field (kText or kTitle).
[[nodiscard]] std::vector<std::string> terms_of(const std::vector<std::string>& lemmas, schema::Field field);

/// What stands in a document that has the unit: any one of the sequences.
[[nodiscard]] std::vector<Sequence> sequences_of(const Unit& unit, schema::Field field);

/// The same for units that must stand one after the other, as in a phrase. Empty for no units.
[[nodiscard]] std::vector<Sequence> phrase_of(const std::vector<Unit>& units, schema::Field field);

}  // namespace tarsach::query

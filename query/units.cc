#include "query/units.h"

#include <algorithm>

#include "schema/terms.h"

namespace tarsach::query {

namespace {

Piece piece_of(const text::Word& word) {
  return {word.lexeme->form, word.lexeme->lemmas, word.lexeme->stop_word, word.position};
}

enum class Compounds : std::uint8_t { kApart, kTogether };

// A compound written together takes one place, so what follows it moves up.
Sequence laid_out(const std::vector<Unit>& units, schema::Field field, Compounds compounds) {
  Sequence sequence{.slots = {}, .field = field};
  const std::uint32_t first = units.front().pieces.front().position;
  std::uint32_t saved = 0;
  for (const Unit& unit : units) {
    if (unit.whole && compounds == Compounds::kTogether) {
      const std::uint32_t offset = unit.pieces.front().position - first - saved;
      sequence.slots.push_back({offset, terms_of(unit.whole->lemmas, field)});
      saved += static_cast<std::uint32_t>(unit.pieces.size()) - 1;
      continue;
    }
    for (const Piece& piece : unit.pieces)
      sequence.slots.push_back({piece.position - first - saved, terms_of(piece.lemmas, field)});
  }
  return sequence;
}

}  // namespace

std::vector<Unit> units_of(std::string_view text, text::Analyzer& analyzer) {
  const std::span<const text::Word> words = analyzer.analyze(text);
  std::vector<const text::Word*> wholes;
  for (const text::Word& word : words)
    if (word.kind == text::WordKind::kWhole) wholes.push_back(&word);
  std::vector<Unit> units;
  const text::Word* current = nullptr;  // the whole that the last unit belongs to
  for (const text::Word& word : words) {
    if (word.kind == text::WordKind::kWhole) continue;
    const auto around = std::find_if(wholes.begin(), wholes.end(), [&](const text::Word* whole) {
      return whole->begin <= word.begin && word.end <= whole->end;
    });
    const text::Word* whole = around == wholes.end() ? nullptr : *around;
    if (whole == nullptr || whole != current) units.emplace_back();
    current = whole;
    units.back().pieces.push_back(piece_of(word));
    if (whole != nullptr) units.back().whole = piece_of(*whole);
  }
  return units;
}

std::vector<std::string> terms_of(const std::vector<std::string>& lemmas, schema::Field field) {
  std::vector<std::string> terms;
  for (const std::string& lemma : lemmas) terms.push_back(schema::term(field, lemma));
  return terms;
}

std::vector<Sequence> sequences_of(const Unit& unit, schema::Field field) { return phrase_of({unit}, field); }

std::vector<Sequence> phrase_of(const std::vector<Unit>& units, schema::Field field) {
  if (units.empty()) return {};
  std::vector<Sequence> sequences = {laid_out(units, field, Compounds::kApart)};
  const bool compound =
      std::any_of(units.begin(), units.end(), [](const Unit& unit) { return unit.whole.has_value(); });
  if (compound) sequences.push_back(laid_out(units, field, Compounds::kTogether));
  return sequences;
}

}  // namespace tarsach::query

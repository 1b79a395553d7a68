// What it costs to have typed one word and meant another: −ln of the probability of the slips between them, up to a
// constant, so that it can be added to other evidence.
//
//   slip_cost(U"клъстре", U"клъстер", 10)   two neighbours exchanged
//   slip_cost(U"ношт", U"нощ", 10)          written as it is heard: щ is шт
//   slip_cost(U"град", U"река", 10)         nothing: dearer than 10
//
// The least sum of edits (Damerau 1964; optimal string alignment: what was exchanged is not edited again), each with
// its own cost. docs/bulgarian.md has the table.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tarsach::query {

/// Words with more letters are not compared.
inline constexpr std::size_t kMaxSlipLetters = 40;
/// Words whose lengths differ by more letters are not compared.
inline constexpr std::size_t kMaxSlipShift = 3;

/// Nothing when it costs more than `most`. Normalised words, letter by letter.
[[nodiscard]] std::optional<double> slip_cost(std::u32string_view typed, std::u32string_view meant, double most);

/// `word` with what may be one letter as one letter (шт as щ, йа as я, йу as ю); itself if it has none of them.
[[nodiscard]] std::u32string with_joined_letters(std::u32string_view word);

}  // namespace tarsach::query

// Words that stand in dates, Bulgarian and English; folded, as text/date_tokens.h gives them.
//
//   month_of("ноември")          11      is_counted("лева")           true: „2000 лева“ says no year
//   month_of("sept")             9       is_ordinal_ending("ви")      true: 31-ви
#pragma once

#include <string_view>

namespace tarsach::text {

/// 1..12, or 0 for a word that names no month. „март“ and "march"; short forms „мар“, "Sept".
[[nodiscard]] int month_of(std::string_view folded_word);

/// What is counted in thousands: a number of four digits before it is no year.
[[nodiscard]] bool is_counted(std::string_view folded_word);

/// What stands behind the number of a day: 5-ти, 11th.
[[nodiscard]] bool is_ordinal_ending(std::string_view folded_word);

}  // namespace tarsach::text

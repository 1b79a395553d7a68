// The dates that stand in a text, Bulgarian or English, with their places.
//
//   find_dates("На 26 и 27 март 2019 г. в София")   one: 2019-03-26 … 2019-03-27, "26 и 27 март 2019 г."
//   find_dates("На 5 юли в гр. Варна")              one: month 7, day 5, year 0 (it has to come from elsewhere)
//   find_dates("май няма да дойде")                 none: „май“ is also "maybe"
//
// Forms: 14 юни 2009 г. · 22-23 март · 30 юни – 2 юли 2018 · 31-ви октомври · октомври 2016 · 03.11.2018 · 07.11.20 ·
// 29/10/2020 · 2018-07-05 · 11 July 2018 · 6 of July · March 26-27, 2019 · 2018 г. · 2016-а · 2018.
// A day that is not in the calendar is no date. Dates do not overlap and come in the order of the text. Never fails.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "schema/date.h"

namespace tarsach::corpus {

enum class DateKind : std::uint8_t {
  kDay,       // a day, or several of them: first … last
  kMonth,     // октомври 2016
  kYear,      // 2018 г., в 2018
  kBareYear,  // four digits that may be a year: „Варна 2018“, „2014-2020“
};

struct FoundDate {
  schema::Date first;  // year 0: the text does not say it; month and day are then known
  schema::Date last;   // the same as `first` for a single day
  DateKind kind = DateKind::kDay;
  std::size_t begin = 0;  // bytes in the text
  std::size_t end = 0;
};

inline constexpr int kLeastYear = 1000;  // earlier ones are numbers far more often than years
inline constexpr int kMostYear = 2199;
inline constexpr int kLeastBareYear = 1900;
inline constexpr int kMostBareYear = 2099;
inline constexpr int kPivotYear = 50;  // 07.11.20 is 2020, 07.11.89 is 1989

[[nodiscard]] std::vector<FoundDate> find_dates(std::string_view text);

}  // namespace tarsach::corpus

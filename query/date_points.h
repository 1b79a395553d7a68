// A day, month, year, part of a year or relative span at a place in a text: what query/date_phrases.h puts together.
//
//   DateCursor words("14 ноември 2017 г.");
//   read_point(words, today)->period      2017-11-14 … 2017-11-14; the cursor is behind it
#pragma once

#include <optional>

#include "query/columns.h"
#include "query/date_cursor.h"
#include "schema/date.h"

namespace tarsach::query {

inline constexpr int kLeastYearMeant = 1900;
inline constexpr int kMostYearMeant = 2100;

/// Of „последните 3 години“: more are not counted.
inline constexpr int kMostSpans = 1'000;

struct DatePoint {
  Period period;
  bool relative = false;  // counted from today
  /// Otherwise its year has to come from the next point, as in „от 5 до 9 юли 2018“ and „от май до юли 2018“: it is a
  /// day without a month, a month without a year, or a day and a month.
  [[nodiscard]] bool complete() const { return period.from.known(); }
  [[nodiscard]] bool is_day_alone() const { return !complete() && period.from.month == 0; }
};

/// Nothing: the cursor stays where it was. With an unknown `today` nothing is relative.
[[nodiscard]] std::optional<DatePoint> read_point(DateCursor& words, const schema::Date& today);

}  // namespace tarsach::query

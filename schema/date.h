// A calendar date of which the day, or the day and the month, may be unknown: 2018-07-05, 2018-07, 2018.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tarsach::schema {

struct Date {
  std::int16_t year = 0;  // 0: the whole date is unknown; else 1..9999
  std::int8_t month = 0;  // 0: unknown
  std::int8_t day = 0;    // 0: unknown

  [[nodiscard]] bool known() const { return year != 0; }
  auto operator<=>(const Date&) const = default;
};

/// "2018", "2018-07", "2018-07-05", and a full ISO 8601 time stamp, of which the date is taken. kBadData otherwise,
/// and for a day that is not in the calendar.
[[nodiscard]] Result<Date> parse_iso_date(std::string_view text);
/// "2018", "2018-07" or "2018-07-05"; empty if unknown.
[[nodiscard]] std::string format_iso_date(const Date& date);

/// Whether such a day exists (proleptic Gregorian); unknown parts are not checked.
[[nodiscard]] bool is_valid(const Date& date);

/// Days since 1970-01-01 of the first and the last day that the date can mean. The date must be known.
[[nodiscard]] std::int32_t first_day(const Date& date);
[[nodiscard]] std::int32_t last_day(const Date& date);
/// The day that is so many days after 1970-01-01: date_of_day(first_day(d)) is d for a whole date.
[[nodiscard]] Date date_of_day(std::int32_t days);

/// The day in the time zone of this machine. The only place where a date comes from the clock: all else is told it.
[[nodiscard]] Date today();

}  // namespace tarsach::schema

// Spans of the calendar, counted from a day or told by name; what „миналия месец“ and „пролетта на 2018“ are.
//
//   calendar_span(Span::kMonth, 1, {2026, 11, 22})   2026-10 … 2026-10
//   span_until(Span::kYear, 3, {2026, 11, 22})       2023-11-22 … 2026-11-22
//   to_value({{2017, 11, 0}, {2017, 11, 0}})         "2017-11", as parse_period() of query/values.h reads it
//
// Pure; days are proleptic Gregorian, weeks begin on Monday (ISO 8601). Counts are not negative.
#pragma once

#include <cstdint>
#include <string>

#include "query/columns.h"
#include "schema/date.h"

namespace tarsach::query {

enum class Span : std::uint8_t { kDay, kWeek, kMonth, kYear };

/// The whole day, week, month or year that was so many of its kind before the one of `today`; 0 is the present one.
[[nodiscard]] Period calendar_span(Span span, int before, const schema::Date& today);

/// The last so many days, weeks, months or years up to `today`. A day that the month has not becomes its last one.
[[nodiscard]] Period span_until(Span span, int count, const schema::Date& today);

/// Months `first` to `last` of a year; from the year before if `first` is the later one (winter).
[[nodiscard]] Period months(int year, int first, int last);

/// The day, month or year before `date` or after it: what is not known of `date` stays so.
[[nodiscard]] schema::Date one_before(const schema::Date& date);
[[nodiscard]] schema::Date one_after(const schema::Date& date);

/// As the value of date: in a query: "2017-11", "2015..2017", "2018..", "..2014". Empty for an open period.
[[nodiscard]] std::string to_value(const Period& period);

}  // namespace tarsach::query

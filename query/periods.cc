#include "query/periods.h"

#include <algorithm>

namespace tarsach::query {
namespace {

using schema::Date;

Date make_date(int year, int month, int day) {
  return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
}

/// The month that is so many months after, or before if negative; without a day.
Date month_after(const Date& date, int months) {
  const int month = date.year * 12 + (date.month - 1) + months;
  return make_date(month / 12, month % 12 + 1, 0);
}

Date days_after(const Date& date, int days) { return schema::date_of_day(schema::first_day(date) + days); }

Date same_day_months_before(const Date& date, int months) {
  Date day = month_after(date, -months);
  const int last = schema::date_of_day(schema::last_day(day)).day;
  day.day = static_cast<std::int8_t>(std::min<int>(date.day, last));
  return day;
}

/// 0 for Monday. 1970-01-01 was a Thursday.
int day_of_week(const Date& date) { return ((schema::first_day(date) + 3) % 7 + 7) % 7; }

Period both(const Date& date) { return {date, date}; }

}  // namespace

Period calendar_span(Span span, int before, const Date& today) {
  switch (span) {
    case Span::kDay: return both(days_after(today, -before));
    case Span::kWeek: {
      const Date monday = days_after(today, -day_of_week(today) - 7 * before);
      return {monday, days_after(monday, 6)};
    }
    case Span::kMonth: return both(month_after(today, -before));
    case Span::kYear: break;
  }
  return both(make_date(today.year - before, 0, 0));
}

Period span_until(Span span, int count, const Date& today) {
  switch (span) {
    case Span::kDay: return {days_after(today, -count), today};
    case Span::kWeek: return {days_after(today, -7 * count), today};
    case Span::kMonth: return {same_day_months_before(today, count), today};
    case Span::kYear: break;
  }
  return {same_day_months_before(today, 12 * count), today};
}

Period months(int year, int first, int last) {
  return {make_date(first > last ? year - 1 : year, first, 0), make_date(year, last, 0)};
}

Date one_before(const Date& date) {
  if (date.day != 0) return days_after(date, -1);
  if (date.month != 0) return month_after(date, -1);
  return make_date(date.year - 1, 0, 0);
}

Date one_after(const Date& date) {
  if (date.day != 0) return days_after(date, 1);
  if (date.month != 0) return month_after(date, 1);
  return make_date(date.year + 1, 0, 0);
}

std::string to_value(const Period& period) {
  if (period.open()) return {};
  if (period.from == period.to) return schema::format_iso_date(period.from);
  return schema::format_iso_date(period.from) + ".." + schema::format_iso_date(period.to);
}

}  // namespace tarsach::query

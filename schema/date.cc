#include "schema/date.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>

namespace tarsach::schema {
namespace {

constexpr std::size_t kYearDigits = 4;

std::chrono::year_month_day calendar_day(const Date& date) {
  return std::chrono::year{date.year} / std::chrono::month{static_cast<unsigned>(date.month)} /
         std::chrono::day{static_cast<unsigned>(date.day)};
}

std::int32_t days_since_epoch(const std::chrono::year_month_day& day) {
  return static_cast<std::int32_t>(std::chrono::sys_days{day}.time_since_epoch().count());
}

/// Takes exactly `digits` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

void skip_digits(std::string_view& text) {
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
}

/// ":30" or nothing; false if there is a colon without a number of at most `most` behind it.
bool take_sixtieths(std::string_view& text, int most) {
  if (!take(text, ':')) return true;
  const auto number = take_number(text, 2);
  return number && *number <= most;
}

/// "Z", "+03:00", "+0300", "+03" or nothing, and then the end.
bool is_zone(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return true;
  if (!take(text, '+') && !take(text, '-')) return false;
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 23) return false;
  if (text.empty()) return true;
  take(text, ':');
  const auto minutes = take_number(text, 2);
  return minutes && *minutes <= 59 && text.empty();
}

/// "12:30", "12:30:05", "12:30:05.123", each with a zone or without one.
bool is_time(std::string_view text) {
  const auto hours = take_number(text, 2);
  if (!hours || *hours > 24) return false;
  if (!take_sixtieths(text, 59) || !take_sixtieths(text, 60)) return false;  // 60: a leap second
  if (take(text, '.') || take(text, ',')) skip_digits(text);
  return is_zone(text);
}

std::optional<Date> scan(std::string_view text) {
  Date date;
  const auto year = take_number(text, kYearDigits);
  if (!year || *year == 0) return std::nullopt;
  date.year = static_cast<std::int16_t>(*year);
  if (text.empty()) return date;

  if (!take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || *month == 0) return std::nullopt;
  date.month = static_cast<std::int8_t>(*month);
  if (text.empty()) return date;

  if (!take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day || *day == 0) return std::nullopt;
  date.day = static_cast<std::int8_t>(*day);
  if (text.empty()) return date;

  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  if (!is_time(text)) return std::nullopt;
  return date;
}

}  // namespace

Result<Date> parse_iso_date(std::string_view text) {
  constexpr std::size_t kShown = 40;
  const auto quoted = [&] { return "'" + std::string(text.substr(0, kShown)) + "'"; };
  const auto date = scan(text);
  if (!date)
    return fail(ErrorCode::kBadData, quoted() + " is not a date", "write 2018-07-05, 2018-07 or 2018 (ISO 8601)");
  if (!is_valid(*date)) return fail(ErrorCode::kBadData, quoted() + " is not in the calendar", "check month and day");
  return *date;
}

std::string format_iso_date(const Date& date) {
  if (!date.known()) return {};
  char text[32];
  if (date.month == 0) {
    std::snprintf(text, sizeof text, "%04d", date.year);
  } else if (date.day == 0) {
    std::snprintf(text, sizeof text, "%04d-%02d", date.year, date.month);
  } else {
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  }
  return text;
}

bool is_valid(const Date& date) {
  if (date.year == 0) return date.month == 0 && date.day == 0;
  if (date.year < 1 || date.year > 9999) return false;
  if (date.month == 0) return date.day == 0;
  if (date.month < 1 || date.month > 12) return false;
  if (date.day == 0) return true;
  return date.day > 0 && calendar_day(date).ok();
}

std::int32_t first_day(const Date& date) {
  const std::int8_t one = 1;
  const Date first{date.year, date.month == 0 ? one : date.month, date.day == 0 ? one : date.day};
  return days_since_epoch(calendar_day(first));
}

std::int32_t last_day(const Date& date) {
  if (date.month != 0 && date.day != 0) return first_day(date);
  const auto year = std::chrono::year{date.year};
  const auto month = date.month == 0 ? std::chrono::December : std::chrono::month{static_cast<unsigned>(date.month)};
  return days_since_epoch(year / month / std::chrono::last);
}

Date date_of_day(std::int32_t days) {
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{days}}};
  return {static_cast<std::int16_t>(static_cast<int>(day.year())),
          static_cast<std::int8_t>(static_cast<unsigned>(day.month())),
          static_cast<std::int8_t>(static_cast<unsigned>(day.day()))};
}

Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  return {static_cast<std::int16_t>(parts.tm_year + 1900), static_cast<std::int8_t>(parts.tm_mon + 1),
          static_cast<std::int8_t>(parts.tm_mday)};
}

}  // namespace tarsach::schema

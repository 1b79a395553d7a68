#include "query/date_points.h"

#include <array>
#include <string>
#include <utility>

#include "query/periods.h"
#include "text/date_words.h"

namespace tarsach::query {
namespace {

using schema::Date;
using text::DateToken;
using text::DateTokenKind;
using enum DateSense;
using MaybePoint = std::optional<DatePoint>;

constexpr int kMonthsOfYear = 12;

Date make_date(int year, int month = 0, int day = 0) {
  return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
}

bool is_meant(int year) { return year >= kLeastYearMeant && year <= kMostYearMeant; }

MaybePoint between(const Date& from, const Date& to) {
  const bool real = is_valid(from) && is_valid(to) && first_day(from) <= last_day(to);
  return real ? MaybePoint(DatePoint{.period = {from, to}}) : std::nullopt;
}

MaybePoint exactly(const Date& date) { return between(date, date); }

/// What gets its year from the next point.
MaybePoint part(int month, int day) {
  const Date date = make_date(0, month, day);
  return DatePoint{.period = {date, date}};
}

MaybePoint from_today(const Period& period) {
  return is_meant(period.from.year) ? MaybePoint(DatePoint{.period = period, .relative = true}) : std::nullopt;
}

class PointReader {
 public:
  PointReader(DateCursor& words, const Date& today) : words_(words), today_(today) {}

  MaybePoint read() { return words_.first_of(*this, kRules); }

 private:
  using Rule = MaybePoint (PointReader::*)();

  // ---- parts of points ----

  /// „г.“, „година“
  void year_mark() {
    if (words_.take(kYearMark)) words_.take_stop();
  }

  /// A number that may be a year, with what marks it as one. 0 if it counts something.
  int year_number() {
    const int year = words_.number(4, 4);
    if (!is_meant(year)) return 0;
    if (words_.is(kYearMark)) return year_mark(), year;
    const bool counts = text::is_counted(words_.now().text) || words_.is(kSeveral);
    const bool longer =
        words_.now().kind == DateTokenKind::kNumber && words_.now().text.size() != 4;  // a telephone, 2000 000
    return counts || longer ? 0 : year;
  }

  /// „ноември 2017“, „ноември на 2017“, "July, 2018": the year of what was just read; 0 and nothing taken without one.
  int year_behind() {
    const std::size_t begin = words_.at();
    words_.take_mark(",");
    words_.take(kOf);
    words_.take(kThe);
    words_.take(kYearMark);
    const int year = year_number();
    if (year == 0) words_.go_to(begin);
    return year;
  }

  int day_number() {
    const int day = words_.number(1, 2);
    if (day < 1 || day > 31) return -1;
    const bool hyphen = words_.now().is("-") && !words_.now().space_before && !words_.peek(1).space_before;
    const DateToken& ending = hyphen ? words_.peek(1) : words_.now();
    if (text::is_ordinal_ending(ending.text) && !ending.space_before) words_.step(hyphen ? 2 : 1);
    return day;
  }

  int month_name() {
    words_.take(kMonthMark);
    const int month = words_.now().month;
    if (month == 0) return 0;
    words_.step();
    words_.take_stop();
    words_.take(kMonthMark);
    return month;
  }

  int span_count() {
    const int count =
        words_.now().kind == DateTokenKind::kNumber ? words_.number(1, 4) : words_.take(kNumber).value_or(-1);
    return count >= 1 && count <= kMostSpans ? count : -1;
  }

  /// „първото“, „1-во“, "last"; 0: the last.
  int ordinal() {
    if (const auto value = words_.take(kOrdinal)) return *value;
    const int value = words_.number(1, 1);
    if (words_.take_glue("-")) words_.step();
    return value;
  }

  // ---- points ----

  MaybePoint relative() {
    if (!today_.known()) return std::nullopt;
    if (const auto days = words_.take(kDaysAgo)) return from_today(calendar_span(Span::kDay, *days, today_));
    if (const auto years = words_.take(kYearsAgo)) return from_today(calendar_span(Span::kYear, *years, today_));
    words_.take(kThe);
    if (words_.now().kind == DateTokenKind::kEnd) return std::nullopt;
    const std::size_t at = words_.at();
    words_.step();
    if (const auto one = span_but_no_day()) {
      if (words_.sense_at(at, kThis)) return from_today(calendar_span(*one, 0, today_));
      if (words_.sense_at(at, kLast)) return from_today(calendar_span(*one, 1, today_));
      return words_.sense_at(at, kPast) ? from_today(span_until(*one, 1, today_)) : std::nullopt;
    }
    const int count = words_.sense_at(at, kPastSeveral) ? span_count() : -1;
    const auto span = words_.is(kSeveral) ? words_.take(kSeveral) : words_.take(kOne);
    if (count < 0 || !span) return std::nullopt;
    return from_today(span_until(static_cast<Span>(*span), count, today_));
  }

  /// „последния ден на фестивала“ is not yesterday.
  std::optional<Span> span_but_no_day() {
    const auto one = words_.sense_at(words_.at(), kOne);
    if (!one || static_cast<Span>(*one) == Span::kDay) return std::nullopt;
    words_.step();
    return static_cast<Span>(*one);
  }

  /// Q1 2019, H2 2019; първото тримесечие на 2019, first half of 2019
  MaybePoint part_of_year() {
    int part = 0;
    int parts = 4;
    if ((words_.now().is("q") || words_.now().is("h")) && words_.peek(1).kind == DateTokenKind::kNumber &&
        !words_.peek(1).space_before) {
      parts = words_.now().is("q") ? 4 : 2;
      words_.step();
      part = words_.number(1, 1);
    } else {
      words_.take(kThe);
      part = ordinal();
      if (words_.take(kHalf))
        parts = 2;
      else if (!words_.take(kQuarter))
        return std::nullopt;
      if (part == 0) part = parts;
    }
    const int year = year_behind();
    if (part < 1 || part > parts || year == 0) return std::nullopt;
    const int length = kMonthsOfYear / parts;
    return DatePoint{.period = months(year, (part - 1) * length + 1, part * length)};
  }

  /// пролетта на 2018; зимата на 2017/2018. A winter has the number of the year in which it ends.
  MaybePoint season() {
    words_.take(kThe);
    const auto first = words_.take(kSeason);
    if (!first) return std::nullopt;
    words_.take_mark(",");
    words_.take(kOf);
    words_.take(kThe);
    const auto year = words_.first_of(*this, kYears);
    if (!year) return std::nullopt;
    const bool winter = *first == 12;
    if (!winter && year->period.from != year->period.to) return std::nullopt;
    return DatePoint{.period = months(year->period.to.year, *first, winter ? 2 : *first + 2)};
  }

  /// 2017-11-14, 2017/11/14, 2017-11
  MaybePoint year_first() {
    const int year = words_.number(4, 4);
    if (!is_meant(year)) return std::nullopt;
    const std::string mark = words_.now().text;
    if ((mark != "-" && mark != "/" && mark != ".") || !words_.take_glue(mark)) return std::nullopt;
    const int month = words_.number(mark == "-" ? 2 : 1, 2);
    if (month < 1) return std::nullopt;
    const int day = words_.take_glue(mark) ? words_.number(1, 2) : 0;
    return day < 0 ? std::nullopt : exactly(make_date(year, month, day));
  }

  /// 2015-19, 2017/18: the second number can not be a month, or is the next year, as schools count.
  MaybePoint short_years() {
    const int year = words_.number(4, 4);
    if (!is_meant(year)) return std::nullopt;
    const bool slash = words_.take_glue("/");
    if (!slash && !words_.take_glue("-")) return std::nullopt;
    const int last = year / 100 * 100 + words_.number(2, 2);
    if (slash ? last != year + 1 : last % 100 <= 12) return std::nullopt;
    year_mark();
    return between(make_date(year), make_date(last));
  }

  /// 14.11.2017, 14/11/2017, 10/29/2020 as Americans write; 11.2017
  MaybePoint year_last() {
    int day = words_.number(1, 2);
    const std::string mark = words_.now().text;
    if (day < 1 || (mark != "." && mark != "/") || !words_.take_glue(mark)) return std::nullopt;
    int month = words_.number(1, 2);
    if (month < 0) {
      month = std::exchange(day, 0);
    } else if (!words_.take_glue(mark)) {
      return std::nullopt;
    }
    const int year = words_.number(4, 4);
    if (!is_meant(year)) return std::nullopt;
    if (mark == "/" && month > 12 && day <= 12) std::swap(day, month);
    year_mark();
    return exactly(make_date(year, month, day));
  }

  /// 14 ноември 2017, 11th of July 2018; without what follows a part: „14 ноември“, „14“
  MaybePoint day_first() {
    words_.take(kThe);
    const int day = day_number();
    if (day < 0) return std::nullopt;
    const std::size_t behind = words_.at();
    words_.take(kOf);
    const int month = month_name();
    if (month == 0) return words_.go_to(behind), part(0, day);
    const int year = year_behind();
    return year == 0 ? part(month, day) : exactly(make_date(year, month, day));
  }

  /// July 11, 2018; July 11-12, 2018
  MaybePoint day_second() {
    const int month = month_name();
    const int first = month == 0 ? -1 : day_number();
    if (first < 0) return std::nullopt;
    const int last = words_.take_mark("-") ? day_number() : first;
    const int year = year_behind();
    if (year == 0) return std::nullopt;
    return between(make_date(year, month, first), make_date(year, month, last));
  }

  /// ноември 2017, месец ноември на 2017 г., ноември месец 2017; without a year a part
  MaybePoint month_year() {
    if (words_.at() > 0 && words_.token(words_.at() - 1).is_number(1, 2)) return std::nullopt;  // „31 юни 2018“
    const int month = month_name();
    if (month == 0) return std::nullopt;
    const int year = year_behind();
    return year == 0 ? part(month, 0) : exactly(make_date(year, month));
  }

  /// 2017, 2017 г., година 2017, 2017/2018
  MaybePoint years() {
    words_.take(kYearMark);
    const std::size_t begin = words_.at();
    const int first = words_.number(4, 4);
    if (is_meant(first) && words_.take_glue("/") && year_number() == first + 1)
      return between(make_date(first), make_date(first + 1));
    words_.go_to(begin);
    const int year = year_number();
    return year == 0 ? std::nullopt : exactly(make_date(year));
  }

  static constexpr std::array<Rule, 2> kYears = {&PointReader::short_years, &PointReader::years};
  static constexpr std::array<Rule, 10> kRules = {
      &PointReader::relative,    &PointReader::part_of_year, &PointReader::season,    &PointReader::year_first,
      &PointReader::short_years, &PointReader::year_last,    &PointReader::day_first, &PointReader::day_second,
      &PointReader::month_year,  &PointReader::years};

  DateCursor& words_;
  Date today_;  // unknown: nothing is counted from it
};

}  // namespace

std::optional<DatePoint> read_point(DateCursor& words, const Date& today) { return PointReader(words, today).read(); }

}  // namespace tarsach::query

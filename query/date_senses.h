// What a word can mean within an expression of time; the Bulgarian and English words of query/date_phrases.h, as a
// table.
//
//   senses_of("последните")   {{kPastSeveral}}          senses_of("три")   {{kNumber, 3}}
//   senses_of("до")           {{kUntil}, {kTo}}
//
// A variant of spelling or another form is a row in date_senses.cc.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tarsach::query {

enum class DateSense : std::uint8_t {
  kOne,          // година; value: a Span
  kSeveral,      // години; value: a Span
  kNumber,       // три; value: 3
  kThis,         // тази
  kLast,         // миналата: the one before this in the calendar
  kPast,         // последната: up to today
  kPastSeveral,  // последните, past: needs a number and then means up to today
  kDaysAgo,      // вчера; value: 1
  kYearsAgo,     // лани; value: 1
  kOrdinal,      // първото; value: 1; „последното“ is 0
  kSeason,       // пролетта; value: its first month
  kQuarter,      // тримесечие
  kHalf,         // полугодие
  kYearMark,     // г, година: beside a number that it makes a year
  kMonthMark,    // месец: beside the name of a month
  kOf,           // на: between a part and its year
  kThe,
  kLead,  // през, in: before an expression, of which it then is a part
  kSince,
  kHither,  // насам: behind an expression, makes it last until now
  kBefore,
  kAfter,
  kUntil,
  kFrom,  // от: before the first of two
  kBetween,
  kTo,   // до: between the two of kFrom
  kAnd,  // и: between the two of kBetween
};

struct Sense {
  DateSense sense = DateSense::kLead;
  int value = 0;
};

/// `folded` as text/date_tokens.h gives words. A word may have several senses; most have none.
[[nodiscard]] std::vector<Sense> senses_of(std::string_view folded);

}  // namespace tarsach::query

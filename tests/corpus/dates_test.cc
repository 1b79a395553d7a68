#include "corpus/dates.h"

#include <gtest/gtest.h>

#include <span>
#include <string>

namespace tarsach::corpus {
namespace {

/// A day without a year is real if some year has it.
bool is_real(schema::Date date) {
  if (date.year == 0) date.year = 2000;
  return is_valid(date);
}

std::string day_text(const schema::Date& date) {
  if (date.year != 0) return format_iso_date(date);
  return "?-" + std::to_string(date.month) + "-" + std::to_string(date.day);
}

/// "2018-07-05", "2017-11-08…2017-11-09", "2018 year"; several with a semicolon.
std::string shown(std::string_view text) {
  constexpr const char* kKinds[] = {"", "", " year", " bare"};
  std::string all;
  for (const FoundDate& date : find_dates(text)) {
    if (!all.empty()) all += "; ";
    all += day_text(date.first);
    if (date.last != date.first) all += "…" + day_text(date.last);
    all += kKinds[static_cast<int>(date.kind)];
  }
  return all;
}

struct Row {
  const char* text;
  const char* dates;
};

constexpr Row kBulgarian[] = {
    {"14 юни 2009 г.", "2009-06-14"},
    {"на 29 март 2019г. в София", "2019-03-29"},
    {"23 април 2015", "2015-04-23"},
    {"На 5 юли в гр. Варна", "?-7-5"},
    {"25 юли", "?-7-25"},
    {"8-9 ноември 2017г.", "2017-11-08…2017-11-09"},
    {"На 26 и 27 март 2019 г. в зала", "2019-03-26…2019-03-27"},
    {"14 – 15 декември", "?-12-14…?-12-15"},
    {"22-23 март", "?-3-22…?-3-23"},
    {"5, 6 и 7 юли 2018 г.", "2018-07-05…2018-07-07"},
    {"от 19 до 23 ноември 2018 г.", "2018-11-19…2018-11-23"},
    {"30 юни – 2 юли 2018 г.", "2018-06-30…2018-07-02"},
    {"от 30 юни до 2 юли 2018", "2018-06-30…2018-07-02"},
    {"28 декември 2017 – 3 януари 2018", "2017-12-28…2018-01-03"},
    {"31-ви октомври", "?-10-31"},
    {"5-ти август 2013 година", "2013-08-05"},
    {"на 1-ви юли", "?-7-1"},
    {"11 май, 2018 г", "2018-05-11"},
    {"октомври 2016", "2016-10"},
    {"през ноември 2017г. във Валенсия", "2017-11"},
    {"юни – юли 2018 г.", "2018-06…2018-07"},
    {"03.11.2018", "2018-11-03"},
    {"3.11.2018 г.", "2018-11-03"},
    {"07.11.20", "2020-11-07"},
    {"07.11.89", "1989-11-07"},
    {"29/10/2020", "2020-10-29"},
    {"13-15.03.2015", "2015-03-13…2015-03-15"},
    {"30.06.-02.07.2018", "2018-06-30…2018-07-02"},
    {"13.03.2015 - 15.03.2015", "2015-03-13…2015-03-15"},
    {"13.03.2015-15.03.2015", "2015-03-13…2015-03-15"},
    {"2018 г.", "2018 year"},
    {"през 2010 година", "2010 year"},
    {"догодина, 2016-а", "2016 year"},
    {"в 2018 се състоя", "2018 year"},
    {"Варна 2018", "2018 bare"},
    {"периодът 2014-2020", "2014…2020 bare"},
    {"от 2014-2020 г.", "2014…2020 year"},
    {"21 ноем. 2019", "2019-11-21"},
    {"7 септ. 2015 г.", "2015-09-07"},
    {"12 дек 2014", "2014-12-12"},
    {"3 яну 2020", "2020-01-03"},
    {"9 ФЕВРУАРИ 2021 Г.", "2021-02-09"},
    {"юли 11, 2018", "2018-07-11"},
    {"16 май 2014", "2014-05-16"},
    {"май 2018 г.", "2018-05"},
    {"3 март 1878 г.", "1878-03-03"},
    {"29 февруари 2016 г.", "2016-02-29"},
    {"Обн., ДВ, бр. 19 от 13 март 2009 г.", "2009-03-13"},
    {"„15 октомври“", "?-10-15"},
    {"на 5 юли, а на 6 юли", "?-7-5; ?-7-6"},
    {"На 5 юли 2000 души", "?-7-5"},
    {"14.05.2019 г. от 10.30 ч.", "2019-05-14"},
};

constexpr Row kEnglish[] = {
    {"on 6 of July in Varna", "?-7-6"},
    {"11 July 2018", "2018-07-11"},
    {"the 6th of July, 2018", "2018-07-06"},
    {"July 11, 2018", "2018-07-11"},
    {"March 26-27, 2019", "2019-03-26…2019-03-27"},
    {"26-27 March 2019", "2019-03-26…2019-03-27"},
    {"26 and 27 March 2019", "2019-03-26…2019-03-27"},
    {"November 2017, in Valencia", "2017-11"},
    {"in 2018", "2018 year"},
    {"Sept 3, 2015", "2015-09-03"},
    {"3 Dec 2015", "2015-12-03"},
    {"2018-07-05", "2018-07-05"},
    {"2018-07-05T10:00:00Z", "2018-07-05"},
    {"2018/7/5", "2018-07-05"},
    {"10/29/2020", "2020-10-29"},
    {"from 30 June to 2 July 2018", "2018-06-30…2018-07-02"},
    {"May 5, 2017", "2017-05-05"},
    {"1st August 2014", "2014-08-01"},
    {"May 2017", "2017-05"},
};

constexpr Row kNoDates[] = {
    {"май няма да дойде", ""},
    {"май 5 човека дойдоха", ""},
    {"Май всички знаят", ""},
    {"31 юни 2018", "2018 bare"},
    {"30 февруари", ""},
    {"29 февруари 2015 г.", "2015 year"},
    {"32 юли", ""},
    {"0 юли", ""},
    {"13.13.2018", ""},
    {"10.11.12.13", ""},
    {"чл. 5.2.10", ""},
    {"в 14:30 ч.", ""},
    {"2 000 лева", ""},
    {"от 2000 лева", ""},
    {"you may 5 times", ""},
    {"march 5 miles", ""},
    {"ISO 9001", ""},
    {"5\n\nюли", ""},
    {"тел. 0888123456", ""},
    {"март", ""},
    {"", ""},
};

void expect_rows(std::span<const Row> rows) {
  for (const Row& row : rows) EXPECT_EQ(shown(row.text), row.dates) << row.text;
}

TEST(FindDates, ReadsTheFormsOfBulgarian) { expect_rows(kBulgarian); }
TEST(FindDates, ReadsTheFormsOfEnglish) { expect_rows(kEnglish); }
TEST(FindDates, LeavesOtherNumbersAlone) { expect_rows(kNoDates); }

TEST(FindDates, TellsTheBytesOfADate) {
  const std::string text = "На 26 и 27 март 2019 г. в София";
  const auto dates = find_dates(text);
  ASSERT_EQ(dates.size(), 1U);
  EXPECT_EQ(text.substr(dates[0].begin, dates[0].end - dates[0].begin), "26 и 27 март 2019 г.");
}

TEST(FindDates, GivesOnlyDaysOfTheCalendarInOrder) {
  // Every pair of numbers beside every month, valid or not.
  for (int day = 0; day <= 40; ++day) {
    for (const char* month : {"януари", "февруари", "април", "юни", "June", "Feb"}) {
      for (const char* year : {"", " 2015", " 2016 г.", " 1900"}) {
        const std::string text =
            std::to_string(day) + " " + month + year + " и " + std::to_string(40 - day) + " " + month;
        std::size_t end = 0;
        for (const FoundDate& date : find_dates(text)) {
          EXPECT_TRUE(is_real(date.first)) << text;
          EXPECT_TRUE(is_real(date.last)) << text;
          EXPECT_LE(date.first, date.last) << text;
          EXPECT_GE(date.begin, end) << text;
          EXPECT_GT(date.end, date.begin) << text;
          end = date.end;
        }
      }
    }
  }
}

}  // namespace
}  // namespace tarsach::corpus

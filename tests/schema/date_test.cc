#include "schema/date.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace tarsach::schema {
namespace {

TEST(Date, IsReadAsFarAsItIsKnown) {
  EXPECT_EQ(parse_iso_date("2018").value(), (Date{2018, 0, 0}));
  EXPECT_EQ(parse_iso_date("2018-07").value(), (Date{2018, 7, 0}));
  EXPECT_EQ(parse_iso_date("2018-07-05").value(), (Date{2018, 7, 5}));
}

TEST(Date, IsTakenFromATimeStamp) {
  const Date expected{2019, 3, 26};
  for (const char* text :
       {"2019-03-26T10:15", "2019-03-26T10:15:00Z", "2019-03-26 10:15:00", "2019-03-26T10:15:00.123+02:00",
        "2019-03-26T23:59:60-0330", "2019-03-26t24:00z", "2019-03-26T10:15:00+02", "2019-03-26T10Z"}) {
    const auto date = parse_iso_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(*date, expected) << text;
  }
}

TEST(Date, RefusesWhatIsNotOneAndSaysHowToWriteIt) {
  for (const char* text : {"", "x", "18-07-05", "2018-7-5", "2018-07-05x", "2018/07/05", "05.07.2018", "0000", "2018-",
                           "2018-00", "2018-01-00", "20180705", "2018-07-05T", "2018-07-05Tnoon", "2018-07-05T10:15+",
                           "2018-07-05T10:75", "2018-07-05T25:00", "2018-07-05T10:15+02:00 or so"}) {
    const auto date = parse_iso_date(text);
    ASSERT_FALSE(date) << text;
    EXPECT_EQ(date.error().code, ErrorCode::kBadData);
    EXPECT_NE(date.error().hint, "");
  }
}

TEST(Date, RefusesADayThatIsNotInTheCalendar) {
  for (const char* text : {"2018-02-29", "2018-13", "2018-04-31", "2018-12-32", "1900-02-29"}) {
    const auto date = parse_iso_date(text);
    ASSERT_FALSE(date) << text;
    EXPECT_NE(date.error().message.find("calendar"), std::string::npos) << date.error().message;
  }
  EXPECT_TRUE(parse_iso_date("2016-02-29"));
  EXPECT_TRUE(parse_iso_date("2000-02-29"));
}

TEST(Date, ShowsOnlyTheBeginningOfAnEndlessText) {
  EXPECT_LT(parse_iso_date(std::string(1'000'000, 'x')).error().message.size(), 100U);
}

TEST(Date, IsInvalidWithADayButNoMonth) {
  EXPECT_FALSE(is_valid({2018, 0, 5}));
  EXPECT_FALSE(is_valid({0, 7, 5}));
  EXPECT_FALSE(is_valid({-1, 7, 5}));
  EXPECT_FALSE(is_valid({2018, -7, 5}));
  EXPECT_TRUE(is_valid({}));
}

TEST(Date, KnowsTheDaysThatItCanMean) {
  EXPECT_EQ(first_day({1970, 1, 1}), 0);
  EXPECT_EQ(last_day({1970, 1, 1}), 0);
  EXPECT_EQ(first_day({1970, 0, 0}), 0);
  EXPECT_EQ(last_day({1970, 0, 0}), 364);
  EXPECT_EQ(first_day({2020, 2, 0}) + 28, last_day({2020, 2, 0}));
  EXPECT_EQ(first_day({1969, 12, 31}), -1);
}

TEST(Date, KnowsTheDayOfANumber) {
  EXPECT_EQ(date_of_day(0), (Date{1970, 1, 1}));
  EXPECT_EQ(date_of_day(-1), (Date{1969, 12, 31}));
  for (const Date date : {Date{2020, 2, 29}, Date{1900, 3, 1}, Date{2100, 12, 31}, Date{1, 1, 1}})
    EXPECT_EQ(date_of_day(first_day(date)), date);
}

TEST(Date, IsAWholeDayToday) {
  const Date date = today();
  EXPECT_TRUE(is_valid(date));
  EXPECT_GE(date.year, 2025);
  EXPECT_NE(date.day, 0);
}

TEST(Date, ReadsBackWhatItWrites) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const Date date{static_cast<std::int16_t>(random() % 10'000), static_cast<std::int8_t>(random() % 14),
                    static_cast<std::int8_t>(random() % 33)};
    if (!date.known()) continue;
    const auto again = parse_iso_date(format_iso_date(date));
    if (!is_valid(date)) continue;
    ASSERT_TRUE(again) << format_iso_date(date);
    EXPECT_EQ(*again, date);
    EXPECT_LE(first_day(date), last_day(date));
  }
  EXPECT_EQ(format_iso_date({}), "");
}

}  // namespace
}  // namespace tarsach::schema

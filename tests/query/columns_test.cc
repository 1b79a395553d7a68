#include "query/columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

#include "schema/column_writer.h"
#include "schema/terms.h"

namespace tarsach::query {
namespace {

using schema::Date;

/// A third of them without a day, some without a month, some unknown.
Date some_date(std::mt19937& random) {
  Date date{static_cast<std::int16_t>(2016 + random() % 4), static_cast<std::int8_t>(random() % 13), 0};
  if (date.month > 0 && random() % 3 != 0) date.day = static_cast<std::int8_t>(1 + random() % 28);
  return random() % 8 == 0 ? Date{} : date;
}

/// Dates by docid; a ninth of the numbers is free.
schema::ColumnFile file_of(std::mt19937& random, std::uint32_t size, std::vector<Date>& dates) {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  dates.assign(size, {});
  for (std::uint32_t docid = 1; docid < size; ++docid) {
    if (random() % 9 == 0 && docid + 1 < size) continue;
    dates[docid] = some_date(random);
    Xapian::Document document;
    if (dates[docid].known())
      document.add_value(schema::row(schema::Field::kDate).slot, schema::pack_date(dates[docid]));
    database.replace_document(docid, document);
  }
  schema::Databases databases;
  databases.shards.push_back(database);
  return schema::ColumnFile::parse(schema::encode_columns(databases)).value();
}

using Day = std::tuple<int, int, int>;
Day earliest(const Date& date) { return {date.year, std::max<int>(date.month, 1), std::max<int>(date.day, 1)}; }
Day latest(const Date& date) {
  return {date.year, date.month == 0 ? 12 : date.month, date.day == 0 ? 31 : int{date.day}};
}

TEST(DateColumn, FindsWhatMayBeOfAPeriod) {
  std::mt19937 random(20261122);
  for (int round = 0; round < 400; ++round) {
    std::vector<Date> dates;
    const schema::ColumnFile file = file_of(random, static_cast<std::uint32_t>(2 + random() % 150), dates);
    const DateColumn column(file);
    const Period period{some_date(random), some_date(random)};
    const Bitmap found = column.within(period);
    for (std::uint32_t docid = 0; docid < dates.size(); ++docid) {
      const Date& date = dates[docid];
      const bool is_in = date.known() && (!period.to.known() || earliest(date) <= latest(period.to)) &&
                         (!period.from.known() || latest(date) >= earliest(period.from));
      ASSERT_EQ(found.test(docid), is_in) << "round " << round << ", document " << docid;
    }
  }
}

}  // namespace
}  // namespace tarsach::query

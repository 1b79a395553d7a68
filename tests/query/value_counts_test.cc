#include "query/value_counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "schema/column_writer.h"
#include "schema/terms.h"

namespace tarsach::query {
namespace {

using schema::Field;

struct Made {
  schema::ColumnFile file;
  Bitmap documents;
};

/// Topics of which the first ones are frequent and the last ones rare; a ninth of the numbers is free.
Made made(std::mt19937& random, std::uint32_t size, std::size_t topics) {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  Bitmap documents(size);
  for (std::uint32_t docid = 1; docid < size; ++docid) {
    if (random() % 9 == 0 && docid + 1 < size) continue;
    documents.set(docid);
    std::vector<std::string> values;
    for (std::size_t i = random() % 5; i > 0 && topics > 0; --i) {
      const std::size_t least = std::min({random() % topics, random() % topics, random() % topics});
      const std::string value = "t" + std::to_string(least);
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }
    Xapian::Document document;
    document.add_value(schema::row(Field::kTopic).slot, schema::pack_values(values));
    database.replace_document(docid, document);
  }
  schema::Databases databases;
  databases.shards.push_back(database);
  return {schema::ColumnFile::parse(schema::encode_columns(databases)).value(), std::move(documents)};
}

std::vector<std::uint32_t> one_by_one(const Column& column, const Bitmap& documents) {
  std::vector<std::uint32_t> counts(column.values().size());
  documents.for_each([&](std::uint32_t docid) {
    for (const std::uint32_t value : column.values_of(docid)) ++counts[value];
  });
  return counts;
}

TEST(ValueCounts, AreTheSameInEachWay) {
  std::mt19937 random(20261122);
  Watch watch(Deadline::never());
  bool has_bits = false, has_lists = false;
  for (const std::uint32_t size : {2U, 63U, 64U, 65U, 700U, 2'000U})
    for (const std::size_t topics : {0U, 1U, 3U, 40U, 400U}) {
      const Made index = made(random, size, topics);
      const Column& column = index.file.of(Field::kTopic);
      has_bits |= !column.as_bits().numbers().empty();
      has_lists |= column.as_bits().numbers().size() < column.values().size();
      for (const std::uint32_t share : {0U, 1U, 7U, 50U, 97U, 100U}) {
        Bitmap some(size);
        index.documents.for_each([&](std::uint32_t docid) {
          if (random() % 100 < share) some.set(docid);
        });
        const auto expected = one_by_one(column, some);
        ASSERT_EQ(count_values(column, some, index.documents, watch), expected);
        for (const CountingWay way : kCountingWays)
          ASSERT_EQ(count_values(column, some, index.documents, watch, way), expected) << size << ' ' << share;
      }
    }
  EXPECT_TRUE(has_bits);
  EXPECT_TRUE(has_lists);
}

TEST(ValueCounts, KeepADeadlineInEachWay) {
  std::mt19937 random(1);
  const Made index = made(random, 5'000, 40);
  const Bitmap none(5'000);
  for (const CountingWay way : kCountingWays) {
    Watch watch = Watch::passing_after(0);
    const Bitmap& documents = way == CountingWay::kByOthers ? none : index.documents;
    EXPECT_THROW(static_cast<void>(count_values(index.file.of(Field::kTopic), documents, index.documents, watch, way)),
                 Xapian::NetworkTimeoutError);
  }
}

TEST(ValueCounts, FindTheDocumentsOfAValueByItsBitsOrItsList) {
  std::mt19937 random(3);
  const Made index = made(random, 1'000, 400);
  const Column& column = index.file.of(Field::kTopic);
  for (std::uint32_t value = 0; value < column.values().size(); ++value) {
    Bitmap expected(1'000), found(1'000);
    for (const std::uint32_t docid : column.documents_of(value)) expected.set(docid);
    add_documents_of(column, value, found);
    EXPECT_EQ(found, expected);
  }
}

}  // namespace
}  // namespace tarsach::query

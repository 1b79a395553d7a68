#include "schema/column_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "schema/column_writer.h"
#include "schema/shards.h"
#include "schema/terms.h"
#include "schema/title_length.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// What is written of a document; its words are `length` times the same one.
struct Written {
  std::uint32_t docid = 0;
  unsigned length = 0;
  Date date = {};
  std::string language = {};
  std::vector<std::string> topics = {};
  std::size_t title_length = 0;
};

Databases databases_of(const std::vector<Written>& documents, std::size_t shards = 1) {
  Databases databases;
  for (std::size_t shard = 0; shard < shards; ++shard) {
    Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
    for (const Written& written : documents) {
      const DocumentPlace place = place_in_shards(written.docid, shards);
      if (place.shard != shard) continue;
      Xapian::Document document;
      document.add_term("дума", written.length);
      document.add_value(row(Field::kDate).slot, pack_date(written.date));
      document.add_value(row(Field::kLanguage).slot, written.language);
      document.add_value(row(Field::kTopic).slot, pack_values(written.topics));
      if (written.title_length > 0) document.add_value(kTitleLengthSlot, pack_title_length(written.title_length));
      database.replace_document(place.docid, document);
    }
    databases.shards.push_back(database);
    databases.whole.add_database(database);
  }
  return databases;
}

/// 2 and 5 are free.
const std::vector<Written>& some_documents() {
  static const std::vector<Written> documents = {{1, 7, {2018, 7, 5}, "bg", {"water", "energy"}, 6},
                                                 {3, 2, {}, "en", {}},
                                                 {4, 9, {2018, 7, 0}, "bg", {"energy"}},
                                                 {6, 4, {2011, 1, 2}, "bg", {"water"}, 300},
                                                 {7, 1, {2018, 7, 5}, "", {"law"}}};
  return documents;
}

std::string some_file() { return encode_columns(databases_of(some_documents())); }

std::vector<std::string> topics_of(const ColumnFile& file, std::uint32_t docid) {
  std::vector<std::string> topics;
  const Column& column = file.of(Field::kTopic);
  for (const std::uint32_t value : column.values_of(docid)) topics.emplace_back(column.values()[value]);
  return topics;
}

TEST(ColumnFile, KnowsWhichDocumentsThereAre) {
  const ColumnFile file = ColumnFile::parse(some_file()).value();
  EXPECT_EQ(file.size(), 8U);
  EXPECT_EQ(file.documents(), 5U);
  EXPECT_THAT(file.document_bits(), ElementsAre(0b11011010U));
  EXPECT_THAT(file.lengths(), ElementsAre(0, 7, 0, 2, 9, 0, 4, 1));
  EXPECT_EQ(file.total_length(), 23U);
}

TEST(ColumnFile, KnowsHowLongTitlesAre) {
  const ColumnFile file = ColumnFile::parse(some_file()).value();
  EXPECT_THAT(file.title_lengths(), ElementsAre(0, 6, 0, 0, 0, 0, 255, 0));
}

TEST(ColumnFile, PutsDocumentsInTheOrderOfTheirDates) {
  const ColumnFile file = ColumnFile::parse(some_file()).value();
  EXPECT_EQ(file.date_keys()[1], date_key({2018, 7, 5}));
  EXPECT_EQ(file.date_keys()[3], 0U);
  EXPECT_THAT(file.newest_first(), ElementsAre(1, 7, 4, 6, 3));
  EXPECT_THAT(file.oldest_first(), ElementsAre(6, 4, 1, 7, 3));
}

TEST(ColumnFile, HasTheValuesOfAFieldBothWaysRound) {
  const ColumnFile file = ColumnFile::parse(some_file()).value();
  const Column& topics = file.of(Field::kTopic);
  ASSERT_EQ(topics.values().size(), 3U);
  EXPECT_EQ(topics.values()[0], "energy");
  EXPECT_THAT(topics_of(file, 1), ElementsAre("water", "energy"));  // as the article has them
  EXPECT_THAT(topics_of(file, 3), IsEmpty());
  EXPECT_EQ(topics.find("law"), 1U);
  EXPECT_THAT(topics.documents_of(*topics.find("energy")), ElementsAre(1, 4));
  EXPECT_THAT(topics.documents_of(*topics.find("law")), ElementsAre(7));
  for (const char* unknown : {"", "energ", "lawn", "zoo"}) EXPECT_FALSE(topics.find(unknown)) << unknown;
  EXPECT_THAT(file.of(Field::kLanguage).documents_of(*file.of(Field::kLanguage).find("bg")), ElementsAre(1, 4, 6));
  EXPECT_EQ(file.of(Field::kEvent).values().size(), 0U);
}

TEST(ColumnFile, KeepsValuesThatManyDocumentsHaveAsBitsToo) {
  std::vector<Written> documents;
  for (std::uint32_t docid = 1; docid < 200; ++docid)
    documents.push_back(
        {docid, 1, {}, docid % 2 == 0 ? "bg" : "en", {docid == 64 || docid % 50 == 3 ? "law" : "water"}});
  documents[9].topics = {"rare"};
  documents[99].topics = {"rare", "water", "rarest"};
  const ColumnFile file = ColumnFile::parse(encode_columns(databases_of(documents))).value();
  const Column& topics = file.of(Field::kTopic);
  const std::uint32_t law = *topics.find("law"), water = *topics.find("water");
  EXPECT_THAT(topics.as_bits().numbers(), ElementsAre(law, water));  // "rare" has 2 of 200
  EXPECT_THAT(topics.as_bits().of(law),
              ElementsAre(1ULL << 3 | 1ULL << 53, 1ULL << (103 - 64) | 1, 1ULL << (153 - 128), 0));
  EXPECT_THAT(topics.as_bits().of(water), ::testing::SizeIs(4));
  EXPECT_THAT(topics.as_bits().of(*topics.find("rare")), IsEmpty());
  EXPECT_EQ(file.of(Field::kLanguage).as_bits().numbers().size(), 2U);
}

TEST(ColumnFile, IsRefusedWhenAValueHasAnotherDocumentAsABit) {
  std::string bytes = some_file();
  const ColumnFile file = ColumnFile::parse(bytes).value();
  const auto set = file.of(Field::kTopic).as_bits().of(0);  // energy: 1 and 4
  ASSERT_THAT(set, ElementsAre(0b10010U));
  std::size_t refused = 0;
  const std::string found(reinterpret_cast<const char*>(set.data()), set.size_bytes());
  for (std::size_t at = bytes.find(found); at != std::string::npos; at = bytes.find(found, at + 1)) {
    std::string other = bytes;
    other[at] = 0b01010;
    const auto parsed = ColumnFile::parse(other);
    ASSERT_FALSE(parsed);
    refused += parsed.error().message.find("the bits of a value are not its list") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(refused, 1U);
}

TEST(ColumnFile, HasAValueOnceThoughAnArticleNamesItTwice) {
  const ColumnFile file =
      ColumnFile::parse(encode_columns(databases_of({{1, 1, {}, "", {"b", "a", "b"}}, {2, 1, {}, "", {"b"}}}))).value();
  const Column& topics = file.of(Field::kTopic);
  EXPECT_THAT(topics_of(file, 1), ElementsAre("b", "a"));
  EXPECT_THAT(topics.documents_of(*topics.find("b")), ElementsAre(1, 2));
}

TEST(ColumnFile, IsTheSameForAnyNumberOfShards) {
  const std::string expected = some_file();
  for (const std::size_t shards : {2U, 3U, 9U})
    EXPECT_EQ(encode_columns(databases_of(some_documents(), shards)), expected) << shards;
}

TEST(ColumnFile, CountsTheDocumentsOfAShard) {
  const ColumnFile file = ColumnFile::parse(some_file()).value();
  EXPECT_EQ(file.documents_in(0, 1), 5U);
  EXPECT_EQ(file.documents_in(0, 2), 3U);
  EXPECT_EQ(file.documents_in(1, 2), 2U);
  EXPECT_EQ(file.documents_in(8, 9), 0U);
}

TEST(ColumnFile, CanBeEmpty) {
  const auto file = ColumnFile::parse(encode_columns(databases_of({})));
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 1U);
  EXPECT_EQ(file->documents(), 0U);
  EXPECT_THAT(file->newest_first(), IsEmpty());
}

TEST(ColumnFile, IsMapped) {
  const testing::TemporaryFolder folder;
  folder.write("columns", some_file());
  auto opened = ColumnFile::open(folder.path() / "columns");
  ASSERT_TRUE(opened) << describe(opened.error());
  const ColumnFile moved = std::move(*opened);
  EXPECT_THAT(topics_of(moved, 6), ElementsAre("water"));
  folder.write("columns", "something else");
  const auto refused = ColumnFile::open(folder.path() / "columns");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadData);
  EXPECT_THAT(refused.error().message, HasSubstr("columns: the columns are damaged: no header"));
  EXPECT_EQ(ColumnFile::open(folder.path() / "none").error().code, ErrorCode::kNotFound);
}

TEST(ColumnFile, IsRefusedWhenItIsCutOrLonger) {
  const std::string whole = some_file();
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(ColumnFile::parse(whole.substr(0, size))) << size;
  EXPECT_FALSE(ColumnFile::parse(whole + std::string(4, '\0')));
}

/// Everything that can be asked of it; the assertions of the library stop the test at what lies outside of it.
void ask_for_everything(const ColumnFile& file) {
  for (const auto order : {file.newest_first(), file.oldest_first()})
    for (const std::uint32_t docid : order) ASSERT_NE(file.document_bits()[docid / 64] >> (docid % 64) & 1, 0U);
  for (const FieldRow& row : kFields) {
    if (!has_column(row.field)) continue;
    const Column& column = file.of(row.field);
    for (std::uint32_t docid = 0; docid < file.size(); ++docid)
      for (const std::uint32_t value : column.values_of(docid)) ASSERT_EQ(column.find(column.values()[value]), value);
    for (std::uint32_t value = 0; value < column.values().size(); ++value)
      for (const std::uint32_t docid : column.documents_of(value)) ASSERT_LT(docid, file.size());
  }
}

TEST(ColumnFile, IsRefusedOrWholeWhateverNumberIsAnother) {
  const std::string whole = some_file();
  std::size_t refused = 0, changes = 0;
  for (std::size_t at = 0; at + 4 <= whole.size(); at += 4)
    for (const std::uint32_t change : {1U, 2U, 0x100U, 0x80000000U, 0xFFFFFFFFU}) {
      std::string bytes = whole;
      std::uint32_t number = 0;
      std::memcpy(&number, bytes.data() + at, sizeof number);
      number ^= change;
      std::memcpy(bytes.data() + at, &number, sizeof number);
      ++changes;
      if (const auto file = ColumnFile::parse(bytes))
        ask_for_everything(*file);
      else
        ++refused;
    }
  EXPECT_GT(refused * 10, changes * 7);  // dates and the letters of values may be any
}

TEST(ColumnFile, IsNotMadeOfADatabaseWithAForgedNumber) {
  EXPECT_THROW(static_cast<void>(encode_columns(databases_of(some_documents()), 7)), Xapian::DatabaseCorruptError);
  EXPECT_NO_THROW(static_cast<void>(encode_columns(databases_of(some_documents()), 8)));
}

}  // namespace
}  // namespace tarsach::schema

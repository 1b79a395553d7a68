#include "schema/record_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::HasSubstr;

Record record_of(std::string title, std::string body) {
  Record record;
  record.id = "a-" + std::to_string(title.size());
  record.title = std::move(title);
  record.body = std::move(body);
  return record;
}

/// Of the same words in another order, at the same site.
std::vector<Record> articles(std::size_t count) {
  std::vector<std::string> words;
  for (int i = 0; i < 300; ++i) words.push_back("дума" + std::to_string(i * i) + " клъстер ");
  std::mt19937 random(7);
  const auto text = [&](int length) {
    std::string drawn;
    for (int i = 0; i < length; ++i) drawn += words[random() % words.size()];
    return drawn;
  };
  std::vector<Record> made(count);
  for (Record& record : made) {
    record = record_of(text(3), text(100));
    record.url = "https://example.org/novini/" + std::to_string(random() % 1000);
    record.source = "Измислен дневник";
    record.language = "bg";
    record.topics = {"clusters", "networking"};
  }
  return made;
}

/// All that there is of a record, one thing behind the other.
std::string text_of(const FactsView& facts) {
  std::string text = std::string(facts.id) + "|" + std::string(facts.url) + "|" + std::string(facts.source) + "|" +
                     std::string(facts.title) + "|" + std::string(facts.language);
  for (const std::string_view topic : facts.topics) text += "|" + std::string(topic);
  return text;
}
std::string text_of(const RecordView& record) {
  return text_of(static_cast<const FactsView&>(record)) + "|" + std::string(record.body);
}
std::string text_of(const Record& record) {
  FactsView facts{record.id, record.url, record.source, "", record.title, {}, record.language, {}, {}};
  facts.topics.assign(record.topics.begin(), record.topics.end());
  return text_of(RecordView{std::move(facts), record.body});
}

class RecordFileTest : public ::testing::Test {
 protected:
  /// As documents from 1 on.
  void write_blobs(const std::vector<std::string>& blobs, const std::string& dictionaries = {}) {
    auto writer = BlobWriter::create(path_, kRecordBlobs, dictionaries).value();
    for (std::uint32_t i = 0; i < blobs.size(); ++i) ASSERT_TRUE(writer.add(i + 1, blobs[i]).has_value());
    ASSERT_TRUE(writer.finish().has_value());
  }
  void write(const std::vector<Record>& records, const std::string& dictionaries = {}) {
    RecordCompressor compressor(dictionaries);
    std::vector<std::string> blobs;
    for (const Record& record : records) blobs.push_back(compressor.compress(record));
    write_blobs(blobs, dictionaries);
  }
  void expect(const std::vector<Record>& records) {
    const RecordFile file = RecordFile::open(path_).value();
    RecordReader reader(file);
    for (std::uint32_t i = 0; i < records.size(); ++i) {
      const std::string facts = text_of(reader.read_facts(i + 1).value());
      EXPECT_EQ(text_of(reader.read(i + 1).value()), text_of(records[i]));
      EXPECT_EQ(facts + "|" + records[i].body, text_of(records[i]));
    }
  }

  testing::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "records";
};

TEST_F(RecordFileTest, GivesBackWhatWasWritten) {
  const std::vector<Record> records = {record_of("", ""), record_of("Среща", ""),
                                       record_of(std::string("\0\1\2", 3), "Във Варна"),
                                       record_of("x", std::string(3'000'000, 'x')), record_of("Пак", "Малка")};
  write(records);
  expect(records);
}

TEST_F(RecordFileTest, HasNoRecordOfADocumentThatThereIsNot) {
  write({record_of("Среща", "Във Варна")});
  const RecordFile file = RecordFile::open(path_).value();
  RecordReader reader(file);
  for (const std::uint32_t docid : {0u, 9u}) {
    reader.expect(docid);
    const std::string message = "the record of document " + std::to_string(docid) + ": there is none";
    EXPECT_EQ(reader.read(docid).error().message, message);
    EXPECT_EQ(reader.read_facts(docid).error().message, message);
  }
}

TEST_F(RecordFileTest, TakesLessWithDictionaries) {
  const auto records = articles(200);
  const std::string dictionaries = train_record_dictionaries(records);
  EXPECT_GT(dictionaries.size(), 1'000u);
  EXPECT_EQ(train_record_dictionaries(records), dictionaries);
  write(records);
  const auto without = std::filesystem::file_size(path_);
  write(records, dictionaries);
  EXPECT_LT(std::filesystem::file_size(path_), without * 9 / 10 + dictionaries.size());  // which more of them would pay
  expect(records);
}

TEST_F(RecordFileTest, HasNoDictionariesOfFewRecords) {
  EXPECT_EQ(train_record_dictionaries({}), "");
  EXPECT_EQ(train_record_dictionaries(articles(10)), "");
}

TEST_F(RecordFileTest, MayHaveADictionaryOfFactsOrOfBodiesAlone) {
  std::vector<Record> titles = articles(200), bodies = titles;
  for (Record& record : titles) record.body.clear();
  for (Record& record : bodies) record = record_of("", record.body);
  for (const auto& records : {titles, bodies}) {
    const std::string dictionaries = train_record_dictionaries(records);
    EXPECT_GT(dictionaries.size(), 1'000u);
    write(records, dictionaries);
    expect(records);
  }
}

TEST_F(RecordFileTest, WhateverIsDamagedGivesAnErrorOrOtherBytes) {
  write(articles(3), train_record_dictionaries(articles(100)));
  const std::string whole = read_file(path_).value();
  std::mt19937 random(11);
  std::size_t refused = 0;
  for (int i = 0; i < 500; ++i) {
    std::string damaged = whole;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 + random() % 255);
    auto blobs = BlobFile::parse(std::move(damaged), kRecordBlobs);
    if (!blobs) continue;
    const auto file = RecordFile::of(std::move(*blobs));
    if (!file) continue;
    RecordReader reader(*file);
    for (std::uint32_t docid = 1; docid <= 3; ++docid) {
      const bool has_facts = reader.read_facts(docid).has_value();
      const bool has_all = reader.read(docid).has_value();
      EXPECT_TRUE(has_facts || !has_all);
      refused += has_all ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 0u);
}

TEST_F(RecordFileTest, ReadsFactsWithoutLookingAtTheBody) {
  const Record record = record_of("Среща", std::string(100, 'x'));
  std::string blob = RecordCompressor({}).compress(record);
  write_blobs({blob.substr(0, blob.size() - 1), blob.substr(0, 5)});
  const RecordFile file = RecordFile::open(path_).value();
  RecordReader reader(file);
  EXPECT_EQ(reader.read_facts(1)->title, "Среща");
  EXPECT_EQ(reader.read(1).error().message, "the record of document 1: it is damaged");
  EXPECT_EQ(reader.read_facts(2).error().message, "the record of document 2: its parts are damaged");
  EXPECT_EQ(reader.read(2).error().code, ErrorCode::kBadData);
}

TEST_F(RecordFileTest, ThatClaimsToBeHugeIsRefused) {
  // A frame whose header says 2^40 bytes: magic; a descriptor with eight bytes of size in one segment; the size.
  const std::string frame = std::string("\x28\xb5\x2f\xfd\xe0", 5) + std::string("\0\0\0\0\0\1\0\0", 8);
  const std::string small = RecordCompressor({}).compress(record_of("Среща", ""));
  write_blobs({std::string(1, static_cast<char>(frame.size())) + frame + frame,
               small.substr(0, 1 + static_cast<std::size_t>(small[0])) + frame});
  const RecordFile file = RecordFile::open(path_).value();
  RecordReader reader(file);
  EXPECT_THAT(reader.read_facts(1).error().message, HasSubstr("claims to be longer"));
  EXPECT_THAT(reader.read(1).error().message, HasSubstr("claims to be longer"));
  EXPECT_EQ(reader.read_facts(2)->title, "Среща");
  EXPECT_THAT(reader.read(2).error().message, HasSubstr("claims to be longer"));
}

TEST_F(RecordFileTest, WithoutItsDictionariesIsRefused) {
  const std::string blob = RecordCompressor({}).compress(record_of("Среща", ""));
  // One is said to be longer than both are; one begins as zstd's do, and is cut short.
  for (const std::string& dictionaries :
       {std::string("\x7fshort"), std::string("\x09\x37\xa4\x30\xec\1\0\0\0\xff", 10)}) {
    write_blobs({blob}, dictionaries);
    EXPECT_EQ(RecordFile::open(path_).error().message,
              path_.string() + ": the dictionaries of the records are damaged");
  }
}

TEST_F(RecordFileTest, OfAnotherVersionIsRefusedWithWhatToDo) {
  write({record_of("Среща", "")});
  std::string bytes = read_file(path_).value();
  bytes[8] = 1;
  ASSERT_TRUE(write_file_durably(path_, bytes).has_value());
  const Error error = RecordFile::open(path_).error();
  EXPECT_EQ(error.code, ErrorCode::kBadData);
  EXPECT_EQ(error.message, path_.string() + ": it has version 1, this program reads version 2");
  EXPECT_EQ(error.hint, "build the index again");
}

}  // namespace
}  // namespace tarsach::schema

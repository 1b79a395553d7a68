#include "schema/record_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "tests/support/temporary.h"

namespace tarsach::schema {
namespace {

using ::testing::HasSubstr;

/// Texts of the same words in another order.
std::vector<std::string> texts(std::size_t count) {
  std::vector<std::string> words;
  for (int i = 0; i < 300; ++i) words.push_back("дума" + std::to_string(i * i) + " клъстер ");
  std::mt19937 random(7);
  std::vector<std::string> made(count);
  for (std::string& text : made)
    for (int i = 0; i < 100; ++i) text += words[random() % words.size()];
  return made;
}

class RecordFileTest : public ::testing::Test {
 protected:
  void write(const std::vector<std::string>& records, const std::string& dictionary = {}) {
    RecordCompressor compressor(dictionary);
    auto writer = BlobWriter::create(path_, kRecordBlobs, dictionary).value();
    for (std::uint32_t i = 0; i < records.size(); ++i)
      ASSERT_TRUE(writer.add(i + 1, compressor.compress(records[i])).has_value());
    ASSERT_TRUE(writer.finish().has_value());
  }

  testing::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "records";
};

TEST_F(RecordFileTest, GivesBackWhatWasWritten) {
  const std::vector<std::string> records = {"", "Среща", std::string("\0\1\2", 3), std::string(1'000'000, 'x')};
  write(records);
  const RecordFile file = RecordFile::open(path_).value();
  RecordReader reader(file);
  for (std::uint32_t i = 0; i < records.size(); ++i) EXPECT_EQ(reader.read(i + 1).value(), records[i]);
  EXPECT_THAT(reader.read(9).error().message, HasSubstr("document 9: there is none"));
}

TEST_F(RecordFileTest, TakesLessWithADictionary) {
  const auto records = texts(200);
  const std::string dictionary = train_record_dictionary(records);
  EXPECT_GT(dictionary.size(), 1'000u);
  EXPECT_EQ(train_record_dictionary(records), dictionary);
  write(records);
  const auto without = std::filesystem::file_size(path_);
  write(records, dictionary);
  EXPECT_LT(std::filesystem::file_size(path_), without * 9 / 10 + dictionary.size());  // which more of them would pay
  const RecordFile file = RecordFile::open(path_).value();
  RecordReader reader(file);
  for (std::uint32_t i = 0; i < records.size(); ++i) EXPECT_EQ(reader.read(i + 1).value(), records[i]);
}

TEST_F(RecordFileTest, HasNoDictionaryOfFewRecordsOrOfNothingInCommon) {
  EXPECT_EQ(train_record_dictionary({}), "");
  EXPECT_EQ(train_record_dictionary(texts(10)), "");
  EXPECT_EQ(train_record_dictionary(std::vector<std::string>(1'000)), "");
}

TEST_F(RecordFileTest, WhateverIsDamagedGivesAnErrorOrOtherBytes) {
  const auto records = texts(3);
  write(records, train_record_dictionary(texts(100)));
  const std::string whole = read_file(path_).value();
  std::mt19937 random(11);
  std::size_t refused = 0;
  for (int i = 0; i < 500; ++i) {
    std::string damaged = whole;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 + random() % 255);
    ASSERT_TRUE(write_file_durably(path_, damaged).has_value());
    const auto file = RecordFile::open(path_);
    if (!file) continue;
    RecordReader reader(*file);
    for (std::uint32_t docid = 1; docid <= 3; ++docid) refused += reader.read(docid).has_value() ? 0 : 1;
  }
  EXPECT_GT(refused, 0u);
}

TEST_F(RecordFileTest, ThatClaimsToBeHugeIsRefused) {
  // A frame whose header says 2^40 bytes: magic; a descriptor with eight bytes of size in one segment; the size.
  const std::string frame = std::string("\x28\xb5\x2f\xfd\xe0", 5) + std::string("\0\0\0\0\0\1\0\0", 8);
  auto writer = BlobWriter::create(path_, kRecordBlobs).value();
  ASSERT_TRUE(writer.add(1, frame).has_value());
  ASSERT_TRUE(writer.finish().has_value());
  const RecordFile file = RecordFile::open(path_).value();
  EXPECT_THAT(RecordReader(file).read(1).error().message, HasSubstr("its size"));
}

}  // namespace
}  // namespace tarsach::schema

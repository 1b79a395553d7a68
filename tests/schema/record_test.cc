#include "schema/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tarsach::schema {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

Record example() {
  Record record;
  record.id = "varna-1";
  record.url = "https://example.org/varna";
  record.source = "Пример";
  record.author = "А. Б.";
  record.title = "Регионална клъстерна среща";
  record.body = "Първи абзац.\n\nВтори абзац.";
  record.date = {2018, 7, 5};
  record.language = "bg";
  record.events = {"varna-2018"};
  record.topics = {"innovation", "networking"};
  return record;
}

void expect_same(const RecordView& view, const Record& record) {
  EXPECT_EQ(view.id, record.id);
  EXPECT_EQ(view.url, record.url);
  EXPECT_EQ(view.source, record.source);
  EXPECT_EQ(view.author, record.author);
  EXPECT_EQ(view.title, record.title);
  EXPECT_EQ(view.body, record.body);
  EXPECT_EQ(view.date, record.date);
  EXPECT_EQ(view.language, record.language);
  EXPECT_THAT(view.events, ElementsAreArray(record.events));
  EXPECT_THAT(view.topics, ElementsAreArray(record.topics));
}

TEST(Record, IsDecodedAsItWasEncoded) {
  const std::string bytes = encode(example());
  const auto view = decode(bytes);
  ASSERT_TRUE(view);
  expect_same(*view, example());
}

TEST(Record, MayBeEmpty) {
  const std::string bytes = encode({});
  const auto view = decode(bytes);
  ASSERT_TRUE(view);
  expect_same(*view, {});
  EXPECT_THAT(view->events, IsEmpty());
}

TEST(Record, HoldsAnyBytesOfAnyLength) {
  std::mt19937 random(4);
  const auto draw = [&] {
    std::string text(random() % 3 == 0 ? random() % 40'000 : random() % 200, '\0');
    for (char& c : text) c = static_cast<char>(random());
    return text;
  };
  for (int i = 0; i < 300; ++i) {
    Record record = example();
    record.id = draw();
    record.title = draw();
    record.body = draw();
    const std::string bytes = encode(record);
    const auto view = decode(bytes);
    ASSERT_TRUE(view);
    expect_same(*view, record);
  }
}

TEST(Record, IsRefusedWhenAnythingIsCutOff) {
  const std::string bytes = encode(example());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto view = decode(std::string_view(bytes).substr(0, length));
    ASSERT_FALSE(view) << length;
    EXPECT_EQ(view.error().code, ErrorCode::kBadData);
  }
}

TEST(Record, IsRefusedWithBytesBehindItsEndOrAnotherFormat) {
  EXPECT_FALSE(decode(encode(example()) + "x"));
  std::string other = encode(example());
  other[0] = 2;
  EXPECT_FALSE(decode(other));
}

TEST(Record, IsRefusedWithALengthBeyondItsEnd) {
  EXPECT_FALSE(decode("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
  EXPECT_FALSE(decode("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
}

TEST(Record, SurvivesAnyChangeOfAByte) {
  const std::string bytes = encode(example());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      if (!decode(changed)) ++refused;
    }
  EXPECT_GT(refused, 0U);
}

}  // namespace
}  // namespace tarsach::schema

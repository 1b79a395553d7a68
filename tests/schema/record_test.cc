#include "schema/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tarsach::schema {
namespace {

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

void expect_same(const FactsView& view, const Record& record) {
  EXPECT_EQ(view.id, record.id);
  EXPECT_EQ(view.url, record.url);
  EXPECT_EQ(view.source, record.source);
  EXPECT_EQ(view.author, record.author);
  EXPECT_EQ(view.title, record.title);
  EXPECT_EQ(view.date, record.date);
  EXPECT_EQ(view.language, record.language);
  EXPECT_THAT(view.events, ElementsAreArray(record.events));
  EXPECT_THAT(view.topics, ElementsAreArray(record.topics));
}

TEST(Facts, AreDecodedAsTheyWereEncoded) {
  const std::string bytes = encode_facts(example());
  const auto view = decode_facts(bytes);
  ASSERT_TRUE(view);
  expect_same(*view, example());
}

TEST(Facts, HaveNoBodyAmongThem) {
  Record other = example();
  other.body += " И още един.";
  EXPECT_EQ(encode_facts(other), encode_facts(example()));
}

TEST(Facts, MayBeEmpty) {
  const std::string bytes = encode_facts({});
  const auto view = decode_facts(bytes);
  ASSERT_TRUE(view);
  expect_same(*view, {});
  EXPECT_THAT(view->events, IsEmpty());
}

TEST(Facts, HoldAnyBytesOfAnyLength) {
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
    const std::string bytes = encode_facts(record);
    const auto view = decode_facts(bytes);
    ASSERT_TRUE(view);
    expect_same(*view, record);
  }
}

TEST(Facts, AreRefusedWhenAnythingIsCutOff) {
  const std::string bytes = encode_facts(example());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto view = decode_facts(std::string_view(bytes).substr(0, length));
    ASSERT_FALSE(view) << length;
    EXPECT_EQ(view.error().code, ErrorCode::kBadData);
  }
}

TEST(Facts, AreRefusedWithBytesBehindTheirEndOrInAnotherFormat) {
  EXPECT_FALSE(decode_facts(encode_facts(example()) + "x"));
  std::string other = encode_facts(example());
  other[0] = 1;
  EXPECT_FALSE(decode_facts(other));
}

TEST(Facts, AreRefusedWithALengthBeyondTheirEnd) {
  EXPECT_FALSE(decode_facts("\x02\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
  EXPECT_FALSE(decode_facts("\x02\xff\xff\xff\xff\xff\xff\xff\x7f"));
  EXPECT_FALSE(decode_facts("\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
}

TEST(Facts, SurviveAnyChangeOfAByte) {
  const std::string bytes = encode_facts(example());
  std::size_t refused = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      if (!decode_facts(changed)) ++refused;
    }
  EXPECT_GT(refused, 0U);
}

}  // namespace
}  // namespace tarsach::schema

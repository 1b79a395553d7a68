#include "text/normalizer.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "text/utf8.h"

namespace tarsach::text {
namespace {

struct Row {
  std::string_view written;
  std::string_view form;
  Script script;
};

constexpr auto kRows = std::to_array<Row>({
    {"Клъстер", "клъстер", Script::kCyrillic},
    {"ѝ", "и", Script::kCyrillic},
    {"Ѝ", "и", Script::kCyrillic},
    {"и\u0300", "и", Script::kCyrillic},              // ѝ in two code points
    {"въ\u0301лна", "вълна", Script::kCyrillic},      // stress
    {"зна\u0300мето", "знамето", Script::kCyrillic},  // the other stress mark
    {"йод", "йод", Script::kCyrillic},
    {"и\u0306од", "йод", Script::kCyrillic},  // й in two code points is й, not и
    {"Й", "й", Script::kCyrillic},
    {"нa", "на", Script::kCyrillic},        // a Latin a
    {"Tръмп", "тръмп", Script::kCyrillic},  // a Latin T
    {"EС", "ес", Script::kCyrillic},        // a Latin E: both could be, then Cyrillic
    {"Hов", "нов", Script::kCyrillic},      // a Latin H is Н, not х
    {"Bарна", "варна", Script::kCyrillic},
    {"Сluster", "cluster", Script::kLatin},  // a Cyrillic С
    {"Еurope", "europe", Script::kLatin},
    {"ин\u00ADтерес", "интерес", Script::kCyrillic},  // soft hyphen
    {"кл\u200Bъстер", "клъстер", Script::kCyrillic},  // zero-width space
    {"\uFEFFдума", "дума", Script::kCyrillic},
    {"С.А.Щ.", "сащ", Script::kCyrillic},
    {"Málaga", "malaga", Script::kLatin},
    {"ﬁne", "fine", Script::kLatin},
    {"don\u2019t", "don't", Script::kLatin},
    {"д\u2019Артанян", "дартанян", Script::kCyrillic},
    {"3,5", "3.5", Script::kNumber},
    {"２０１７", "2017", Script::kNumber},  // full-width digits
    {"Straße", "strasse", Script::kLatin},
    {"Αθήνα", "αθηνα", Script::kOther},
    {"C++", "c++", Script::kLatin},
    {"AT&T", "at&t", Script::kLatin},
});

TEST(Normalizer, GivesEachSpellingItsForm) {
  for (const Row& row : kRows) {
    const NormalForm normal = normalize(row.written);
    EXPECT_EQ(normal.form, row.form) << row.written;
    EXPECT_EQ(normal.script, row.script) << row.written;
  }
}

TEST(Normalizer, LeavesANormalisedFormAsItIs) {
  for (const Row& row : kRows) {
    const std::string once = normalize(row.written).form;
    EXPECT_EQ(normalize(once).form, once) << row.written;
  }
}

TEST(Normalizer, IsIdempotentOnAnyLetters) {
  std::mt19937 random(7);
  constexpr std::array<std::pair<char32_t, char32_t>, 6> kBlocks{
      {{0x41, 0x7A}, {0xC0, 0x24F}, {0x300, 0x314}, {0x400, 0x4FF}, {0x1E00, 0x1FFF}, {0xFB00, 0xFB06}}};
  for (int round = 0; round < 3000; ++round) {
    std::string word;
    for (int i = 0; i < 6; ++i) {
      const auto [first, last] = kBlocks[random() % kBlocks.size()];
      utf8::append(word, first + static_cast<char32_t>(random() % (last - first + 1)));
    }
    const std::string once = normalize(word).form;
    EXPECT_EQ(normalize(once).form, once) << word;
    EXPECT_TRUE(utf8::is_valid(once)) << word;
  }
}

}  // namespace
}  // namespace tarsach::text

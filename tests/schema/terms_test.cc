#include "schema/terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

namespace tarsach::schema {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string repeat(std::string_view text, std::size_t times) {
  std::string whole;
  for (std::size_t i = 0; i < times; ++i) whole += text;
  return whole;
}

TEST(Terms, StandBehindThePrefixOfTheirField) {
  EXPECT_EQ(term(Field::kText, "среща"), "среща");
  EXPECT_EQ(term(Field::kTitle, "среща"), "Sсреща");
  EXPECT_EQ(term(Field::kEvent, "varna-2018"), "Evarna-2018");
  EXPECT_EQ(term(Field::kYear, "2018"), "Y2018");
  EXPECT_EQ(term(Field::kId, "act-8678#0"), "Qact-8678#0");
}

TEST(Terms, TellWhetherTheyAreWords) {
  EXPECT_TRUE(is_word("варна"));
  EXPECT_TRUE(is_word("2018"));
  for (const FieldRow& described : kFields)
    EXPECT_EQ(is_word(term(described.field, "x")), described.kind == FieldKind::kWords) << described.name;
}

TEST(Terms, AreCutAtALetter) {
  const std::string cut = term(Field::kText, repeat("щ", 200));
  EXPECT_EQ(cut, repeat("щ", kMaxTermBytes / 2));
  EXPECT_EQ(term(Field::kTitle, repeat("щ", 200)), "S" + repeat("щ", (kMaxTermBytes - 1) / 2));
  EXPECT_EQ(term(Field::kText, repeat("x", 245)).size(), 245U);
}

TEST(Terms, KeepLongIdsApart) {
  const std::string beginning = repeat("x", 300);
  const std::set<std::string> terms = {term(Field::kId, beginning), term(Field::kId, beginning + "1"),
                                       term(Field::kId, beginning + "2"), term(Field::kId, "x" + beginning + "2")};
  EXPECT_EQ(terms.size(), 4U);
  for (const std::string& one : terms) EXPECT_EQ(one.size(), kMaxTermBytes);
}

TEST(Terms, AreNeverTooLongForXapian) {
  std::mt19937 random(2);
  for (int i = 0; i < 5'000; ++i) {
    std::string value;
    for (std::size_t length = random() % 400; value.size() < length;)
      value += random() % 4 == 0 ? std::string(1, '\0') : std::string(random() % 2 == 0 ? "ю" : "y");
    for (const FieldRow& one : kFields) {
      const std::string made = term(one.field, value);
      const auto zeros = static_cast<std::size_t>(std::count(made.begin(), made.end(), '\0'));
      EXPECT_LE(made.size() + zeros, kMaxTermBytes);
      EXPECT_TRUE(made.starts_with(one.prefix));
    }
  }
}

TEST(Values, ComeBackAsTheyWerePacked) {
  const std::vector<std::string> values = {"innovation", "funding", "зелен преход"};
  EXPECT_THAT(unpack_values(pack_values(values)), ElementsAre("innovation", "funding", "зелен преход"));
  EXPECT_THAT(unpack_values(""), IsEmpty());
  EXPECT_THAT(unpack_values(pack_values({"", "a", ""})), ElementsAre("a"));
}

TEST(Values, HaveTheirSeparatorReplacedByASpace) {
  EXPECT_THAT(unpack_values(pack_values({"a\x1f"
                                         "b",
                                         "c"})),
              ElementsAre("a b", "c"));
}

TEST(PackedDates, SortAsDatesDo) {
  std::mt19937 random(3);
  const auto draw = [&] {
    Date date{static_cast<std::int16_t>(random() % 10'000), static_cast<std::int8_t>(random() % 13),
              static_cast<std::int8_t>(random() % 29)};
    return is_valid(date) ? date : Date{};
  };
  for (int i = 0; i < 20'000; ++i) {
    const Date a = draw(), b = draw();
    EXPECT_EQ(unpack_date(pack_date(a)), a);
    EXPECT_EQ(a < b, pack_date(a) < pack_date(b));
    EXPECT_EQ(pack_date(a).size(), 4U);
  }
}

TEST(PackedDates, AreUnknownWhenBroken) {
  for (const std::string& bytes :
       {std::string(), std::string("\x07"), std::string("\x07\xe2\x0d\x01"), std::string("\xff\xff\xff\xff"),
        std::string("\x07\xe2\x02\x1e"), std::string("12345")})
    EXPECT_FALSE(unpack_date(bytes).known());
}

TEST(Slug, IsLatinWithHyphens) {
  EXPECT_EQ(slug("Grow your Region"), "grow-your-region");
  EXPECT_EQ(slug("  Клъстерна среща — Варна, 2018 г. "), "klasterna-sreshta-varna-2018-g");
  EXPECT_EQ(slug("Жълъд, щъркел, Цонка, чуй, шьо, юг, яйце"), "zhalad-shtarkel-tsonka-chuy-shyo-yug-yaytse");
  EXPECT_EQ(slug("!?"), "");
  EXPECT_EQ(slug(""), "");
}

TEST(Slug, EndsInIaWhereTheLawSaysSo) {
  EXPECT_EQ(slug("София"), "sofia");
  EXPECT_EQ(slug("Мария и Илия"), "maria-i-ilia");
  EXPECT_EQ(slug("приятел"), "priyatel");
}

TEST(Slug, IsTheSameForEverySpellingOfALetter) {
  EXPECT_EQ(slug("пъ\u0301т"), slug("път"));
  EXPECT_EQ(slug("ѝ"), slug("и"));
  EXPECT_EQ(slug("ТЕМА"), slug("тема"));
}

TEST(Slug, TakesBrokenBytesAsSeparators) {
  EXPECT_EQ(slug("a\xff"
                 "b\xd0"),
            "a-b");
  EXPECT_EQ(slug("a\xe2\x82"), "a");
}

}  // namespace
}  // namespace tarsach::schema

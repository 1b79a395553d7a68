#include "text/transliteration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/letters.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;
using ::testing::Not;

std::vector<std::string> readings(Direction direction, std::string_view word, std::size_t at = 0) {
  std::vector<std::string> all;
  for (const LetterRow* row : letter_rows(direction).beginning(word, at)) all.push_back(row->from + ">" + row->to);
  return all;
}

TEST(Romanised, FollowsTheLaw) {
  EXPECT_EQ(romanised("България"), "Bulgaria");
  EXPECT_EQ(romanised("български"), "balgarski");
  EXPECT_EQ(romanised("София"), "Sofia");
  EXPECT_EQ(romanised("Марияна"), "Mariyana");
  EXPECT_EQ(romanised("Ямбол, Ъглен и Щръклево"), "Yambol, Aglen i Shtraklevo");
  EXPECT_EQ(romanised("Стара Загора – Жельо Кюстендил"), "Stara Zagora – Zhelyo Kyustendil");
  EXPECT_EQ(romanised("ЩЪРК"), "SHTARK");
  EXPECT_EQ(romanised("хайдушки цар Чавдар"), "haydushki tsar Chavdar");
}

TEST(Romanised, LeavesWhatIsNoBulgarianLetter) {
  EXPECT_EQ(romanised(""), "");
  EXPECT_EQ(romanised("e-mail: ы 12"), "e-mail: ы 12");
  EXPECT_EQ(romanised("да\xFFне"), "dane");
}

TEST(LetterRows, ReadEachLatinLetterAsItMayBeMeant) {
  EXPECT_THAT(readings(Direction::kToCyrillic, "6tastie"), IsSupersetOf({"6t>щ", "6>ш"}));
  EXPECT_THAT(readings(Direction::kToCyrillic, "sht"), IsSupersetOf({"sht>щ", "sh>ш", "s>с"}));
  EXPECT_THAT(readings(Direction::kToCyrillic, "johnson"), IsSupersetOf({"j>дж", "j>ж", "j>й"}));
  EXPECT_THAT(readings(Direction::kToCyrillic, "washington"), IsSupersetOf({"w>в", "w>у"}));
}

TEST(LetterRows, HoldOnlyInTheirPlace) {
  EXPECT_THAT(readings(Direction::kToCyrillic, "sofia", 3), Contains("ia>ия"));
  EXPECT_THAT(readings(Direction::kToCyrillic, "apple", 3), Contains("le>ъл"));
  EXPECT_THAT(readings(Direction::kToCyrillic, "apples", 3), Not(Contains("le>ъл")));
  EXPECT_THAT(readings(Direction::kToCyrillic, "knight", 0), Contains("kn>н"));
  EXPECT_THAT(readings(Direction::kToCyrillic, "banknote", 3), Not(Contains("kn>н")));
}

TEST(LetterRows, AreReadInBothDirections) {
  EXPECT_THAT(readings(Direction::kToLatin, "тръмп", 4), IsSupersetOf({"ъ>a", "ъ>u", "ъ>y"}));
  EXPECT_THAT(readings(Direction::kToLatin, "джонсън"), IsSupersetOf({"д>d", "дж>j"}));
}

TEST(LetterRows, ReadADoubledConsonantAsOneAndNoSilentE) {
  EXPECT_THAT(readings(Direction::kToCyrillic, "google", 3), Contains("g>г"));
  EXPECT_THAT(readings(Direction::kToCyrillic, "kennedy", 2), Contains("nn>н"));
  EXPECT_THAT(readings(Direction::kToCyrillic, "stone", 3), Contains("ne>н"));
  EXPECT_THAT(readings(Direction::kToCyrillic, "stones", 3), Not(Contains("ne>н")));
}

TEST(LetterRows, HaveEveryLetterOfTheAlphabetInBothDirections) {
  const std::string alphabet = "абвгдежзийклмнопрстуфхцчшщъьюя";
  for (std::size_t at = 0; at < alphabet.size(); at += 2)
    EXPECT_THAT(readings(Direction::kToLatin, alphabet.substr(at, 2)), Not(::testing::IsEmpty())) << at;
  for (char latin = 'a'; latin <= 'z'; ++latin)
    EXPECT_THAT(readings(Direction::kToCyrillic, std::string(1, latin)), Not(::testing::IsEmpty())) << latin;
}

TEST(LetterRows, WriteNoLatinLettersIntoCyrillicWords) {
  for (unsigned first = 1; first < 128; ++first) {
    const std::string letter(1, static_cast<char>(first));
    for (const LetterRow* row : letter_rows(Direction::kToCyrillic).beginning(letter, 0)) {
      for (std::size_t at = 0; at < row->to.size(); at += utf8::decode(row->to, at).size)
        EXPECT_NE(class_of(utf8::decode(row->to, at).code), LetterClass::kLatin) << row->from << " " << row->to;
    }
  }
}

}  // namespace
}  // namespace tarsach::text

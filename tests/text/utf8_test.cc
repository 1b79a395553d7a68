#include "text/utf8.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>

namespace tarsach::text {
namespace {

TEST(Utf8, DecodesWhatItAppends) {
  for (const char32_t code : {U'a', U'й', U'€', char32_t{0x1F600}, char32_t{0x10FFFF}}) {
    std::string text;
    utf8::append(text, code);
    const utf8::Letter letter = utf8::decode(text, 0);
    EXPECT_EQ(letter.code, code);
    EXPECT_EQ(letter.size, text.size());
  }
}

TEST(Utf8, PassesOverBrokenBytesOneByOne) {
  for (const std::string_view broken :
       {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xD0"}) {
    EXPECT_EQ(utf8::decode(broken, 0).code, utf8::kBroken) << broken.size();
    EXPECT_EQ(utf8::decode(broken, 0).size, 1U);
    EXPECT_FALSE(utf8::is_valid(broken));
  }
}

TEST(Utf8, ClipsAtALetter) {
  EXPECT_EQ(utf8::clip("йод", 3), "й");
  EXPECT_EQ(utf8::clip("йод", 1), "");
  EXPECT_EQ(utf8::clip("йод", 6), "йод");
}

TEST(Utf8, CountsLetters) { EXPECT_EQ(utf8::length("йод\xFF"), 4U); }

TEST(Utf8, IsValidWhenNoLetterIsBroken) {
  std::mt19937 random(1);
  const std::string_view pieces[] = {"а", "я", "Ѝ", "abc", "        ", "„", "\xF0\x9F\x98\x80", "\xD0", "\x80"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    const bool broken = i % 2 == 0;
    for (auto n = random() % 12; n > 0; --n) text += pieces[random() % (std::size(pieces) - (broken ? 0 : 2))];
    bool valid = true;
    for (std::size_t at = 0; at < text.size();) {
      const utf8::Letter letter = utf8::decode(text, at);
      valid = valid && letter.code != utf8::kBroken;
      at += letter.size;
    }
    EXPECT_EQ(utf8::is_valid(text), valid) << i;
  }
}

}  // namespace
}  // namespace tarsach::text

#include "searchd/url.h"

#include <gtest/gtest.h>

namespace tarsach::searchd {
namespace {

TEST(Url, EncodesAndDecodesBulgarian) {
  EXPECT_EQ(percent_encode("среща 1"), "%D1%81%D1%80%D0%B5%D1%89%D0%B0%201");
  EXPECT_EQ(percent_decode("%D1%81%d1%80%D0%B5%D1%89%D0%B0+1", Plus::kIsSpace), "среща 1");
}

TEST(Url, KeepsAPlusInAPath) { EXPECT_EQ(percent_decode("a+b%2Fc%23d", Plus::kAsItIs), "a+b/c#d"); }

TEST(Url, RefusesABrokenPercent) {
  for (const auto* text : {"%", "a%", "%4", "%zz", "%4g", "ab%1"})
    EXPECT_EQ(percent_decode(text, Plus::kIsSpace), std::nullopt) << text;
  EXPECT_EQ(percent_decode("%41", Plus::kIsSpace), "A");
}

TEST(Url, SplitsAQueryString) {
  const auto parts = split_query_string("&q=a=b&&year=2018&flag&");
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].name, "q");
  EXPECT_EQ(parts[0].value, "a=b");
  EXPECT_EQ(parts[2].name, "flag");
  EXPECT_EQ(parts[2].value, "");
}

TEST(Url, TellsUtf8FromOtherBytes) {
  for (const auto* text : {"", "a", "ѝ", "€", "😀", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(is_utf8(text)) << text;
  for (const auto* text : {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF",
                           "\xE2\x82", "\xCF\xF0\xE8", "\xF0\x8F\xBF\xBF", "\xE2\x28\xA1"})
    EXPECT_FALSE(is_utf8(text)) << text;
}

TEST(Url, CountsCharactersNotBytes) { EXPECT_EQ(count_characters("среща 😀"), 7U); }

}  // namespace
}  // namespace tarsach::searchd

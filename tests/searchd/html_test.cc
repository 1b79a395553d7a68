#include "searchd/html.h"

#include <gtest/gtest.h>

namespace tarsach::searchd {
namespace {

std::string beginning(const std::string& html, std::size_t characters) {
  return beginning_of(markup(html), characters).text;
}

TEST(BeginningOf, LeavesWhatHasRoom) {
  EXPECT_EQ(beginning("", 3), "");
  EXPECT_EQ(beginning("закон", 5), "закон");
  EXPECT_EQ(beginning("<mark>а</mark> &amp; б", 5), "<mark>а</mark> &amp; б");
}

TEST(BeginningOf, EndsWithAWholeWord) {
  EXPECT_EQ(beginning("закон за защита", 14), "закон за …");
  EXPECT_EQ(beginning("закон за защита", 8), "закон за …");
  EXPECT_EQ(beginning("закон &amp; ред", 8), "закон &amp; …");
}

TEST(BeginningOf, CutsAWordThatIsLongerThanTheRoom) { EXPECT_EQ(beginning("ааааа", 3), "ааа …"); }

TEST(BeginningOf, ClosesAMarkThatItCuts) {
  EXPECT_EQ(beginning("<mark>ааааа</mark>", 3), "<mark>ааа</mark> …");
  EXPECT_EQ(beginning("а <mark>б в</mark> г", 4), "а <mark>б</mark> …");
  EXPECT_EQ(beginning("<mark>а</mark> <mark>ббб</mark>", 3), "<mark>а</mark> …");
}

}  // namespace
}  // namespace tarsach::searchd

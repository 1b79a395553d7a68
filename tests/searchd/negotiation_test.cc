#include "searchd/negotiation.h"

#include <gtest/gtest.h>

#include "searchd/etag.h"

namespace tarsach::searchd {
namespace {

TEST(Negotiation, SpeaksBulgarianUnlessEnglishIsPreferred) {
  for (const auto* header : {"", "bg", "bg-BG,bg;q=0.9,en;q=0.8", "de", "*", "en;q=0.5,bg;q=0.5", "en;q=0",
                             "en;q=nonsense", ",;,q=", "en;q=0.3, *;q=0.7"})
    EXPECT_EQ(preferred_language(header), Language::kBulgarian) << header;
  for (const auto* header : {"en", "en-GB", "EN", "en-US,en;q=0.9,bg;q=0.5", "de,en;q=0.2", "bg;q=0,en;q=0.1"})
    EXPECT_EQ(preferred_language(header), Language::kEnglish) << header;
}

TEST(Negotiation, GivesAPageToWhoAsksForOne) {
  EXPECT_TRUE(prefers_html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
  EXPECT_FALSE(prefers_html("*/*"));
  EXPECT_FALSE(prefers_html(""));
  EXPECT_FALSE(prefers_html("application/json, text/html;q=0.5"));
  EXPECT_FALSE(prefers_html("text/html;q=0"));
}

TEST(Etag, IsMatchedWeaklyInAList) {
  EXPECT_TRUE(matches_etag("W/\"1\"", "W/\"1\""));
  EXPECT_TRUE(matches_etag("\"0\", \"1\"", "W/\"1\""));
  EXPECT_FALSE(matches_etag("*", "W/\"1\""));  // any answer: it must be known whether there is one
  EXPECT_FALSE(matches_etag("", "W/\"1\""));
  EXPECT_FALSE(matches_etag("\"11\"", "W/\"1\""));
}

TEST(Etag, DependsOnTheGenerationAndOnTheQuestion) {
  EXPECT_EQ(make_etag(1, "a"), make_etag(1, "a"));
  EXPECT_NE(make_etag(1, "a"), make_etag(2, "a"));
  EXPECT_NE(make_etag(1, "a"), make_etag(1, "b"));
}

}  // namespace
}  // namespace tarsach::searchd

#include "indexer/article_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace tarsach::indexer {
namespace {

ArticleList some() {
  ArticleList list{{1, 2}, 7, {}};
  list.articles.push_back({"a", {1, 2}, {3, 4}});
  list.articles.push_back({"б", {5, 6}, {7, 8}});
  return list;
}

TEST(ArticleList, IsReadAsItWasWritten) {
  const auto read = decode_articles(encode_articles(some()));
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->key, some().key);
  EXPECT_EQ(read->changes, 7U);
  EXPECT_EQ(read->articles, some().articles);
}

TEST(ArticleList, IsRefusedWhenItIsCutTooLongOrNotInOrder) {
  const std::string bytes = encode_articles(some());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode_articles(bytes.substr(0, size))) << size;
  EXPECT_FALSE(decode_articles(bytes + "x"));
  ArticleList twice = some();
  twice.articles.push_back(twice.articles.back());
  EXPECT_FALSE(decode_articles(encode_articles(twice)));
}

TEST(ArticleList, FindsAnArticleByItsIdAndByItsBytes) {
  const ArticleList list = some();
  const KnownArticles known(list);
  EXPECT_EQ(known.by_id("б"), &list.articles[1]);
  EXPECT_EQ(known.by_raw({3, 4}), &list.articles[0]);
  EXPECT_EQ(known.by_id("в"), nullptr);
  EXPECT_EQ(known.by_raw({4, 3}), nullptr);
}

TEST(ContentDigest, ChangesWithEverythingThatADocumentDependsOn) {
  const DigestKey key{1, 2};
  const corpus::Article plain;
  const std::vector<std::function<void(corpus::Article&)>> changes = {
      [](corpus::Article& a) { a.id = "x"; },         [](corpus::Article& a) { a.title = "x"; },
      [](corpus::Article& a) { a.body = "x"; },       [](corpus::Article& a) { a.url = "x"; },
      [](corpus::Article& a) { a.source = "x"; },     [](corpus::Article& a) { a.author = "x"; },
      [](corpus::Article& a) { a.language = "x"; },   [](corpus::Article& a) { a.date.day = 1; },
      [](corpus::Article& a) { a.events.emplace(); }, [](corpus::Article& a) { a.topics.emplace(); },
      [](corpus::Article& a) { a.topics = {{"x"}}; }, [](corpus::Article& a) { a.page_dates = {{2018, 7, 5}}; }};
  std::vector<Digest> seen = {content_digest(key, plain)};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    corpus::Article changed;
    changes[i](changed);
    const Digest digest = content_digest(key, changed);
    EXPECT_EQ(std::count(seen.begin(), seen.end(), digest), 0) << i;
    seen.push_back(digest);
  }
  corpus::Article elsewhere;
  elsewhere.line = 12;  // where an article stands says nothing of it
  EXPECT_EQ(content_digest(key, elsewhere), seen.front());
}

TEST(RawDigests, KnowAnArticleWithAnIdOfItsOwnEverywhere) {
  const DigestKey key{1, 2};
  const corpus::RawArticle here{"bytes", "json", "a#1", 1}, there{"bytes", "json", "b#2", 2};
  const RawDigests first = raw_digests(key, here), second = raw_digests(key, there);
  EXPECT_EQ(first.anywhere, second.anywhere);
  EXPECT_FALSE(first.here == second.here);
  EXPECT_EQ(first.of("id", here.default_id), second.anywhere);
  EXPECT_EQ(first.of("a#1", here.default_id), first.here);
  EXPECT_FALSE(raw_digests(key, {"bytes", "html", "a#1", 1}).anywhere == first.anywhere);
}

}  // namespace
}  // namespace tarsach::indexer

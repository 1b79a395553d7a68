#include "indexer/counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/gathered.h"

namespace tarsach::indexer {
namespace {

corpus::Article article(const std::string& title, const std::string& body, std::int16_t year,
                        std::vector<std::string> topics = {}) {
  corpus::Article article;
  article.title = title;
  article.body = body;
  article.date = {year, 1, 1};
  article.topics = std::move(topics);
  return article;
}

Gathered gathered_of(const std::vector<corpus::Article>& articles) {
  text::Analyzer analyzer;
  Gathered gathered;
  for (const corpus::Article& one : articles) {
    gathered.title(one, analyzer.analyze(one.title));
    gathered.body(one.body, analyzer.analyze(one.body));
  }
  gathered.end_batch();
  return gathered;
}

const std::vector<corpus::Article>& some() {
  static const std::vector<corpus::Article> articles = {
      article("Клъстерна среща", "Клъстерна среща, за Варна и за Бургас", 2018, {"clusters"}),
      article("КЛЪСТЕРНА СРЕЩА", "В средата на Варна", 2019, {"clusters", "funding"}),
      article("Друга", "Клъстерна среща за варна", 2020)};
  return articles;
}

TEST(Counts, AreReadAsTheyWereWritten) {
  const std::string bytes = encode_counts(gathered_of(some()).take());
  const auto counts = decode_counts(bytes);
  ASSERT_TRUE(counts) << describe(counts.error());
  EXPECT_EQ(encode_counts(*counts), bytes);
  EXPECT_FALSE(counts->words.empty() || counts->titles.empty() || counts->phrases.empty());
  EXPECT_EQ(counts->topics.at("clusters"), 2U);
}

TEST(Counts, AreRefusedWhenTheyAreCutOrChanged) {
  const std::string bytes = encode_counts(gathered_of(some()).take());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(decode_counts(bytes.substr(0, size))) << size;
  EXPECT_FALSE(decode_counts(bytes + "x"));
  EXPECT_FALSE(decode_counts("TarsachA" + bytes.substr(8)));
}

TEST(Counts, OfArticlesThatWereTakenBackAreThoseOfTheRest) {
  for (std::size_t gone = 0; gone < some().size(); ++gone) {
    std::vector<corpus::Article> rest = some();
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(gone));
    Gathered all = Gathered::again(gathered_of(some()).take());
    all.subtract(gathered_of({some()[gone]}));
    Counts expected = gathered_of(rest).take();
    expected.phrases.clear();
    EXPECT_EQ(encode_counts(std::move(all).take()), encode_counts(expected)) << gone;
  }
}

TEST(Counts, GoOnWhereTheyWereLeft) {
  Gathered first = Gathered::again(gathered_of({some()[0]}).take());
  first.merge(gathered_of({some()[1], some()[2]}));
  Counts expected = gathered_of(some()).take();
  expected.phrases.clear();
  EXPECT_EQ(encode_counts(std::move(first).take()), encode_counts(expected));
}

}  // namespace
}  // namespace tarsach::indexer

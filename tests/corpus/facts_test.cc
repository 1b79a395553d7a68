// The pages of tests/corpus/pages, the articles that ship, and the pages that only developers have, read to the end.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "corpus/classify.h"
#include "corpus/reader.h"
#include "schema/vocabulary.h"
#include "tests/corpus/show.h"
#include "tests/support/golden.h"
#include "tests/support/temporary.h"
#include "text/analyzer.h"

namespace tarsach::corpus {
namespace {

schema::Vocabulary shipped_vocabulary() {
  auto vocabulary = schema::load_vocabulary(testing::source_path("schema/vocabulary"));
  EXPECT_TRUE(vocabulary) << (vocabulary ? "" : describe(vocabulary.error()));
  return vocabulary.value_or(schema::Vocabulary{});
}

/// Reads and completes everything in a source.
Collector completed(const std::filesystem::path& source) {
  Collector collector;
  const auto read = read_source(source.string(), collector);
  EXPECT_TRUE(read) << (read ? "" : describe(read.error()));
  const schema::Vocabulary vocabulary = shipped_vocabulary();
  text::Analyzer analyzer;
  Classifier classifier(vocabulary, analyzer);
  for (Article& article : collector.articles) classifier.complete(article);
  return collector;
}

std::string shown(const std::vector<Article>& articles) {
  std::string text;
  for (const Article& article : articles) text += "──────────\n" + show(article) + "\n";
  return text;
}

TEST(SavedPages, GiveTheirArticles) {
  testing::compare_with_golden("corpus/pages.txt",
                               shown(completed(testing::source_path("tests/corpus/pages")).articles));
}

TEST(Sample, GivesItsArticlesWithoutAProblem) {
  const Collector sample = completed(testing::source_path("corpus/sample"));
  for (const Problem& problem : sample.problems)
    ADD_FAILURE() << problem.file << ":" << problem.line << ": " << problem.reason;
  EXPECT_GE(sample.articles.size(), 60U);
  testing::compare_with_golden("corpus/sample.txt", shown(sample.articles));
}

TEST(Sample, HasNoFurnitureInItsBodies) {
  for (const Article& article : completed(testing::source_path("corpus/sample")).articles) {
    for (const char* furniture :
         {"Покажи всички", "Share this", "Сподели", "Всички права", "Read more", "maxresdefault"}) {
      EXPECT_EQ(article.body.find(furniture), std::string::npos) << article.id << ": " << furniture;
    }
  }
}

struct Seed {
  const char* file;
  const char* title;
  const char* date;
  const char* language;
  const char* event;
};

TEST(Seeds, GiveTheirFacts) {
  if (!std::filesystem::exists(testing::shared_path("seeds")))
    GTEST_SKIP() << "the seeds lie beside the checkout only for developers";
  constexpr Seed kSeeds[] = {
      {"000_8d51255f759dc354", "Регионална клъстерна среща", "2018-07-05", "bg", "varna-2018"},
      {"001_84c466201eb051d1", "Regional Cluster conference", "2018-07-11", "en", "varna-2018"},
      {"002_ea7eebff4ade47bf", "Международна клъстерна среща София", "2015-03-13", "bg", "sofia-2015"},
      {"003_0edf6084b7da897d", "София се включи в Европейските", "2019-03-26", "bg", "national-2019"},
      {"004_0fbf8b5c512cbad2", "Клъстер Зелена синергия взе участие", "2017-11-08", "bg", "valencia-2017"},
  };
  const Collector seeds = completed(testing::shared_path("seeds"));
  ASSERT_EQ(seeds.articles.size(), std::size(kSeeds));
  for (std::size_t i = 0; i < std::size(kSeeds); ++i) {
    const Article& article = seeds.articles[i];
    EXPECT_EQ(article.id, kSeeds[i].file);
    EXPECT_TRUE(article.title.starts_with(kSeeds[i].title)) << article.title;
    EXPECT_EQ(format_iso_date(article.date), kSeeds[i].date) << article.id;
    EXPECT_EQ(article.language, kSeeds[i].language) << article.id;
    EXPECT_EQ(article.events, std::vector<std::string>{kSeeds[i].event}) << article.id;
    EXPECT_FALSE(article.topics->empty()) << article.id;
    for (const char* foreign : {"Покажи всички", "maxresdefault", "DI_1244", "Share this", "Image Source",
                                "отличниците", "Digital Cities", "FEMAC", "ETV 4", "СОАПИ", "Cluster organisation"}) {
      EXPECT_EQ(article.body.find(foreign), std::string::npos) << article.id << ": " << foreign;
    }
  }
}

TEST(Seeds, SayAPassageThatStandsTwiceOnce) {
  if (!std::filesystem::exists(testing::shared_path("seeds")))
    GTEST_SKIP() << "the seeds lie beside the checkout only for developers";
  const std::string body = completed(testing::shared_path("seeds")).articles.at(1).body;
  for (const char* passage : {"Build and update long-term cluster strategies", "The main objectives of the project"}) {
    const std::size_t first = body.find(passage);
    ASSERT_NE(first, std::string::npos) << passage;
    EXPECT_EQ(body.find(passage, first + 1), std::string::npos) << passage;
  }
}

}  // namespace
}  // namespace tarsach::corpus

// How good the order of the answers is, held to three digits: a change of analysis, matching or ranking shows here as a
// diff of tests/golden/ranking, a line a query. What it does to the figures is then a decision, not an accident.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

#include "query/batch.h"
#include "query/judgments.h"
#include "tests/ranking/collection.h"
#include "tests/support/golden.h"

namespace tarsach::query {
namespace {

using testing::shared_path;
using testing::source_path;

constexpr int kRelevantGrade = 2;

std::string figures(const Quality& quality) {
  std::array<char, 64> line{};
  std::snprintf(line.data(), line.size(), "%.3f  %.3f  %.3f", quality.ndcg, quality.reciprocal_rank, quality.recall);
  return line.data();
}

/// The grades of the first ten: "33-2------" has four that were not judged, or judged irrelevant, amid them.
std::string grades_of(const Ranking& ranking, const Grades& grades) {
  std::string shown;
  for (std::size_t i = 0; i < std::min(ranking.size(), kCutoff); ++i) {
    const auto found = grades.find(ranking[i]);
    shown += found == grades.end() || found->second == 0 ? "-" : std::to_string(found->second);
  }
  return shown + std::string(kCutoff - shown.size(), ' ');
}

TEST(RankingQuality, OfTheSampleIsAsItWasJudged) {
  std::istringstream none;
  const std::string path = source_path("corpus/judgments.tsv");
  const std::vector<JudgedQuery> judged = value_of(parse_judgments(value_of(read_input(path, none)), path));
  const Collection sample(source_path("corpus/sample"));
  std::string lines = "# nDCG@10, reciprocal rank, recall@10, the grades of the first ten\n";
  std::vector<Quality> qualities;
  for (const JudgedQuery& query : judged) {
    const Ranking ranking = sample.rank(query.query);
    qualities.push_back(measure(ranking, query.grades, kRelevantGrade));
    lines += query.id + "  " + figures(qualities.back()) + "  " + grades_of(ranking, query.grades) + "  " +
             query.query + "\n";
  }
  lines += "mean   " + figures(mean(qualities)) + "  of " + std::to_string(judged.size()) + " queries\n";
  testing::compare_with_golden("ranking/sample.txt", lines);
}

/// Titles as queries: what is sought is the article whose id the query has. Every `step`th title is asked.
struct Titles {
  const char* file;
  std::size_t step;
};

double mean_reciprocal_rank(const Collection& collection, const Titles& titles) {
  std::istringstream none;
  const std::string path = shared_path("data") / titles.file;
  const std::vector<ListedQuery> listed = value_of(parse_queries(value_of(read_input(path, none)), path));
  std::vector<Quality> qualities;
  for (std::size_t i = 0; i < listed.size(); i += titles.step)
    qualities.push_back(measure(collection.rank(listed[i].query), {{listed[i].id, kRelevantGrade}}, kRelevantGrade));
  return mean(qualities).reciprocal_rank;
}

std::string figures(const std::string& articles, const std::vector<Titles>& asked) {
  const Collection collection(shared_path("data") / articles);
  std::string lines;
  for (const Titles& titles : asked) {
    std::array<char, 16> figure{};
    std::snprintf(figure.data(), figure.size(), "%.3f", mean_reciprocal_rank(collection, titles));
    lines += std::string(figure.data()) + "  " + titles.file + "\n";
  }
  return lines;
}

TEST(RankingQuality, OfKnownArticlesByTheirTitlesIsAsItWas) {
  if (!std::filesystem::exists(shared_path("data")))
    GTEST_SKIP() << "the articles lie beside the checkout only for developers";
  const std::string lines = "# mean reciprocal rank; of the help titles every eighth\n" +
                            figures("news_bg.jsonl.gz", {{"news_titles.tsv", 1}, {"news_titles_inflected.tsv", 1}}) +
                            figures("help_bg.jsonl.gz", {{"help_titles.tsv", 8}, {"help_titles_inflected.tsv", 8}});
  testing::compare_with_golden("ranking/titles.txt", lines);
}

}  // namespace
}  // namespace tarsach::query

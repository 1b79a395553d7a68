// What is typed is read as it was meant: a query that is right stays as it is, one in other letters finds what the
// same query in Bulgarian letters finds.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <random>
#include <sstream>

#include "query/judgments.h"
#include "tests/ranking/collection.h"
#include "text/analyzer.h"
#include "text/keyboard.h"
#include "text/normalizer.h"
#include "text/transliteration.h"

namespace tarsach::query {
namespace {

using testing::source_path;

constexpr std::size_t kRightQueries = 1'000;

std::vector<Hit> articles_of(const Collection& collection) {
  Request everything{.limit = 100, .facets = {}, .highlight = false};
  std::vector<Hit> articles;
  for (const Hit& hit : value_of(collection.engine().search(everything, Deadline::never())).hits)
    articles.push_back(value_of(collection.engine().document(hit.id)));
  std::sort(articles.begin(), articles.end(), [](const Hit& a, const Hit& b) { return a.id < b.id; });
  return articles;
}

std::string json_line(const Hit& article) {
  const auto quoted = [](const std::string& text) {
    std::string out = "\"";
    for (const char byte : text) {
      if (byte == '"' || byte == '\\') out += '\\';
      if (byte == '\n')
        out += "\\n";
      else if (static_cast<unsigned char>(byte) >= ' ')
        out += byte;
    }
    return out + "\"";
  };
  return "{\"id\":" + quoted(article.id) + ",\"title\":" + quoted(article.title) + ",\"body\":" + quoted(article.body) +
         "}\n";
}

/// Titles, and two to five words in a row out of the bodies.
std::vector<std::string> queries_from(const std::vector<Hit>& articles) {
  text::Analyzer analyzer;
  std::mt19937 random(1);
  std::vector<std::string> queries;
  for (const Hit& article : articles) queries.push_back(article.title);
  while (queries.size() < kRightQueries) {
    const Hit& article = articles[random() % articles.size()];
    const auto words = analyzer.analyze(article.body);
    const std::size_t count = 2 + random() % 4;
    if (words.size() <= count) continue;
    const std::size_t first = random() % (words.size() - count);
    const std::uint32_t begin = words[first].begin;
    queries.push_back(article.body.substr(begin, words[first + count - 1].end - begin));
  }
  return queries;
}

// Of half of the sample an index is made, the queries are taken from the other half: they are right, and many of their
// words are in no article of the index.
TEST(Rewriting, LeavesQueriesThatAreRightAsTheyAre) {
  const Collection sample(source_path("corpus/sample"));
  const std::vector<Hit> articles = articles_of(sample);
  std::string lines;
  std::vector<Hit> others;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (i % 2 == 0)
      lines += json_line(articles[i]);
    else
      others.push_back(articles[i]);
  }
  const testing::TemporaryFolder folder;
  folder.write("half.jsonl", lines);
  const Collection half(folder.path() / "half.jsonl");
  std::string rewritten;
  std::size_t count = 0;
  for (const std::string& query : queries_from(others)) {
    const Request request{.query = query, .limit = 0, .facets = {}};
    const Interpretation interpretation = value_of(half.engine().search(request, Deadline::never())).interpretation;
    for (const Reading& reading : interpretation.applied) {
      if (reading.kind != "transliteration" && reading.kind != "keyboard" && reading.kind != "spelling") continue;
      // A name in an English text, as the law writes it, is read as that name: Veliko Tarnovo, Велико Търново.
      const bool is_same_name = text::normalize(text::romanised(reading.to)).form == text::normalize(reading.from).form;
      if (is_same_name) continue;
      rewritten += reading.kind + ": " + reading.from + " → " + reading.to + "\n";
      ++count;
    }
  }
  EXPECT_LE(count, 2U) << rewritten;
}

/// A way to type Bulgarian.
struct Typing {
  const char* name;
  std::string (*type)(const std::string& query);
};

constexpr std::array kTypings = {
    Typing{"as it is", [](const std::string& query) { return query; }},
    Typing{"official Latin", [](const std::string& query) { return text::romanised(query); }},
    Typing{"БДС left on Latin",
           [](const std::string& query) { return text::retype(query, text::Layout::kBds, text::Layout::kLatin); }},
    Typing{"phonetic left on Latin",
           [](const std::string& query) {
             return text::retype(query, text::Layout::kTraditionalPhonetic, text::Layout::kLatin);
           }},
};

TEST(Rewriting, FindsTheSameHoweverItIsTyped) {
  std::istringstream none;
  const std::string path = source_path("corpus/judgments.tsv");
  const std::vector<JudgedQuery> judged = value_of(parse_judgments(value_of(read_input(path, none)), path));
  const Collection sample(source_path("corpus/sample"));
  std::string lines = "# nDCG@10, reciprocal rank, recall@10 of the judged queries without signs of the syntax\n";
  for (const Typing& typing : kTypings) {
    std::vector<Quality> qualities;
    for (const JudgedQuery& query : judged) {
      if (query.query.find_first_of(":\"(-") != std::string::npos || query.query.find("„") != std::string::npos)
        continue;
      qualities.push_back(measure(sample.rank(typing.type(query.query)), query.grades, 2));
    }
    const Quality quality = mean(qualities);
    std::array<char, 64> figures{};
    std::snprintf(figures.data(), figures.size(), "%.3f  %.3f  %.3f", quality.ndcg, quality.reciprocal_rank,
                  quality.recall);
    lines += std::string(figures.data()) + "  " + typing.name + "\n";
  }
  testing::compare_with_golden("ranking/typed.txt", lines);
}

}  // namespace
}  // namespace tarsach::query

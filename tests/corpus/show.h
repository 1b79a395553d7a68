// Reads a source into memory, and writes articles as a person would judge them: for golden files.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "corpus/article.h"
#include "corpus/classify.h"
#include "corpus/reader.h"

namespace tarsach::corpus {

/// Keeps all that it is given.
class Collector : public ArticleSink {
 public:
  Next article(Article&& article, const std::string& /*file*/) override {
    articles.push_back(std::move(article));
    return Next::kGoOn;
  }
  Next problem(Problem&& problem) override {
    problems.push_back(std::move(problem));
    return Next::kGoOn;
  }
  void warning(Problem&& problem) override { warnings.push_back(std::move(problem)); }
  void progress(std::uint64_t bytes) override { consumed = bytes; }

  std::vector<Article> articles;
  std::vector<Problem> problems, warnings;
  std::uint64_t consumed = 0;
};

inline std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

inline std::string facts_of(const Article& article) {
  std::string text = "id: " + article.id + "\ntitle: " + article.title + "\ndate: " + format_iso_date(article.date) +
                     "\nlanguage: " + article.language +
                     "\nevents: " + joined(article.events.value_or(std::vector<std::string>{})) +
                     "\ntopics: " + joined(article.topics.value_or(std::vector<std::string>{})) + "\n";
  if (!article.url.empty()) text += "url: " + article.url + "\n";
  if (!article.author.empty()) text += "author: " + article.author + "\n";
  if (!article.source.empty()) text += "source: " + article.source + "\n";
  return text;
}

inline std::string show(const Article& article) { return facts_of(article) + "\n" + article.body + "\n"; }

}  // namespace tarsach::corpus

// Which topics of the vocabulary an article belongs to: how often, how early and with how many different words it
// speaks of each, for its length.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "corpus/article.h"
#include "corpus/phrases.h"
#include "schema/vocabulary.h"

namespace tarsach::corpus {

inline constexpr std::size_t kMostTopics = 6;

/// Not thread-safe. The vocabulary and the analyzer must outlive it.
class TopicFinder {
 public:
  TopicFinder(const schema::Vocabulary& vocabulary, text::Analyzer& analyzer);

  /// Ids, the strongest first, kMostTopics at most.
  [[nodiscard]] std::vector<std::string> find(const Article& article);

 private:
  const schema::Vocabulary& vocabulary_;
  PhraseSet phrases_;
};

}  // namespace tarsach::corpus

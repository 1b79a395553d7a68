// Which topics of the vocabulary an article belongs to: how often, how early and with how many different words it
// speaks of each, for its length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
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

  /// Begins with another article.
  void read_title(std::span<const text::Word> words);
  void read_body(std::span<const text::Word> words);
  /// Ids, the strongest first, kMostTopics at most.
  [[nodiscard]] std::vector<std::string> choose() const;

 private:
  struct Signs {
    std::map<std::uint32_t, double> times;  // phrase → weighted occurrences
    std::map<std::uint32_t, double> factors;
    std::size_t last = std::string::npos;  // where the last occurrence in a text begins
  };

  void note(const PhraseMatch& match, double times);
  static double strength(const Signs& signs);

  const schema::Vocabulary& vocabulary_;
  PhraseSet phrases_;
  std::map<std::uint32_t, Signs> signs_;  // of the topics that the article speaks of
};

}  // namespace tarsach::corpus

// The titles of the articles, each once, for the suggestions; and how many articles each event and each topic has.
//
//   TitleCounts titles;                                                       // one per worker thread
//   titles.add(article, analyzer.analyze(article.title));                     // complete articles
//   titles.take()                                                             // {"Клъстерна среща", 3, …}, the best
//   first
//
// Titles with the same normalised words are one. When there are more than kMostTitles, those that weigh the least and
// are the oldest are forgotten.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "corpus/article.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

struct Title {
  std::string text;          // one line; a longer one is cut behind a word
  std::uint32_t weight = 0;  // one, and one for each event and topic, of each of its articles
  std::uint32_t day = 0;     // of the newest of them; grows with the date
};

class TitleCounts {
 public:
  static constexpr std::size_t kMostTitles = 200'000;  // about 250 bytes each
  static constexpr std::size_t kMostTitleBytes = 200;

  explicit TitleCounts(std::size_t most_titles = kMostTitles) : most_titles_(most_titles) {}

  void add(const corpus::Article& article, std::span<const text::Word> title_words);
  void merge(TitleCounts&& other);

  /// The heaviest first, of equal ones the newest. Nothing is left here.
  [[nodiscard]] std::vector<Title> take();
  [[nodiscard]] std::uint32_t articles_of_event(const std::string& id) const { return of(events_, id); }
  [[nodiscard]] std::uint32_t articles_of_topic(const std::string& id) const { return of(topics_, id); }

 private:
  using Counts = std::map<std::string, std::uint32_t>;
  static std::uint32_t of(const Counts& counts, const std::string& id);
  void add(std::uint64_t key, Title&& title);
  void forget_the_lightest();

  std::size_t most_titles_;
  std::unordered_map<std::uint64_t, Title> titles_;  // by a hash of their words
  Counts events_, topics_;
};

}  // namespace tarsach::indexer

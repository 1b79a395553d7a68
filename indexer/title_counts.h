// The titles of the articles, for the suggestions; and how many articles each event and each topic has.
//
//   TitleCounts titles;                                                       // one per worker thread
//   titles.add(article, analyzer.analyze(article.title));                     // complete articles
//   titles.take()                                                             // {"Клъстерна среща", 3, …}, the best
//   first
//
// Titles with the same normalised words are one. Kept are rows that can be added and subtracted: a title on a day in
// one way of writing it. When there are more than kMostTitles, the titles that weigh the least and are the oldest are
// forgotten.
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

struct TitleRow {
  std::uint64_t key = 0;     // a hash of its normalised words
  std::uint32_t day = 0;     // grows with the date
  std::string text;          // one line; a longer one is cut behind a word
  std::uint32_t weight = 0;  // one, and one for each event and topic, of each of its articles

  bool operator==(const TitleRow&) const = default;
};

struct Title {
  std::string text;
  std::uint32_t weight = 0;  // of all its rows
  std::uint32_t day = 0;     // the newest of them
};

/// All rows of a title as one; `rows` are sorted by key. The heaviest first, of equal ones the newest.
[[nodiscard]] std::vector<Title> titles_of(std::span<const TitleRow> rows);

class TitleCounts {
 public:
  using Counts = std::map<std::string, std::uint32_t>;  // by id
  static constexpr std::size_t kMostTitles = 200'000;   // rows of about 250 bytes
  static constexpr std::size_t kMostTitleBytes = 200;

  explicit TitleCounts(std::size_t most_titles = kMostTitles) : most_titles_(most_titles) {}

  void add(const corpus::Article& article, std::span<const text::Word> title_words);
  void add(TitleRow&& row);
  void add_events(const Counts& events) { add(events_, events); }
  void add_topics(const Counts& topics) { add(topics_, topics); }
  void merge(TitleCounts&& other);
  /// Takes back what add() was given before.
  void subtract(const TitleCounts& other);

  /// Nothing is left of them here: as titles_of(), or the rows sorted by key, day and text.
  [[nodiscard]] std::vector<Title> take();
  [[nodiscard]] std::vector<TitleRow> take_rows();
  /// How many articles have each.
  [[nodiscard]] const Counts& events() const { return events_; }
  [[nodiscard]] const Counts& topics() const { return topics_; }

 private:
  static void add(Counts& counts, const Counts& more);
  static void subtract(Counts& counts, const Counts& fewer);
  void forget_the_lightest();

  std::size_t most_titles_;
  std::unordered_map<std::uint64_t, TitleRow> rows_;  // by a hash of key, day and text
  Counts events_, topics_;
};

}  // namespace tarsach::indexer

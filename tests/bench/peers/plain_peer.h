// What the engines of plain_peer.cc share: requests and answers as all peers have them, and columns for counts.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "text/analyzer.h"

namespace peers {

using Json = nlohmann::ordered_json;
using tarsach::text::Analyzer;

inline constexpr std::size_t kHits = 10;
inline constexpr std::size_t kFacetValues = 21;
inline constexpr double kTitleWeight = 2;

[[noreturn]] inline void stop(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

struct Request {
  std::string words, year, topic, event;
  bool all = false, full = true;

  [[nodiscard]] bool filtered() const { return !year.empty() || !topic.empty() || !event.empty(); }
};

struct Hit {
  std::uint32_t number = 0;
  double score = 0;
};

/// Events, topics and the year of each article, by its number from 1 on.
class Columns {
 public:
  void add(const Json& article) {
    add_values(0, article.at("events"));
    add_values(1, Json::array({article.at("date").get<std::string>().substr(0, 4)}));
    add_values(2, article.at("topics"));
  }
  [[nodiscard]] bool meets(std::uint32_t number, const Request& request) const {
    return has(0, number, request.event) && has(1, number, request.year) && has(2, number, request.topic);
  }
  using Counts = std::array<std::vector<std::uint32_t>, 3>;
  [[nodiscard]] Counts no_counts() const {
    Counts counts;
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i].resize(facets_[i].names.size());
    return counts;
  }
  void count(std::uint32_t number, Counts& counts) const {
    for (std::size_t i = 0; i < counts.size(); ++i)
      for (auto at = facets_[i].first[number - 1]; at < facets_[i].first[number]; ++at)
        ++counts[i][facets_[i].values[at]];
  }
  [[nodiscard]] Json shown(const Counts& counts) const {
    static constexpr std::array kNames = {"event", "year", "topic"};
    Json facets;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      std::vector<std::uint32_t> order;
      for (std::uint32_t value = 0; value < counts[i].size(); ++value)
        if (counts[i][value] > 0) order.push_back(value);
      const auto shown = std::min(order.size(), kFacetValues);
      std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                        [&](std::uint32_t a, std::uint32_t b) { return counts[i][a] > counts[i][b]; });
      Json& list = facets[kNames[i]] = Json::array();
      for (std::size_t rank = 0; rank < shown; ++rank)
        list.push_back({{"value", facets_[i].names[order[rank]]}, {"count", counts[i][order[rank]]}});
    }
    return facets;
  }

 private:
  struct Facet {
    std::vector<std::string> names;
    std::map<std::string, std::uint32_t> numbers;
    std::vector<std::uint32_t> first = {0}, values;
  };

  void add_values(std::size_t facet, const Json& values) {
    Facet& column = facets_[facet];
    for (const Json& value : values) {
      const auto [known, is_new] =
          column.numbers.try_emplace(value.get<std::string>(), static_cast<std::uint32_t>(column.names.size()));
      if (is_new) column.names.push_back(known->first);
      column.values.push_back(known->second);
    }
    column.first.push_back(static_cast<std::uint32_t>(column.values.size()));
  }
  [[nodiscard]] bool has(std::size_t facet, std::uint32_t number, const std::string& name) const {
    if (name.empty()) return true;
    const Facet& column = facets_[facet];
    const auto wanted = column.numbers.find(name);
    if (wanted == column.numbers.end()) return false;
    const auto begin = column.values.begin();
    return std::find(begin + column.first[number - 1], begin + column.first[number], wanted->second) !=
           begin + column.first[number];
  }

  std::array<Facet, 3> facets_;
};

/// The terms of a text, stop words left out.
inline std::vector<std::string> terms_of(Analyzer& analyzer, const std::string& text) {
  std::vector<std::string> terms;
  for (const auto& word : analyzer.analyze(text))
    if (!word.lexeme->stop_word && std::ranges::find(terms, word.lexeme->lemmas.front()) == terms.end())
      terms.push_back(word.lexeme->lemmas.front());
  return terms;
}

inline Json shown_article(const Json& article, double score) {
  Json hit;
  for (const char* member : {"id", "title", "url", "date"}) hit[member] = article.at(member);
  hit["score"] = score;
  return hit;
}

/// One connection to an index; each thread has its own.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual Json search(const Request& request, const Columns& columns) = 0;
};

inline void for_each_article(const char* file, const std::function<void(const Json&)>& take) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) take(Json::parse(line));
}

/// What an engine has to have; one that answers HTTP itself has but the first.
struct Kind {
  const char* name;
  void (*index)(const char* articles, const char* place);
  void (*load)(const char* place, Columns& columns);
  std::unique_ptr<Engine> (*open)(const char* place);
};
extern const Kind kSqlite, kXapian, kGroonga, kSphinx;

}  // namespace peers

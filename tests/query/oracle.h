// Random articles and random requests, and what the answer must be, found by looking at every article: slow, simple,
// and without a line of the code that it checks.
#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "query/request.h"
#include "schema/record.h"

namespace tarsach::query {

/// Words that the analyzer leaves apart, so that equal means equal.
inline const std::vector<std::string> kOracleWords = {"alfa",  "bravo", "kilo",  "lima",  "mike", "papa",
                                                      "tango", "zulu",  "oskar", "romeo", "golf", "hotel"};
inline const std::vector<std::string> kOracleEvents = {"e1", "e2", "e3", "e4"};
inline const std::vector<std::string> kOracleTopics = {"t1", "t2", "t3", "t4", "t5"};
inline const std::vector<std::string> kOracleLanguages = {"bg", "en"};

struct OracleDocument {
  schema::Record record;
  std::vector<std::string> title, body;
};

/// A query as a tree, with its own meaning and its own way to be written.
struct OracleQuery {
  enum class Kind { kWord, kPhrase, kTitle, kYear, kAll, kAnd, kOr, kNot } kind = Kind::kWord;
  std::vector<std::string> words;
  int from = 0, to = 0;
  std::vector<OracleQuery> children;

  [[nodiscard]] std::string text() const {
    switch (kind) {
      case Kind::kWord: return words[0];
      case Kind::kPhrase: return "„" + joined(" ") + "“";
      case Kind::kTitle: return "title:(" + joined(" ") + ")";
      case Kind::kYear: return "year:" + std::to_string(from) + ".." + std::to_string(to);
      case Kind::kAll: return series(" ");
      case Kind::kAnd: return series(" И ");
      case Kind::kOr: return series(" OR ");
      case Kind::kNot: return "-(" + children[0].text() + ")";
    }
    return {};
  }

  [[nodiscard]] bool matches(const OracleDocument& document) const {
    const auto in = [](const std::vector<std::string>& text, const std::string& word) {
      return std::find(text.begin(), text.end(), word) != text.end();
    };
    const auto has = [&](const std::vector<std::string>& text) {
      return std::search(text.begin(), text.end(), words.begin(), words.end()) != text.end();
    };
    const auto child = [&](const OracleQuery& query) { return query.matches(document); };
    switch (kind) {
      case Kind::kWord: return in(document.title, words[0]) || in(document.body, words[0]);
      case Kind::kPhrase: return has(document.title) || has(document.body);
      case Kind::kTitle:
        return std::all_of(words.begin(), words.end(), [&](const auto& word) { return in(document.title, word); });
      case Kind::kYear: {
        const int year = document.record.date.year;
        return year != 0 && year >= from && year <= to;
      }
      case Kind::kAll:
      case Kind::kAnd: return std::all_of(children.begin(), children.end(), child);
      case Kind::kOr: return std::any_of(children.begin(), children.end(), child);
      case Kind::kNot: return !children[0].matches(document);
    }
    return false;
  }

 private:
  [[nodiscard]] std::string joined(const std::string& between) const {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : between) + word;
    return out;
  }
  [[nodiscard]] std::string series(const std::string& between) const {
    std::string out;
    for (const auto& child : children) {
      const bool nested = child.kind == Kind::kAll || child.kind == Kind::kAnd || child.kind == Kind::kOr;
      out += (out.empty() ? "" : between) + (nested ? "(" + child.text() + ")" : child.text());
    }
    return out;
  }
};

class Oracle {
 public:
  explicit Oracle(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }
  const std::string& one_of(const std::vector<std::string>& from) { return from[below(from.size())]; }

  std::vector<std::string> words(std::size_t least, std::size_t most) {
    std::vector<std::string> words(least + below(most - least + 1));
    for (auto& word : words) word = kOracleWords[std::min(below(kOracleWords.size()), below(kOracleWords.size()))];
    return words;
  }

  schema::Date date() {
    if (below(8) == 0) return {};
    schema::Date date{static_cast<std::int16_t>(2015 + below(5)), 0, 0};
    if (below(4) != 0) date.month = static_cast<std::int8_t>(1 + below(12));
    if (date.month != 0 && below(4) != 0) date.day = static_cast<std::int8_t>(1 + below(28));
    return date;
  }

  std::vector<std::string> some_of(const std::vector<std::string>& from, std::size_t most) {
    std::set<std::string> values;
    for (std::size_t i = below(most + 1); i > 0; --i) values.insert(one_of(from));
    return {values.begin(), values.end()};
  }

  OracleDocument document(std::size_t number) {
    OracleDocument document{{}, words(0, 4), words(0, 12)};
    document.record.id = "d" + std::to_string(number);
    document.record.title = joined(document.title);
    document.record.body = joined(document.body);
    document.record.date = date();
    document.record.language = one_of(kOracleLanguages);
    document.record.events = some_of(kOracleEvents, 2);
    document.record.topics = some_of(kOracleTopics, 3);
    return document;
  }

  OracleQuery query(int depth) {
    using Kind = OracleQuery::Kind;
    OracleQuery query;
    const std::size_t choice = below(depth > 0 ? 10 : 6);
    if (choice < 3) return {.kind = Kind::kWord, .words = words(1, 1), .from = 0, .to = 0, .children = {}};
    if (choice == 3) return {.kind = Kind::kPhrase, .words = words(2, 3), .from = 0, .to = 0, .children = {}};
    if (choice == 4) return {.kind = Kind::kTitle, .words = words(1, 2), .from = 0, .to = 0, .children = {}};
    if (choice == 5) {
      const int from = 2014 + static_cast<int>(below(6));
      return {.kind = Kind::kYear, .words = {}, .from = from, .to = from + static_cast<int>(below(3)), .children = {}};
    }
    query.kind = std::vector{Kind::kAll, Kind::kAnd, Kind::kOr, Kind::kNot}[choice - 6];
    const std::size_t children = query.kind == Kind::kNot ? 1 : 2 + below(2);
    for (std::size_t i = 0; i < children; ++i) query.children.push_back(this->query(depth - 1));
    return query;
  }

  Request request(const OracleQuery& query) {
    using schema::Field;
    Request request{.query = query.text(), .match = Match::kAll, .limit = kMaxPerPage};
    if (below(3) == 0) request.filters.push_back(filter(Field::kEvent, kOracleEvents));
    if (below(3) == 0) request.filters.push_back(filter(Field::kTopic, kOracleTopics));
    if (below(4) == 0)
      request.filters.push_back(filter(Field::kYear, {"2015", "2016..2017", "2018", "2019..", "2030"}));
    if (below(5) == 0) request.filters.push_back(filter(Field::kLanguage, kOracleLanguages));
    if (below(5) == 0) request.from = date();
    if (below(5) == 0) request.to = date();
    request.facet_limit = kMaxFacetLimit;
    return request;
  }

 private:
  Filter filter(schema::Field field, const std::vector<std::string>& values) {
    Filter filter{.field = field, .values = some_of(values, 2), .excluded = {}};
    if (below(4) == 0) filter.excluded = {one_of(values)};
    return filter;
  }
  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
  }

  std::mt19937 random_;
};

/// The values of a field that a document has, years as text.
inline std::vector<std::string> values_of(const OracleDocument& document, schema::Field field) {
  const schema::Record& record = document.record;
  switch (field) {
    case schema::Field::kEvent: return record.events;
    case schema::Field::kTopic: return record.topics;
    case schema::Field::kLanguage: return {record.language};
    case schema::Field::kYear:
      return record.date.known() ? std::vector{std::to_string(record.date.year)} : std::vector<std::string>{};
    default: return {};
  }
}

inline bool is_value(const std::string& wanted, const std::string& value) {
  const auto dots = wanted.find("..");
  if (dots == std::string::npos) return wanted == value;
  const std::string to = wanted.substr(dots + 2);
  return value >= wanted.substr(0, dots) && (to.empty() || value <= to);
}

inline bool has_any(const OracleDocument& document, schema::Field field, const std::vector<std::string>& wanted) {
  for (const auto& value : values_of(document, field))
    for (const auto& one : wanted)
      if (is_value(one, value)) return true;
  return false;
}

/// Whether the filters and the period let a document pass; `ignored` is the field of the facet that is counted.
inline bool passes(const OracleDocument& document, const Request& request, schema::Field ignored) {
  for (const Filter& filter : request.filters) {
    if (has_any(document, filter.field, filter.excluded)) return false;
    if (filter.field != ignored && !filter.values.empty() && !has_any(document, filter.field, filter.values))
      return false;
  }
  if (!request.from.known() && !request.to.known()) return true;
  const schema::Date& date = document.record.date;
  if (!date.known()) return false;
  if (request.from.known() && last_day(date) < first_day(request.from)) return false;
  return !request.to.known() || first_day(date) <= last_day(request.to);
}

}  // namespace tarsach::query

// What is asked and what is answered: plain data, so that the page, the API and the command line say the same.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/stages.h"
#include "schema/date.h"
#include "schema/fields.h"
#include "schema/vocabulary.h"

namespace tarsach::query {

// Limits that callers are told of by name when they pass them.
inline constexpr std::size_t kMaxQueryCharacters = 512;
inline constexpr std::size_t kMaxPerPage = 100;
inline constexpr std::size_t kMaxDepth = 10'000;  // page × per_page
inline constexpr std::size_t kMaxFilterValues = 100;
inline constexpr std::size_t kMaxFacetLimit = 1'000;
inline constexpr std::size_t kMaxGroupLimit = 100;
inline constexpr std::size_t kMaxGroupedHits = 1'000;  // per_page × group_limit: each hit's text is read and marked

enum class Match : std::uint8_t { kAuto, kAll, kAny };
enum class Sort : std::uint8_t { kRelevance, kNewestFirst, kOldestFirst };

/// What stands as one entry. With kEvent an article stands in one group and no other: that of the first of its events
/// that a filter has chosen, else of its first event; an article about no event is an entry by itself.
enum class Group : std::uint8_t { kNone, kEvent };

/// What may be done with a query whose words are not in the index, or not in all its languages.
enum class Rewrite : std::uint8_t {
  kAuto,  // read it as it was meant: from Latin letters, another keyboard, a slip of the pen, another language
  kOff,   // nothing
};

/// OR within a filter, AND across filters. A facet's own filter is ignored when that facet is counted.
struct Filter {
  schema::Field field = schema::Field::kEvent;  // kEvent, kYear, kTopic, kLanguage
  std::vector<std::string> values = {};         // ids, "2017" or "2017..2019" for years
  std::vector<std::string> excluded = {};       // the same, written with "-"
};

/// What is counted unless a request says otherwise.
inline constexpr std::array kUsualFacets = {schema::Field::kEvent, schema::Field::kYear, schema::Field::kTopic};

struct Request {
  std::string query = {};  // as typed, UTF-8; empty: browse, newest first
  std::vector<Filter> filters = {};
  schema::Date from = {}, to = {};  // inclusive; unknown: open
  schema::Date today = {};  // what „вчера“ is counted from; the doors set it once a request. Unknown: the clock
  Match match = Match::kAuto;
  Rewrite rewrite = Rewrite::kAuto;
  Sort sort = Sort::kRelevance;
  std::size_t offset = 0;
  std::size_t limit = 10;
  std::vector<schema::Field> facets{kUsualFacets.begin(), kUsualFacets.end()};
  std::size_t facet_limit = 20;
  Group group = Group::kNone;    // with groups, offset and limit count groups
  std::size_t group_limit = 3;   // hits shown of each
  bool highlight = true;         // snippets and marks in Hit::formatted_*
  std::size_t crop_length = 30;  // words of a snippet
};

/// Something that was done with the query, or that could be done: told to the person, never hidden.
struct Reading {
  std::string kind = {};  // "fewer_words", "taken_as_words", "prefix_cut", …; stable, for programs
  std::string from = {}, to = {};
};

/// Another reading of the query, and what it would find with the same filters.
struct OtherReading {
  std::string kind = {};  // "as_typed", "spelling", "transliteration", "keyboard", …; stable, for programs
  std::string query = {};
  Rewrite rewrite = Rewrite::kAuto;  // with which it is to be asked
  std::uint64_t total = 0;           // exact
};

/// What to ask instead of a request that found nothing (query/remedies.h).
struct Remedy {
  std::string kind = {};    // "without_filter", "any_word", …; stable, for programs
  std::string what = {};    // what is given up, in query syntax: „topic:funding“; may be empty
  Request request = {};     // the whole request to ask instead
  std::uint64_t total = 0;  // that it finds; exact
};

struct Interpretation {
  std::string used = {};  // the query as it was understood, in query syntax
  std::vector<Reading> applied = {};
  std::vector<OtherReading> alternatives = {};
};

/// Request::today, or the clock's.
[[nodiscard]] schema::Date day_of(const Request& request);

struct LabelledId {
  std::string id = {};
  schema::Label label = {};
};

struct Hit {
  std::string id = {}, url = {}, source = {}, author = {}, title = {}, body = {};  // body only when asked for (show)
  std::string language = {};
  schema::Date date = {};
  std::vector<LabelledId> events = {}, topics = {};
  std::string formatted_title = {}, formatted_body = {};  // HTML: escaped, then <mark>; empty without highlighting
  double score = 0;
};

/// Articles about one event, as one entry of an answer.
struct HitGroup {
  LabelledId event = {};       // without an id: an article about no event, alone
  std::uint64_t total = 0;     // exact
  std::vector<Hit> hits = {};  // the best of them, in the order of the request
};

struct FacetCount {
  std::string value = {};
  schema::Label label = {};
  std::uint32_t count = 0;
  bool selected = false;
};

struct Facet {
  schema::Field field = schema::Field::kEvent;
  std::vector<FacetCount> counts = {};  // the largest first (years: the newest first); selected ones are always in it
  std::size_t values = 0;               // how many have a count, before facet_limit
};

struct IndexState {
  std::uint64_t generation = 0;
  std::uint64_t documents = 0;
  std::string built_at = {};
  bool has_dictionary = false;  // else rules alone find the forms of a word
  std::size_t shards = 0;
};

struct Response {
  Interpretation interpretation = {};
  std::vector<Hit> hits = {};
  std::uint64_t total = 0;            // articles, exact
  std::vector<HitGroup> groups = {};  // instead of `hits`: by the best article of each, in the order of the request
  std::uint64_t total_groups = 0;     // exact
  std::vector<Facet> facets = {};
  std::vector<Remedy> remedies = {};  // when there are no hits for a page that has room for some
  IndexState index = {};
  double milliseconds = 0;
  StageTimes stages = {};
};

}  // namespace tarsach::query

// The command line of `tarsach` as plain data: one table of options (options.cc), and the request that they mean.
//
//   Settings settings;
//   TARSACH_TRY(const Parsed parsed, parse_options(argc, argv, settings));
//   TARSACH_TRY(const Request request, request_of(settings));
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/options.h"
#include "base/result.h"
#include "query/request.h"

namespace tarsach::query {

/// A run of a batch may go deeper than a page: its hits are fetched page by page.
inline constexpr std::size_t kMaxLimit = 1'000;

/// Values as they were given; a command looks at those that it has options for.
struct Settings {
  std::string index = "index";
  std::int64_t generation = 0;         // 0: the current one
  std::vector<std::string> arguments;  // the words of the query, the id, the text
  std::vector<std::string> events, years, topics, languages;
  std::vector<std::string> not_events, not_years, not_topics, not_languages;
  std::string from, to;
  std::string match = "auto";
  bool no_rewrite = false;
  std::string sort = "relevance";
  std::int64_t limit = 10;
  std::int64_t offset = 0;
  std::string group;  // empty: none
  std::int64_t group_limit = 3;
  std::int64_t deadline = 0;  // milliseconds; 0: none
  std::string format;         // empty: what the command prints by itself
  std::vector<std::string> fields;
  std::string batch;
  std::vector<std::string> facet_fields;
  std::string facet_query;
  std::int64_t facet_limit = 20;
  bool stems = false;
  bool rules_only = false;
  std::string queries, judgments;
  std::int64_t relevant_grade = 2;
  std::string pager;
  bool no_pager = false;
};

/// kUsage and kConfiguration as of parse().
[[nodiscard]] Result<Parsed> parse_options(int argc, const char* const* argv, Settings& settings);

/// The request that the options mean; kUsage for a date or a depth that makes none.
[[nodiscard]] Result<Request> request_of(const Settings& settings);

/// "a,b" and "c" → a, b, c.
[[nodiscard]] std::vector<std::string> split_at_commas(const std::vector<std::string>& lists);

}  // namespace tarsach::query

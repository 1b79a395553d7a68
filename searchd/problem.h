// An error as clients see it: one row of a table for each code, with its status and its words in both languages, sent
// as RFC 9457 problem details, or as a page (page.h).
//
//   Problem problem{ProblemCode::kBadParameter};
//   problem.errors.push_back({"yaer", {"…", "unknown parameter; did you mean \"year\"?"}});
//   Response response = to_response(problem, request, Language::kEnglish);
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "searchd/http.h"
#include "searchd/language.h"
#include "searchd/parameters.h"

namespace tarsach::searchd {

struct ProblemRow {
  ProblemCode code;
  int status;
  std::string_view name;  // the stable "code" of the answer
  std::string_view title_bg, title_en;
  std::string_view detail_bg, detail_en;  // what to do
  int retry_after = 0;                    // seconds; 0: no such header
};

[[nodiscard]] const ProblemRow& row(ProblemCode code);
[[nodiscard]] std::span<const ProblemRow> problems();

struct Problem {
  ProblemCode code = ProblemCode::kInternal;
  ParameterProblems errors = {};
};

[[nodiscard]] std::string_view title(const ProblemRow& row, Language language);
[[nodiscard]] std::string_view detail(const ProblemRow& row, Language language);

/// "Sun, 22 Nov 2026 00:03:26 GMT" (RFC 9110, 5.6.7).
[[nodiscard]] std::string http_date();
/// What browsers are told of every answer: nothing but our own stylesheet, script, icon and form; no frames.
[[nodiscard]] std::vector<Header> protecting_headers();

/// Status and the headers that belong to it (Retry-After, Allow); no body.
[[nodiscard]] Response bare_response(ProblemCode code);
/// application/problem+json.
[[nodiscard]] Response to_response(const Problem& problem, const Request& request, Language language);

/// What an error of the engine means to a client: `missing` when it has not found what was named. Its message stays
/// here.
[[nodiscard]] Problem to_problem(const Error& error, ProblemCode missing);

}  // namespace tarsach::searchd

// Many queries in one run, and answers that are longer than a page.
//
//   TARSACH_TRY(Batch batch, make_batch(settings));
//   TARSACH_TRY(batch.queries, parse_queries(text, batch.file));
//   return run_batch(*engine, batch, console);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "query/console.h"
#include "query/engine.h"
#include "query/judgments.h"
#include "query/options.h"
#include "query/outcome.h"
#include "query/output.h"

namespace tarsach::query {

struct Batch {
  std::string file;  // for messages
  std::vector<ListedQuery> queries;
  Request pattern;                // what all of them have in common
  std::int64_t deadline = 0;      // milliseconds for each query; 0: none
  Format format = Format::kTrec;  // or kJson, a line a query with its id as requestId
  std::vector<std::string> fields;
};

/// All but the queries and the format.
[[nodiscard]] Result<Batch> make_batch(const Settings& settings);

/// Prints the answers in the order of the queries. A query that fails is told with file and line, the others are still
/// answered; kBadData at the end tells how many failed.
[[nodiscard]] Result<Outcome> run_batch(const Engine& engine, const Batch& batch, const Console& console);

/// As Engine::search(), but a limit above what a page may have is fetched in pages.
[[nodiscard]] Result<Response> search_deep(const Engine& engine, const Request& request, const Deadline& deadline);

[[nodiscard]] Deadline deadline_in(std::int64_t milliseconds);  // 0: never

}  // namespace tarsach::query

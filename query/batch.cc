#include "query/batch.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <ostream>

namespace tarsach::query {

Result<Batch> make_batch(const Settings& settings) {
  Batch batch;
  batch.file = settings.batch == "-" ? "standard input" : settings.batch;
  TARSACH_TRY(batch.pattern, request_of(settings));
  batch.deadline = settings.deadline;
  return batch;
}

Result<Outcome> run_batch(const Engine& engine, const Batch& batch, const Console& console) {
  std::size_t failed = 0;
  for (const ListedQuery& listed : batch.queries) {
    Request request = batch.pattern;
    request.query = listed.query;
    if (batch.format == Format::kTrec) {
      request.facets.clear();
      request.highlight = false;
    }
    const auto response = search_deep(engine, request, deadline_in(batch.deadline));
    if (response) {
      print(batch.format, Answer{request, *response, listed.id, batch.fields}, console);
    } else {
      ++failed;
      console.err << batch.file << ':' << listed.line << ": " << printable(response.error().message) << '\n';
    }
    if (!console.out) break;  // nobody reads on
  }
  if (failed > 0)
    return fail(ErrorCode::kBadData,
                std::to_string(failed) + " of " + std::to_string(batch.queries.size()) + " queries were not answered");
  return Outcome::kFound;
}

namespace {

/// Hits, or groups when they are what a page is made of.
std::size_t entries(const Response& response) { return response.hits.size() + response.groups.size(); }

std::uint64_t all_entries(const Request& request, const Response& response) {
  return request.group == Group::kNone ? response.total : response.total_groups;
}

template <typename Entry>
void append(std::vector<Entry>& entries, std::vector<Entry>& more) {
  std::move(more.begin(), more.end(), std::back_inserter(entries));
}

}  // namespace

Result<Response> search_deep(const Engine& engine, const Request& request, const Deadline& deadline) {
  const std::size_t most = request.group == Group::kNone
                               ? kMaxPerPage
                               : std::min(kMaxPerPage, kMaxGroupedHits / std::max<std::size_t>(request.group_limit, 1));
  Request page = request;
  page.limit = std::min(request.limit, most);
  TARSACH_TRY(Response response, engine.search(page, deadline));
  page.facets.clear();
  while (entries(response) < request.limit && request.offset + entries(response) < all_entries(request, response)) {
    page.offset = request.offset + entries(response);
    page.limit = std::min(request.limit - entries(response), most);
    TARSACH_TRY(Response next, engine.search(page, deadline));
    if (entries(next) == 0) break;
    append(response.hits, next.hits);
    append(response.groups, next.groups);
    response.milliseconds += next.milliseconds;
  }
  return response;
}

Deadline deadline_in(std::int64_t milliseconds) {
  return milliseconds == 0 ? Deadline::never() : Deadline::after(std::chrono::milliseconds(milliseconds));
}

}  // namespace tarsach::query

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

Result<Response> search_deep(const Engine& engine, const Request& request, const Deadline& deadline) {
  Request page = request;
  page.limit = std::min(request.limit, kMaxPerPage);
  TARSACH_TRY(Response response, engine.search(page, deadline));
  page.facets.clear();
  while (response.hits.size() < request.limit && request.offset + response.hits.size() < response.total) {
    page.offset = request.offset + response.hits.size();
    page.limit = std::min(request.limit - response.hits.size(), kMaxPerPage);
    TARSACH_TRY(Response next, engine.search(page, deadline));
    if (next.hits.empty()) break;
    std::move(next.hits.begin(), next.hits.end(), std::back_inserter(response.hits));
    response.milliseconds += next.milliseconds;
  }
  return response;
}

Deadline deadline_in(std::int64_t milliseconds) {
  return milliseconds == 0 ? Deadline::never() : Deadline::after(std::chrono::milliseconds(milliseconds));
}

}  // namespace tarsach::query

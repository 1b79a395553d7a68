// The whole of a request, from a parsed head to a response: gives it an id, finds its route, turns problems into words,
// adds the headers that every answer has, writes one line to the log.
//
//   Service service(*engine, settings, metrics);
//   server = Server::start(std::move(listener), service.threads(), [&](const Request& r) { return service.answer(r);
//   });
#pragma once

#include <atomic>
#include <cstdint>

#include "query/engine.h"
#include "searchd/cors.h"
#include "searchd/routes.h"
#include "searchd/settings.h"

namespace tarsach::searchd {

class Service {
 public:
  /// `engine` and `metrics` must outlive it.
  Service(const query::Engine& engine, const Settings& settings, Metrics& metrics);

  /// Any thread.
  [[nodiscard]] Response answer(Request request);

  /// From now on /health/readyz says 503; everything else is still answered.
  void drain() { draining_ = true; }

  /// Enough for all searches that run or wait, and some for what is answered at once: health checks never queue up
  /// behind searches.
  [[nodiscard]] std::size_t threads() const;

 private:
  [[nodiscard]] Response answer_route(const std::optional<Match>& match, const Request& request);
  [[nodiscard]] Response answer_method(const Match& match, const Request& request);
  [[nodiscard]] std::string next_id();
  void log(const Request& request, const Response& response) const;

  const Settings settings_;
  const Cors cors_;
  Admission admission_;
  std::atomic<bool> draining_ = false;
  std::atomic<std::uint64_t> ids_;
  Context context_;
};

}  // namespace tarsach::searchd

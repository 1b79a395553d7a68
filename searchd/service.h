// The whole of a request, from a parsed head to a response: gives it an id, finds its route, turns problems into words,
// adds the headers that every answer has, writes one line to the log.
//
//   Service service(*engine, settings, metrics);
//   server = Server::start(std::move(listener), server_options(settings), metrics,
//                          [&](Request&& request) { return service.answer(std::move(request)); });
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

#include "query/engine.h"
#include "searchd/cors.h"
#include "searchd/request_id.h"
#include "searchd/routes.h"
#include "searchd/settings.h"

namespace tarsach::searchd {

class Service {
 public:
  /// `engine` and `metrics` must outlive it.
  Service(const query::Engine& engine, const Settings& settings, Metrics& metrics);

  /// Any thread.
  [[nodiscard]] Response answer(Request request);

  /// Later requests are answered by these settings; those that run, by the ones that they began with. Any thread.
  void apply(const Settings& settings);

  /// From now on /health/readyz says 503; everything else is still answered.
  void drain() { draining_ = true; }

 private:
  /// What one request is answered by, from its start to its end.
  struct Policy {
    explicit Policy(const Settings& given) : settings(given), cors(given.cors_origins) {}
    const Settings settings;
    const Cors cors;
  };

  [[nodiscard]] std::shared_ptr<const Policy> policy() const;
  [[nodiscard]] Response answer_route(const std::optional<Match>& match, const Request& request, const Policy& policy);
  [[nodiscard]] Response answer_method(const Match& match, const Request& request, const Policy& policy);

  const query::Engine& engine_;
  Metrics& metrics_;
  AnswerCache cache_;
  mutable std::mutex policy_mutex_;  // guards the pointer; what it points to never changes
  std::shared_ptr<const Policy> policy_;
  std::atomic<bool> draining_ = false;
  RequestIds ids_;
};

}  // namespace tarsach::searchd

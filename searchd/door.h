// Where a request is looked at before any worker is woken for it: which route it is for, whose it is, whether it may
// come in. Used on the reactor's thread, which has no time: a decision takes some microseconds.
//
//   Door door(rules, metrics);
//   const Visit visit = door.look_at(arrival);
//   if (auto refusal = door.ask(visit, now)) return door.turn_away(job, *refusal);
//   if (…no room…) return door.turn_away(job, {.code = ProblemCode::kOverloaded, .retry_after = 2});
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "searchd/client_address.h"
#include "searchd/job.h"
#include "searchd/metrics.h"
#include "searchd/rate_limit.h"
#include "searchd/refusals.h"
#include "searchd/request_id.h"

namespace tarsach::searchd {

struct DoorRules {
  std::vector<std::string> cors_origins = {};  // cors.h
  std::vector<Network> trusted_proxies = {};   // client_address.h
  Rate rate = {};                              // of each client; rate_limit.h
};

class Door {
 public:
  /// `metrics` must outlive it.
  Door(const DoorRules& rules, Metrics& metrics);

  /// From now on the client's address stands in `arrival` for that of the other end.
  [[nodiscard]] Visit look_at(Arrival& arrival) const;
  /// A refusal to a client that asks too often. What tells operators about the daemon is not counted.
  [[nodiscard]] std::optional<Refusal> ask(const Visit& visit, RateLimit::Clock::time_point now);
  /// Any thread. The answer to who is not let in; counts it.
  [[nodiscard]] Answer turn_away(const Job& job, Refusal refusal);
  /// Any thread. From now on scripts of these sites may read refusals.
  void allow_origins(const std::vector<std::string>& origins);

 private:
  [[nodiscard]] std::shared_ptr<const Refusals> refusals() const;

  mutable std::mutex refusals_mutex_;  // guards the pointer; what it points to never changes
  std::shared_ptr<const Refusals> refusals_;
  const TrustedProxies proxies_;
  const ClientNumbers numbers_;
  const Rate rate_;
  RateLimit limit_;
  RequestIds ids_;
  Metrics& metrics_;
};

}  // namespace tarsach::searchd

#include "searchd/door.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "searchd/head.h"

namespace tarsach::searchd {
namespace {

/// As much of the request as the words of a refusal depend on.
Request as_request(const Arrival& arrival, RequestIds& ids) {
  const Outline outline(arrival.head);
  Request request;
  const auto given = outline.values("x-request-id");
  request.id = ids.id_for(given.empty() ? std::string_view() : given.front());
  request.path = outline.path();
  request.method = outline.method();
  request.query = outline.query();
  for (const auto* name : {"accept-language", "origin"})
    for (const auto value : outline.values(name)) request.headers.push_back({name, std::string(value)});
  return request;
}

/// draft-ietf-httpapi-ratelimit-headers-10: what is allowed, and what is left of it for how long.
std::vector<Header> rate_headers(const Rate& rate, int seconds) {
  const auto window = static_cast<long>(std::ceil(static_cast<double>(rate.burst) / rate.per_second));
  return {{"RateLimit-Policy", "\"client\";q=" + std::to_string(rate.burst) + ";w=" + std::to_string(window)},
          {"RateLimit", "\"client\";r=0;t=" + std::to_string(seconds)}};
}

}  // namespace

Door::Door(const DoorRules& rules, Metrics& metrics)
    : refusals_(std::make_shared<const Refusals>(Cors(rules.cors_origins))),
      proxies_(rules.trusted_proxies),
      rate_(rules.rate),
      limit_(rules.rate),
      metrics_(metrics) {}

Visit Door::look_at(Arrival& arrival) const {
  const Outline outline(arrival.head);
  const auto client = proxies_.client_of(parse_address(arrival.peer).value_or(Address{}), outline);
  arrival.peer = to_text(client);
  Visit visit{.client = numbers_.of(client)};
  if (arrival.refusal) return visit;
  const auto match = find_route(outline.path());
  if (!match) return visit;
  visit.route = match->route;
  visit.is_search = asks_index(*match->route) && (outline.method() == "GET" || outline.method() == "HEAD");
  return visit;
}

std::optional<Refusal> Door::ask(const Visit& visit, RateLimit::Clock::time_point now) {
  if (!limit_.is_on() || (visit.route != nullptr && is_for_operators(*visit.route))) return std::nullopt;
  const auto wait = limit_.ask(visit.client, now);
  if (!wait) return std::nullopt;
  const int seconds = std::max(1, static_cast<int>(std::ceil(std::chrono::duration<double>(*wait).count())));
  return Refusal{.code = ProblemCode::kRateLimited, .retry_after = seconds, .headers = rate_headers(rate_, seconds)};
}

Answer Door::turn_away(const Job& job, Refusal refusal) {
  refusal.last = job.arrival.last;
  const auto* route = job.visit.route;
  metrics_.requests.record_refusal(route, row(refusal.code).status);
  const auto audience = route == nullptr ? Audience::kPrograms : route->audience;
  return refusals()->answer(refusal, as_request(job.arrival, ids_), audience);
}

void Door::allow_origins(const std::vector<std::string>& origins) {
  auto refusals = std::make_shared<const Refusals>(Cors(origins));
  const std::lock_guard lock(refusals_mutex_);
  refusals_.swap(refusals);
}

std::shared_ptr<const Refusals> Door::refusals() const {
  const std::lock_guard lock(refusals_mutex_);
  return refusals_;
}

}  // namespace tarsach::searchd

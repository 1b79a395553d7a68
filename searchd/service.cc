#include "searchd/service.h"

#include <algorithm>

#include "searchd/limits.h"
#include "searchd/negotiation.h"
#include "searchd/page.h"
#include "searchd/request_log.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

Response refuse(const Problem& problem, const Request& request, Audience audience) {
  const auto language = language_of(request, audience);
  auto response = audience == Audience::kPeople ? bare_response(problem.code) : to_response(problem, request, language);
  if (audience == Audience::kPeople) {
    response.content_type = kHtml;
    response.body = problem_page(problem, request, language);
  }
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"Vary", "Accept, Accept-Language"});
  return response;
}

Problem no_such_path(std::string_view path, Audience audience) {
  if (const auto nearest = nearest_path(path); !nearest.empty())
    return {ProblemCode::kNotFound, {{"path", {"може би „" + nearest + "“?", "did you mean \"" + nearest + "\"?"}}}};
  if (audience == Audience::kPeople) return {ProblemCode::kNotFound, {}};
  return {ProblemCode::kNotFound,
          {{"path", {"всички адреси са описани в /openapi.json", "all paths are described in /openapi.json"}}}};
}

void add_common_headers(Response& response, const Request& request) {
  response.headers.push_back({"Date", http_date()});
  response.headers.push_back({"X-Request-Id", request.id});
  for (auto& header : protecting_headers()) response.headers.push_back(std::move(header));
}

void count(const Answered& answered, const Settings& settings, Metrics& metrics) {
  const auto& [route, request, response, time] = answered;
  metrics.requests.record(route, response.status, time, response.body.size());
  if (response.status == 200) metrics.record(response.facts);
  if (is_slow(time, settings)) metrics.slow_requests.add();
}

}  // namespace

Service::Service(const query::Engine& engine, const Settings& settings, Metrics& metrics)
    : engine_(engine),
      metrics_(metrics),
      cache_(static_cast<std::size_t>(settings.cache_size) << 20, metrics),
      policy_(std::make_shared<const Policy>(settings)) {}

void Service::apply(const Settings& settings) {
  auto fresh = std::make_shared<const Policy>(settings);
  const std::lock_guard lock(policy_mutex_);
  policy_.swap(fresh);
}

std::shared_ptr<const Service::Policy> Service::policy() const {
  const std::lock_guard lock(policy_mutex_);
  return policy_;
}

Response Service::answer(Request request) {
  request.id = ids_.id_for(request.header("x-request-id"));
  const auto policy = this->policy();
  const auto match = request.refusal ? std::nullopt : find_route(request.path);
  auto response = answer_route(match, request, *policy);
  add_common_headers(response, request);
  const auto time = Request::Clock::now() - request.arrived;
  const Answered answered{match ? match->route : nullptr, request, response, time};
  count(answered, policy->settings, metrics_);
  log_request(answered, policy->settings);
  return response;
}

Response Service::answer_route(const std::optional<Match>& match, const Request& request, const Policy& policy) {
  const auto guess = prefers_html(request.header("accept")) ? Audience::kPeople : Audience::kPrograms;
  const auto audience = match ? match->route->audience : guess;
  auto response = [&] {
    if (request.refusal) return refuse({*request.refusal, {}}, request, audience);
    if (!match) return refuse(no_such_path(request.path, audience), request, audience);
    return answer_method(*match, request, policy);
  }();
  if (audience == Audience::kPrograms) policy.cors.allow(request, response);
  return response;
}

Response Service::answer_method(const Match& match, const Request& request, const Policy& policy) {
  const auto audience = match.route->audience;
  if (request.method != "GET" && request.method != "HEAD") {
    auto preflight = audience == Audience::kPrograms ? policy.cors.preflight(request) : std::nullopt;
    return preflight ? std::move(*preflight) : refuse({ProblemCode::kMethodNotAllowed, {}}, request, audience);
  }
  const Context context{engine_,
                        draining_,
                        metrics_,
                        cache_,
                        std::chrono::milliseconds(policy.settings.deadline),
                        policy.settings.public_url};
  auto outcome = searchd::answer(match, context, request);
  return outcome ? std::move(*outcome) : refuse(outcome.error(), request, audience);
}

}  // namespace tarsach::searchd

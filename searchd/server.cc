#include "searchd/server.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "base/log.h"
#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

constexpr double kLongestRetry = 30;  // seconds
constexpr auto kBetweenLines = 1s;    // of the log, about refusals

/// The more there is to do, the longer those that are sent away have to stay away, each a time of its own: who was
/// refused together must not come back together.
int retry_after(double load) {
  thread_local std::minstd_rand random(std::random_device{}());
  const double most = std::clamp(std::ceil(2 * load), 2.0, kLongestRetry);
  return std::uniform_int_distribution<int>(1, static_cast<int>(most))(random);
}

}  // namespace

ServerOptions server_options(const Settings& settings) {
  ServerOptions options;
  options.searches = {static_cast<std::size_t>(settings.threads), static_cast<std::size_t>(settings.max_queue)};
  options.door.cors_origins = settings.cors_origins;
  for (const auto& proxy : settings.trusted_proxies)
    if (const auto network = parse_network(proxy)) options.door.trusted_proxies.push_back(*network);
  const auto burst = settings.rate_burst == 0 ? 2 * settings.rate_limit : settings.rate_burst;
  options.door.rate = {static_cast<double>(settings.rate_limit), static_cast<std::size_t>(burst)};
  return options;
}

Server::Server(const ServerOptions& options, Metrics& metrics, Handler handler)
    : handler_(std::move(handler)),
      metrics_(metrics),
      door_(options.door, metrics),
      searches_(options.searches, metrics),
      the_rest_(kMaxQueuedRequests) {}

Result<std::unique_ptr<Server>> Server::start(Listener listener, const ServerOptions& options, Metrics& metrics,
                                              Handler handler) {
  Protocol::warm_up();
  std::unique_ptr<Server> server(new Server(options, metrics, std::move(handler)));
  auto* self = server.get();
  TARSACH_TRY(server->reactor_, Reactor::open(std::move(listener), self->events(), metrics));
  for (std::size_t i = 0; i < options.searches.running; ++i)
    self->workers_.emplace_back([self] { self->work_on_searches(); });
  for (std::size_t i = 0; i < kThreadsForTheRest; ++i)
    self->workers_.emplace_back([self] { self->work_on_the_rest(); });
  self->reactor_thread_ = std::thread([self] { self->reactor_->run(); });
  return server;
}

ReactorEvents Server::events() {
  return {.request = [this](Job&& job) { return take(std::move(job)); },
          .left = [this](ConnectionId id) { return searches_.abandon(id); },
          .tick = [this] { tell_refusals(); }};
}

Server::~Server() { stop(); }

void Server::stop() {
  if (reactor_thread_.joinable()) {
    reactor_->drain();
    reactor_thread_.join();
  }
  searches_.close();
  the_rest_.close();
  for (auto& worker : workers_)
    if (worker.joinable()) worker.join();
}

std::optional<Answer> Server::take(Job&& job) {
  job.visit = door_.look_at(job.arrival);
  if (const auto refusal = door_.ask(job.visit, Request::Clock::now())) {
    metrics_.rejections.add(Rejection::kRateLimit);
    return door_.turn_away(job, *refusal);
  }
  if (job.visit.is_search) return let_wait(std::move(job));
  if (the_rest_.try_push(job)) return std::nullopt;
  return overloaded(job, Rejection::kQueueFull);
}

/// Who is refused may be another one, who had to make room.
std::optional<Answer> Server::let_wait(Job&& job) {
  const auto connection = job.connection;
  const auto refused = searches_.offer(std::move(job), Request::Clock::now());
  if (!refused) return std::nullopt;
  auto answer = overloaded(*refused, Rejection::kQueueFull);
  if (refused->connection == connection) return answer;
  reactor_->reply(refused->connection, *refused->outlet, std::move(answer));
  return std::nullopt;
}

Answer Server::overloaded(const Job& job, Rejection why) {
  metrics_.rejections.add(why);
  return door_.turn_away(job, {.code = ProblemCode::kOverloaded, .retry_after = retry_after(searches_.load())});
}

void Server::work_on_searches() {
  name_this_thread("searcher");
  Protocol protocol(handler_);
  while (auto turn = searches_.next()) {
    auto& job = turn->job();
    const auto connection = job.connection;
    const auto outlet = std::move(job.outlet);
    auto answer = turn->is_late() ? overloaded(job, Rejection::kPatience) : protocol.exchange(job.arrival);
    turn.reset();  // before the client can ask again: it must not find itself in its own way
    reactor_->reply(connection, *outlet, std::move(answer));
  }
}

void Server::work_on_the_rest() {
  name_this_thread("worker");
  Protocol protocol(handler_);
  while (const auto job = the_rest_.pop()) {
    if (job->outlet) reactor_->reply(job->connection, *job->outlet, protocol.exchange(job->arrival));
    work_.beat();
  }
}

/// One line a second for all that were refused at the door: a line for each would cost more than the refusal.
void Server::tell_refusals() {
  const auto now = Request::Clock::now();
  if (now - told_at_ < kBetweenLines) return;
  told_at_ = now;
  const auto& rejections = metrics_.rejections;
  const auto overloaded = rejections.value(Rejection::kQueueFull) + rejections.value(Rejection::kPatience);
  const auto rate_limited = rejections.value(Rejection::kRateLimit);
  if (overloaded + rate_limited == told_refusals_) return;
  told_refusals_ = overloaded + rate_limited;
  log::warning("requests were refused; numbers since the start",
               {{"overloaded", overloaded}, {"rate_limited", rate_limited}});
}

bool Server::is_alive(Request::Clock::duration longest_search) {
  const bool turns = reactor_->heart().has_beaten();
  const bool works = work_.has_beaten();
  Job probe{.connection = kNoConnection};
  [[maybe_unused]] const bool is_asked = the_rest_.try_push(probe);  // a full queue asks enough
  return turns && works && !searches_.is_stuck(longest_search);
}

}  // namespace tarsach::searchd

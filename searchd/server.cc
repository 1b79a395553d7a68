#include "searchd/server.h"

#include <utility>

#include "searchd/limits.h"

namespace tarsach::searchd {

Server::Server(Handler handler) : handler_(std::move(handler)), refusing_(handler_), jobs_(kMaxQueuedRequests) {}

Result<std::unique_ptr<Server>> Server::start(Listener listener, std::size_t threads, Handler handler) {
  Protocol::warm_up();
  std::unique_ptr<Server> server(new Server(std::move(handler)));
  auto* self = server.get();
  TARSACH_TRY(server->reactor_, Reactor::open(std::move(listener), [self](ConnectionId id, Arrival&& arrival) {
                self->take(id, std::move(arrival));
              }));
  for (std::size_t i = 0; i < threads; ++i) self->workers_.emplace_back([self] { self->work(); });
  self->reactor_thread_ = std::thread([self] { self->reactor_->run(); });
  return server;
}

Server::~Server() { stop(); }

void Server::stop() {
  if (reactor_thread_.joinable()) {
    reactor_->drain();
    reactor_thread_.join();
  }
  jobs_.close();
  for (auto& worker : workers_)
    if (worker.joinable()) worker.join();
}

void Server::take(ConnectionId connection, Arrival&& arrival) {
  Job job{connection, std::move(arrival)};
  if (jobs_.try_push(job)) return;
  job.arrival.refusal = ProblemCode::kOverloaded;
  job.arrival.last = true;
  reactor_->reply(connection, refusing_.exchange(job.arrival));
}

void Server::work() {
  name_this_thread("worker");
  Protocol protocol(handler_);
  while (const auto job = jobs_.pop()) {
    if (job->connection != kNoConnection) reactor_->reply(job->connection, protocol.exchange(job->arrival));
    work_.beat();
  }
}

bool Server::is_alive() {
  const bool turns = reactor_->heart().has_beaten();
  const bool works = work_.has_beaten();
  Job probe{kNoConnection, {}};
  [[maybe_unused]] const bool is_asked = jobs_.try_push(probe);  // a full queue asks enough
  return turns && works;
}

}  // namespace tarsach::searchd

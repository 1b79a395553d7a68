// HTTP on a socket: the reactor's thread moves bytes for all connections and keeps the door, a fixed number of threads
// run the handler. How many clients there are, how slow or how hostile, does not change how many threads there are.
//
//   TARSACH_TRY(auto listener, Listener::open("127.0.0.1", 8080));
//   TARSACH_TRY(auto server, Server::start(std::move(listener), server_options(settings), metrics, handler));
//   …
//   server->stop();       // finishes what runs
//
// Requests that ask the index wait their turn in front of threads of their own (admission.h); the rest, health checks
// among them, never queues up behind searches.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "searchd/admission.h"
#include "searchd/bounded_queue.h"
#include "searchd/door.h"
#include "searchd/reactor.h"
#include "searchd/settings.h"

namespace tarsach::searchd {

struct ServerOptions {
  AdmissionLimits searches = {};
  DoorRules door = {};
};

/// The settings have been checked.
[[nodiscard]] ServerOptions server_options(const Settings& settings);

class Server {
 public:
  /// Serves from now on. `metrics` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Listener listener, const ServerOptions& options,
                                                             Metrics& metrics, Handler handler);
  ~Server();

  /// Answers what runs (and what still comes in the meantime), at most for kDrainTime, and ends all threads.
  void stop();

  [[nodiscard]] const std::string& address() const { return reactor_->address(); }

  /// Any thread. Later refusals may be read by scripts of these sites (cors.h).
  void allow_origins(const std::vector<std::string>& origins) { door_.allow_origins(origins); }

  /// Whether the reactor has turned and a worker (of those that do not search) has done something since the last call,
  /// and no search takes longer than the longest may; asks a worker to do something. For one thread.
  [[nodiscard]] bool is_alive(Request::Clock::duration longest_search);

 private:
  static constexpr ConnectionId kNoConnection = 0;  // of a job that nobody has asked for

  Server(const ServerOptions& options, Metrics& metrics, Handler handler);
  [[nodiscard]] ReactorEvents events();
  [[nodiscard]] std::optional<Answer> take(Job&& job);
  [[nodiscard]] std::optional<Answer> let_wait(Job&& job);
  [[nodiscard]] Answer overloaded(const Job& job, Rejection why);
  void work_on_searches();
  void work_on_the_rest();
  void tell_refusals();

  Handler handler_;
  Metrics& metrics_;
  Door door_;
  Admission searches_;
  BoundedQueue<Job> the_rest_;
  Heartbeat work_;  // beats with every job that is done
  std::unique_ptr<Reactor> reactor_;
  std::vector<std::thread> workers_;
  std::thread reactor_thread_;
  std::uint64_t told_refusals_ = 0;
  Request::Clock::time_point told_at_{};
};

}  // namespace tarsach::searchd

// HTTP on a socket: the reactor's thread moves bytes for all connections, a fixed number of threads run the handler.
// How many clients there are, how slow or how hostile, does not change how many threads there are.
//
//   TARSACH_TRY(auto listener, Listener::open("127.0.0.1", 8080));
//   TARSACH_TRY(auto server, Server::start(std::move(listener), 16, handler));
//   …
//   server->stop();       // finishes what runs
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "searchd/bounded_queue.h"
#include "searchd/reactor.h"

namespace tarsach::searchd {

class Server {
 public:
  /// Serves from now on. `threads` is how many requests can be in the handler at a time.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Listener listener, std::size_t threads, Handler handler);
  ~Server();

  /// Answers what runs (and what still comes in the meantime), at most for kDrainTime, and ends all threads.
  void stop();

  [[nodiscard]] const std::string& address() const { return reactor_->address(); }

  /// Whether the reactor has turned and a worker has done something since the last call; asks a worker to do so. For
  /// one thread.
  [[nodiscard]] bool is_alive();

 private:
  struct Job {
    ConnectionId connection;  // kNoConnection: nothing is to be answered
    Arrival arrival;
  };
  static constexpr ConnectionId kNoConnection = 0;

  explicit Server(Handler handler);
  void take(ConnectionId connection, Arrival&& arrival);
  void work();

  Handler handler_;
  Protocol refusing_;  // for the reactor's thread: says that there is no room
  BoundedQueue<Job> jobs_;
  Heartbeat work_;  // beats with every job that is done
  std::unique_ptr<Reactor> reactor_;
  std::vector<std::thread> workers_;
  std::thread reactor_thread_;
};

}  // namespace tarsach::searchd

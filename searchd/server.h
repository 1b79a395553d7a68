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

 private:
  struct Job {
    ConnectionId connection;
    Arrival arrival;
  };

  explicit Server(Handler handler);
  void take(ConnectionId connection, Arrival&& arrival);
  void work();

  Handler handler_;
  Protocol refusing_;  // for the reactor's thread: says that there is no room
  BoundedQueue<Job> jobs_;
  std::unique_ptr<Reactor> reactor_;
  std::vector<std::thread> workers_;
  std::thread reactor_thread_;
};

}  // namespace tarsach::searchd

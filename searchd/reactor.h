// All the connections in one thread: accepts them, lets each go on when its socket is ready (epoll), ends those whose
// time is over. What takes time happens elsewhere: a request is handed to `on_request`, which returns at once, and the
// answer comes back from any thread through reply().
//
//   TARSACH_TRY(auto reactor, Reactor::open(std::move(listener), [&](auto id, auto&& arrival) { queue.push(…); }));
//   std::thread thread([&] { reactor->run(); });      // a worker: reactor->reply(id, protocol.exchange(arrival));
//   reactor->drain(); thread.join();
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "searchd/connection.h"
#include "searchd/heartbeat.h"

namespace tarsach::searchd {

using ConnectionId = std::uint64_t;

class Reactor {
 public:
  using OnRequest = std::function<void(ConnectionId, Arrival&&)>;

  [[nodiscard]] static Result<std::unique_ptr<Reactor>> open(Listener listener, OnRequest on_request);

  /// Returns when it has been drained.
  void run();
  /// Any thread. An answer to a connection that has gone is dropped.
  void reply(ConnectionId id, Answer&& answer);
  /// Any thread: what runs is answered, and what still comes meanwhile, each as the last of its connection; then run()
  /// returns, at the latest after kDrainTime.
  void drain();

  [[nodiscard]] const std::string& address() const { return listener_.address(); }
  /// Beats with every round.
  [[nodiscard]] Heartbeat& heart() { return heart_; }

 private:
  using Clock = Connection::Clock;
  struct Watched {
    Connection connection;
    std::uint32_t armed = 0;  // the events that epoll knows of
  };
  using Connections = std::unordered_map<ConnectionId, Watched>;

  Reactor(Listener listener, OnRequest on_request, Descriptor epoll, Descriptor wake);
  void wait_for_events();
  void accept_all();
  void add(Descriptor socket, std::string peer);
  void evict_one();
  void progress(ConnectionId id, std::uint32_t events);
  void deliver_replies();
  void expire_all();
  void settle(Connections::iterator at, std::optional<Arrival> arrival);
  void watch_listener(std::uint32_t events);
  [[nodiscard]] bool leaves_newcomers_to_others() const;
  [[nodiscard]] bool is_drained();

  Listener listener_;
  OnRequest on_request_;
  Descriptor epoll_, wake_;
  Connections connections_;
  ConnectionId next_id_;
  Clock::time_point now_, next_expiry_, drain_start_ = Clock::time_point::max();
  int events_ = 0;  // of the last round
  bool accepting_ = false;
  Heartbeat heart_;
  std::atomic<bool> draining_ = false;

  std::mutex replies_mutex_;
  std::vector<std::pair<ConnectionId, Answer>> replies_;
};

}  // namespace tarsach::searchd

// All the connections in one thread: accepts them, lets each go on when its socket is ready (epoll), ends those whose
// time is over. What takes time happens elsewhere: a request is handed out, and its answer goes from any thread through
// reply() to the client. What can be answered at once (a refusal) is.
//
//   TARSACH_TRY(auto reactor, Reactor::open(std::move(listener), {.request = …, .left = …, .tick = …}, metrics));
//   std::thread thread([&] { reactor->run(); });      // a worker: reactor->reply(job, protocol.exchange(job.arrival));
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
#include "searchd/job.h"
#include "searchd/metrics.h"

namespace tarsach::searchd {

/// What the reactor tells, on its thread: nothing of this may wait.
struct ReactorEvents {
  /// The answer, or nothing if it will come through reply().
  std::function<std::optional<Answer>(Job&&)> request;
  /// The client of a request that was handed out has left. True if the request is dropped, so that its connection can
  /// be closed.
  std::function<bool(ConnectionId)> left;
  /// Some times a second.
  std::function<void()> tick;
};

class Reactor {
 public:
  /// `metrics` must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<Reactor>> open(Listener listener, ReactorEvents events, Metrics& metrics);

  /// Returns when it has been drained.
  void run();
  /// Any thread. Sends the answer here and now; the reactor is only woken for what is left to do: bytes that the socket
  /// did not take, an end, a next request. An answer to a connection that has gone is dropped.
  void reply(ConnectionId id, Outlet& outlet, Answer&& answer);
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
  struct Reply {
    ConnectionId id;
    Answer answer;
    std::size_t sent;  // bytes of it that are out
  };
  using Connections = std::unordered_map<ConnectionId, Watched>;

  Reactor(Listener listener, ReactorEvents events, Metrics& metrics, Descriptor epoll, Descriptor wake);
  void wait_for_events();
  void accept_all();
  void add(Descriptor socket, std::string peer);
  void forget(Connections::iterator at);
  void evict_some();
  void progress(ConnectionId id, std::uint32_t events);
  void deliver_replies();
  void notice_answers();
  void wake_up();
  void expire_all();
  void settle(Connections::iterator at, std::optional<Arrival> arrival);
  void watch_listener(std::uint32_t events);
  [[nodiscard]] bool leaves_newcomers_to_others() const;
  [[nodiscard]] bool is_drained();

  Listener listener_;
  const ReactorEvents tell_;
  Metrics& metrics_;
  Descriptor epoll_, wake_;
  Connections connections_;
  ConnectionId next_id_;
  Clock::time_point now_, next_expiry_, drain_start_ = Clock::time_point::max();
  int events_ = 0;  // of the last round
  bool accepting_ = false;
  Heartbeat heart_;
  std::atomic<bool> draining_ = false;

  std::mutex replies_mutex_;
  std::vector<Reply> replies_;
};

}  // namespace tarsach::searchd

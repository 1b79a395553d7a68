// One client's connection as a state machine that never waits: it reads what is there, hands out each complete head,
// is given the answer, writes what the socket takes. Each state has a moment by which it has to end, so a client that
// is silent, drips a byte a second or does not read its answer costs memory for a few seconds and never a thread.
//
//            head complete        answer()           all sent
//   kReading ------------> kAnswering ----> kSending --------> kReading    (kept alive)
//      ^  | too slow: 408 ^                     |  last answer
//      '--'               '                     '------------> kLingering --> kFinished
//
// Lingering: what the client still sends is thrown away for a while, because closing a socket with unread bytes makes
// the kernel reset it, and the client would lose the answer that says what was wrong.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "searchd/outlet.h"
#include "searchd/protocol.h"

namespace tarsach::searchd {

/// Used by the reactor's thread only.
class Connection {
 public:
  using Clock = Request::Clock;
  enum class State : std::uint8_t { kReading, kAnswering, kSending, kLingering, kFinished };

  Connection(Descriptor socket, std::string peer, Clock::time_point now);

  /// The socket is readable. A request, if one is complete now.
  [[nodiscard]] std::optional<Arrival> receive(Clock::time_point now);
  /// The answer to the request that was handed out, of which so many bytes are out. Sends what goes out at once.
  void answer(Answer&& answer, std::size_t sent, Clock::time_point now);
  /// Whoever has made the answer may have sent it: then the next request is awaited from now on.
  void notice_answer(Clock::time_point now);
  /// The client has sent something, or that it will send nothing more (which it is not to tell again), while its
  /// request is being answered. That stays in the socket, unless the answer has just gone out.
  void note_input(std::uint32_t events, Clock::time_point now);
  /// The socket is writable.
  void send(Clock::time_point now);
  /// The next request that has already come with the last one (pipelining).
  [[nodiscard]] std::optional<Arrival> next(Clock::time_point now);
  /// The state's time is over: a request that says so (408), or the end.
  [[nodiscard]] std::optional<Arrival> expire(Clock::time_point now);

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const std::string& peer() const { return peer_; }
  [[nodiscard]] bool is_idle() const { return state_ == State::kReading && received_.empty(); }
  [[nodiscard]] Clock::time_point deadline() const { return deadline_; }
  [[nodiscard]] const std::shared_ptr<Outlet>& outlet() const { return outlet_; }
  [[nodiscard]] int descriptor() const { return outlet_->descriptor(); }
  [[nodiscard]] std::uint32_t events() const;  // what epoll has to watch for

 private:
  void enter(State state, Clock::time_point deadline);
  Arrival hand_out(std::size_t bytes, Clock::time_point now);
  void await_request(Clock::time_point now);
  void discard();

  std::shared_ptr<Outlet> outlet_;
  std::string peer_;
  State state_ = State::kReading;
  Clock::time_point deadline_;
  std::string received_;
  std::string unsent_;
  std::size_t sent_ = 0;       // bytes of unsent_ that are out
  std::size_t requests_ = 0;   // handed out so far
  std::size_t discarded_ = 0;  // while lingering
  bool keep_alive_ = false;
  bool input_waits_ = false;  // in the socket, for the answer
  bool ended_ = false;
};

}  // namespace tarsach::searchd

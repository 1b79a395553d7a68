// The way out of a connection: its socket, on which whoever has made an answer sends it at once. The reactor, which
// watches the socket, is not woken for an answer that went out whole; it sees so when it next looks.
//
//   auto outlet = std::make_shared<Outlet>(std::move(socket));
//   outlet->owe(Outlet::Telling::kNotNeeded);            // the reactor hands out a request …
//   sent = outlet->take(answer.bytes);                   // … a worker has the answer …
//   const bool is_settled = sent == answer.bytes.size() && outlet->settle();
//   outlet->let_go();
//   if (!is_settled) …tell the reactor…
//   if (outlet->is_settled()) …the next request…         // … and the reactor looks
//
// Either is_settled() says that a request is answered or the reactor is told, never both: else it could take the answer
// to one request for the answer to the next.
//
// Held by its connection and by the request that is out, so that the descriptor's number stays theirs: a worker must
// not send to whoever was accepted under it since.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "searchd/listener.h"

namespace tarsach::searchd {

class Outlet {
 public:
  explicit Outlet(Descriptor socket) : socket_(std::move(socket)) {}

  [[nodiscard]] int descriptor() const { return socket_.get(); }

  // The reactor's thread:
  enum class Telling : std::uint8_t { kNotNeeded, kNeeded };
  /// A request is handed out. kNeeded: something waits for its answer to be out.
  void owe(Telling telling);
  [[nodiscard]] bool is_settled() const { return state_.load(std::memory_order_acquire) == State::kSettled; }
  /// From now on telling is needed. False if it is settled.
  [[nodiscard]] bool wait_to_be_told();

  // Whoever answers, once for each request:
  /// How many of the bytes the socket has taken; it never waits. 0 also if it takes no more for good. The last segment
  /// stays with the kernel until let_go(), so that settle() comes before anything that the client does about the
  /// answer: a client on the same machine would else often run before it.
  [[nodiscard]] std::size_t take(std::string_view bytes) const;
  /// All is taken. False if the reactor has to be told.
  [[nodiscard]] bool settle();
  void let_go() const;

 private:
  enum class State : std::uint8_t { kOwed, kToBeTold, kSettled };

  const Descriptor socket_;
  std::atomic<State> state_ = State::kSettled;
};

}  // namespace tarsach::searchd

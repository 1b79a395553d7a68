#include "searchd/outlet.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>

namespace tarsach::searchd {

void Outlet::owe(Telling telling) {
  state_.store(telling == Telling::kNeeded ? State::kToBeTold : State::kOwed, std::memory_order_release);
}

bool Outlet::wait_to_be_told() {
  auto state = State::kOwed;
  return state_.compare_exchange_strong(state, State::kToBeTold) || state == State::kToBeTold;
}

std::size_t Outlet::take(std::string_view bytes) const {
  const auto count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL | MSG_MORE);
  return static_cast<std::size_t>(std::max<ssize_t>(count, 0));
}

bool Outlet::settle() {
  auto state = State::kOwed;
  return state_.compare_exchange_strong(state, State::kSettled);
}

/// TCP sends what it has held back when it is told, even anew, not to hold back (tcp(7)). Unix sockets hold nothing
/// back.
void Outlet::let_go() const {
  const int on = 1;
  setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace tarsach::searchd

#include "searchd/connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "searchd/head.h"
#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kChunk = 16'384;
constexpr std::size_t kMaxDiscarded = 8 * 1024 * 1024;

bool is_only_for_now(ssize_t result) { return result < 0 && (errno == EAGAIN || errno == EINTR); }

}  // namespace

Connection::Connection(Descriptor socket, std::string peer, Clock::time_point now)
    : outlet_(std::make_shared<Outlet>(std::move(socket))), peer_(std::move(peer)), deadline_(now + kFirstByteTime) {}

/// The same while a request is awaited and while it is answered: a change would cost a system call each time.
std::uint32_t Connection::events() const {
  switch (state_) {
    case State::kReading: return EPOLLIN | EPOLLRDHUP;
    case State::kAnswering: return ended_ ? 0U : EPOLLRDHUP | (input_waits_ ? 0U : EPOLLIN);
    case State::kSending: return EPOLLOUT;
    case State::kLingering: return EPOLLIN;
    case State::kFinished: return 0;
  }
  return 0;
}

void Connection::enter(State state, Clock::time_point deadline) {
  state_ = state;
  deadline_ = deadline;
}

std::optional<Arrival> Connection::receive(Clock::time_point now) {
  if (state_ == State::kLingering) {
    discard();
    return std::nullopt;
  }
  if (state_ != State::kReading) return std::nullopt;
  std::array<char, kChunk> chunk;
  const auto count = recv(descriptor(), chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (is_only_for_now(count)) return std::nullopt;
  if (count <= 0) {
    enter(State::kFinished, now);
    return std::nullopt;
  }
  if (received_.empty()) deadline_ = now + kHeadTime;  // for the whole head: a byte more does not prolong it
  received_.append(chunk.data(), static_cast<std::size_t>(count));
  return next(now);
}

std::optional<Arrival> Connection::next(Clock::time_point now) {
  if (state_ != State::kReading || received_.empty()) return std::nullopt;
  const auto head = inspect_head(received_);
  if (head.bytes == 0 && !head.refusal) return std::nullopt;
  auto arrival = hand_out(head.bytes, now);
  arrival.refusal = head.refusal;
  arrival.last = head.last || requests_ >= kMaxRequestsPerConnection;
  return arrival;
}

Arrival Connection::hand_out(std::size_t bytes, Clock::time_point now) {
  ++requests_;
  enter(State::kAnswering, Clock::time_point::max());
  Arrival arrival{received_.substr(0, bytes), peer_, now, std::nullopt, false, nullptr};
  received_.erase(0, bytes);
  const bool waits = !received_.empty() || ended_;
  outlet_->owe(waits ? Outlet::Telling::kNeeded : Outlet::Telling::kNotNeeded);
  return arrival;
}

std::optional<Arrival> Connection::expire(Clock::time_point now) {
  if (now < deadline_) return std::nullopt;
  if (state_ == State::kReading && !received_.empty()) {
    auto arrival = hand_out(0, now);
    arrival.refusal = ProblemCode::kRequestTimeout;
    arrival.last = true;
    return arrival;
  }
  enter(State::kFinished, now);
  return std::nullopt;
}

void Connection::notice_answer(Clock::time_point now) {
  if (state_ == State::kAnswering && outlet_->is_settled()) await_request(now);
}

void Connection::note_input(std::uint32_t events, Clock::time_point now) {
  if (!outlet_->wait_to_be_told()) return await_request(now);
  input_waits_ = true;
  ended_ = ended_ || (events & EPOLLRDHUP) != 0;
}

void Connection::await_request(Clock::time_point now) {
  input_waits_ = false;
  enter(State::kReading, now + (received_.empty() ? kKeepAliveTime : kHeadTime));
}

void Connection::answer(Answer&& answer, std::size_t sent, Clock::time_point now) {
  unsent_ = std::move(answer.bytes);
  sent_ = sent;
  keep_alive_ = answer.keep_alive;
  enter(State::kSending, now + kWriteTime);
  send(now);
}

void Connection::send(Clock::time_point now) {
  if (state_ != State::kSending) return;
  if (sent_ < unsent_.size()) {
    const auto count =
        ::send(descriptor(), unsent_.data() + sent_, unsent_.size() - sent_, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (is_only_for_now(count)) return;
    if (count < 0) return enter(State::kFinished, now);
    sent_ += static_cast<std::size_t>(count);
    if (sent_ < unsent_.size()) return;
  }
  std::string().swap(unsent_);
  if (keep_alive_) return await_request(now);
  shutdown(descriptor(), SHUT_WR);
  enter(State::kLingering, now + kLingerTime);
}

void Connection::discard() {
  std::array<char, kChunk> chunk;
  const auto count = recv(descriptor(), chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (is_only_for_now(count)) return;
  if (count > 0) discarded_ += static_cast<std::size_t>(count);
  if (count <= 0 || discarded_ > kMaxDiscarded) state_ = State::kFinished;
}

}  // namespace tarsach::searchd

#include "searchd/reactor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <unordered_map>

#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

// What epoll names in its events; connections are numbered after these.
constexpr ConnectionId kListener = 0;
constexpr ConnectionId kWake = 1;
constexpr ConnectionId kFirstConnection = 2;

constexpr auto kTick = 100ms;           // how exactly times are kept
constexpr int kMaxAcceptedAtOnce = 64;  // then it is the turn of those that are there
constexpr std::size_t kEvictedAtOnce = 32;

bool watch(int epoll, int operation, int descriptor, ConnectionId id, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  return epoll_ctl(epoll, operation, descriptor, &event) == 0;
}

std::string peer_name(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* bytes = nullptr;
  if (address.ss_family == AF_INET) bytes = &reinterpret_cast<const sockaddr_in*>(&address)->sin_addr;
  if (address.ss_family == AF_INET6) bytes = &reinterpret_cast<const sockaddr_in6*>(&address)->sin6_addr;
  if (bytes == nullptr || inet_ntop(address.ss_family, bytes, text.data(), text.size()) == nullptr) return "unix";
  return text.data();
}

}  // namespace

Result<std::unique_ptr<Reactor>> Reactor::open(Listener listener, ReactorEvents events, Metrics& metrics) {
  Descriptor epoll(epoll_create1(EPOLL_CLOEXEC));
  Descriptor wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (epoll.get() < 0 || wake.get() < 0 || !watch(epoll.get(), EPOLL_CTL_ADD, wake.get(), kWake, EPOLLIN | EPOLLET) ||
      !watch(epoll.get(), EPOLL_CTL_ADD, listener.descriptor(), kListener, 0))
    return fail(ErrorCode::kInternal, "epoll: " + std::generic_category().message(errno));
  return std::unique_ptr<Reactor>(
      new Reactor(std::move(listener), std::move(events), metrics, std::move(epoll), std::move(wake)));
}

Reactor::Reactor(Listener listener, ReactorEvents events, Metrics& metrics, Descriptor epoll, Descriptor wake)
    : listener_(std::move(listener)),
      tell_(std::move(events)),
      metrics_(metrics),
      epoll_(std::move(epoll)),
      wake_(std::move(wake)),
      next_id_(kFirstConnection) {}

void Reactor::run() {
  name_this_thread("reactor");
  now_ = Clock::now();
  watch_listener(EPOLLIN);
  while (!is_drained()) {
    heart_.beat();
    wait_for_events();
    if (now_ >= next_expiry_) expire_all();
  }
  listener_.close();
  while (!connections_.empty()) forget(connections_.begin());
}

void Reactor::wait_for_events() {
  std::array<epoll_event, 256> events;
  const int count = epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                               static_cast<int>(std::chrono::milliseconds(kTick).count()));
  now_ = Clock::now();
  events_ = std::max(count, 0);
  for (int i = 0; i < events_; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    if (event.data.u64 == kListener) {
      accept_all();
    } else if (event.data.u64 == kWake) {
      deliver_replies();  // each write is told once (EPOLLET): nothing has to be read
    } else {
      progress(event.data.u64, event.events);
    }
  }
}

void Reactor::watch_listener(std::uint32_t events) {
  watch(epoll_.get(), EPOLL_CTL_MOD, listener_.descriptor(), kListener, events);
  accepting_ = events != 0;
}

void Reactor::accept_all() {
  for (int i = 0; i < kMaxAcceptedAtOnce; ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    Descriptor socket(
        accept4(listener_.descriptor(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.get() >= 0) {
      add(std::move(socket), peer_name(address));
      continue;
    }
    // A connection that broke before it was accepted is no reason to stop; no descriptors left is one for a pause.
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      evict_some();
      watch_listener(0);
      return;
    }
    if (errno == EAGAIN) return;
  }
}

void Reactor::add(Descriptor socket, std::string peer) {
  if (connections_.size() >= kMaxConnections) evict_some();
  if (connections_.size() >= kMaxConnections) return;  // all of them are at work: the newcomer is closed
  const int on = 1;
  setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // else 44 ms a response; fails on Unix sockets
  const int descriptor = socket.get();
  const auto id = next_id_++;
  Connection connection(std::move(socket), std::move(peer), now_);
  const auto wanted = connection.events();
  if (!watch(epoll_.get(), EPOLL_CTL_ADD, descriptor, id, wanted)) return;
  connections_.emplace(id, Watched{std::move(connection), wanted});
  metrics_.connections.add();
  metrics_.open_connections.add();
}

/// Whoever answers it may still hold the socket: it is closed when they let go of it, so it has to be ended here.
void Reactor::forget(Connections::iterator at) {
  const auto& connection = at->second.connection;
  watch(epoll_.get(), EPOLL_CTL_DEL, connection.descriptor(), at->first, 0);
  if (connection.state() == Connection::State::kAnswering) {
    static_cast<void>(tell_.left(at->first));
    shutdown(connection.descriptor(), SHUT_RDWR);
  }
  connections_.erase(at);
  metrics_.open_connections.subtract();
}

/// Of the address that has the most connections those that are nearest to their bounds, some at a time: looking for
/// them takes longer than closing them. What is being answered stays.
void Reactor::evict_some() {
  notice_answers();
  std::unordered_map<std::string_view, std::size_t> crowds;
  for (const auto& [id, watched] : connections_) ++crowds[watched.connection.peer()];
  struct Victim {
    std::size_t crowd;
    Clock::time_point deadline;
    ConnectionId id;
  };
  std::vector<Victim> victims;
  for (const auto& [id, watched] : connections_)
    if (watched.connection.state() != Connection::State::kAnswering)
      victims.push_back({crowds[watched.connection.peer()], watched.connection.deadline(), id});
  const auto some = victims.begin() + static_cast<std::ptrdiff_t>(std::min(victims.size(), kEvictedAtOnce));
  std::partial_sort(victims.begin(), some, victims.end(), [](const Victim& a, const Victim& b) {
    return a.crowd != b.crowd ? a.crowd > b.crowd : a.deadline < b.deadline;
  });
  std::for_each(victims.begin(), some, [this](const Victim& victim) {
    metrics_.rejections.add(Rejection::kConnectionLimit);
    forget(connections_.find(victim.id));
  });
}

void Reactor::progress(ConnectionId id, std::uint32_t events) {
  const auto at = connections_.find(id);
  if (at == connections_.end()) return;
  auto& connection = at->second.connection;
  connection.notice_answer(now_);
  const bool is_answered = connection.state() != Connection::State::kAnswering;
  const bool is_broken = (events & (EPOLLERR | EPOLLHUP)) != 0 && ((events & EPOLLIN) == 0 || !is_answered);
  const bool sends_no_more = (events & EPOLLRDHUP) != 0 && !is_answered;
  if (is_broken || (sends_no_more && tell_.left(id))) return forget(at);
  if (!is_answered) connection.note_input(events, now_);
  std::optional<Arrival> arrival;
  if ((events & EPOLLIN) != 0) arrival = connection.receive(now_);
  if ((events & EPOLLOUT) != 0) {
    connection.send(now_);
    arrival = connection.next(now_);
  }
  settle(at, std::move(arrival));
}

/// After each step of a connection: hand out its request (and, when that was answered at once, the next one that has
/// come with it, at most kMaxRequestsPerConnection), forget it, watch for what it waits for now.
void Reactor::settle(Connections::iterator at, std::optional<Arrival> arrival) {
  auto& [id, watched] = *at;
  while (arrival) {
    arrival->last = arrival->last || draining_;
    auto answer =
        tell_.request({.connection = id, .arrival = std::move(*arrival), .outlet = watched.connection.outlet()});
    if (!answer) break;
    watched.connection.answer(std::move(*answer), 0, now_);
    arrival = watched.connection.next(now_);
  }
  if (watched.connection.state() == Connection::State::kFinished) return forget(at);
  if (const auto wanted = watched.connection.events(); wanted != watched.armed) {
    watch(epoll_.get(), EPOLL_CTL_MOD, watched.connection.descriptor(), id, wanted);
    watched.armed = wanted;
  }
}

void Reactor::reply(ConnectionId id, Outlet& outlet, Answer&& answer) {
  const auto sent = outlet.take(answer.bytes);
  const bool is_all = sent == answer.bytes.size() && answer.keep_alive;
  const bool is_settled = is_all && !draining_ && outlet.settle();
  outlet.let_go();
  if (is_settled) return;
  {
    const std::lock_guard lock(replies_mutex_);
    replies_.push_back({id, std::move(answer), sent});
  }
  wake_up();
}

void Reactor::wake_up() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto bytes = write(wake_.get(), &one, sizeof one);
}

void Reactor::deliver_replies() {
  std::vector<Reply> replies;
  {
    const std::lock_guard lock(replies_mutex_);
    replies.swap(replies_);
  }
  for (auto& [id, answer, sent] : replies) {
    const auto at = connections_.find(id);
    if (at == connections_.end()) continue;
    at->second.connection.answer(std::move(answer), sent, now_);
    settle(at, at->second.connection.next(now_));
  }
}

/// Of connections that nothing has happened on since.
void Reactor::notice_answers() {
  for (auto& [id, watched] : connections_) watched.connection.notice_answer(now_);
}

void Reactor::expire_all() {
  next_expiry_ = now_ + kTick;
  tell_.tick();
  if (!accepting_ && !leaves_newcomers_to_others()) watch_listener(EPOLLIN);
  notice_answers();
  // settle() may erase its connection: step on before it.
  for (auto at = connections_.begin(); at != connections_.end();) {
    const auto here = at++;
    if (now_ >= here->second.connection.deadline()) settle(here, here->second.connection.expire(now_));
  }
}

void Reactor::drain() {
  draining_ = true;
  wake_up();
}

/// Of a socket that goes on without us: they wait in it for the next daemon.
bool Reactor::leaves_newcomers_to_others() const { return draining_ && listener_.outlives_us(); }

/// Idle connections are not waited for. Between two requests of a client there is a moment without any: only a quiet
/// round tells that nobody is left, unless clients never leave off.
bool Reactor::is_drained() {
  if (!draining_) return false;
  if (drain_start_ == Clock::time_point::max()) {
    drain_start_ = now_;
    if (leaves_newcomers_to_others()) watch_listener(0);
  }
  notice_answers();
  const bool is_active = std::any_of(connections_.begin(), connections_.end(), [](const auto& entry) {
    return entry.second.connection.state() != Connection::State::kReading;
  });
  if (is_active) return now_ >= drain_start_ + kDrainTime;
  return events_ == 0 || now_ >= drain_start_ + kDrainNotice;
}

}  // namespace tarsach::searchd

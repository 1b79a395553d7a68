// Requests that come at random moments (Poisson), whether or not those before have been answered: an open loop. Each
// one's time counts from the moment at which it was due. A closed loop, whose clients wait for their answers, would
// slow down with the daemon and hide what is to be seen ("coordinated omission").
//
//   const Mix mix = make_mix(read_queries(file), random);       // heads of requests, as visitors of a page send them
//   Generator generator(port, mix, seed);
//   const double capacity = tell_capacity(generator, 10s);      // requests a second
//   Outcome outcome = generator.offer(capacity / 2, 10s);
//   outcome.served.at(0.99)                                     // milliseconds
//
// Of ten requests seven are searches, two suggestions, one a page; one in five comes on a connection of its own.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "searchd/url.h"

namespace tarsach::bench {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;
using namespace std::chrono_literals;

inline constexpr std::size_t kMostConnections = 3'000;
inline constexpr auto kPatience = 5s;

inline std::string environment(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : std::string(value);
}

/// "GET …" heads, each ready to be sent; those in `alone` end their connections.
struct Mix {
  std::vector<std::string> heads, alone;
};

/// A line each, or its second column if it has tabs; without a file, some words of the sample.
inline std::vector<std::string> read_queries(const std::string& file) {
  if (file.empty()) return {"клъстерна среща", "иновации Варна", "научни изследвания", "klaster", "финансиране 2018"};
  std::vector<std::string> queries;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find('\t') + 1;
    queries.push_back(line.substr(begin, line.find('\t', begin) - begin));
  }
  return queries;
}

inline Mix make_mix(const std::vector<std::string>& queries, std::mt19937& random) {
  Mix mix;
  for (int i = 0; i < 4'000; ++i) {
    const auto& query = queries[random() % queries.size()];
    const auto encoded = tarsach::searchd::percent_encode(query);
    const auto beginning = tarsach::searchd::percent_encode(query.substr(0, query.find(' ')));
    const int kind = i % 10;
    const std::string target = kind < 7   ? "/v1/search?q=" + encoded
                               : kind < 9 ? "/v1/suggest?q=" + beginning
                                          : "/search?q=" + encoded;
    mix.heads.push_back("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n");
    mix.alone.push_back("GET " + target + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  }
  return mix;
}

struct Percentiles {
  std::vector<double> milliseconds;

  void add(Clock::duration time) { milliseconds.push_back(std::chrono::duration<double, std::milli>(time).count()); }
  [[nodiscard]] double at(double part) {
    if (milliseconds.empty()) return 0;
    const auto position = static_cast<std::ptrdiff_t>(part * static_cast<double>(milliseconds.size() - 1));
    std::nth_element(milliseconds.begin(), milliseconds.begin() + position, milliseconds.end());
    return milliseconds[static_cast<std::size_t>(position)];
  }
};

struct Outcome {
  Percentiles served, refused, late;  // late: the generator itself, in sending
  std::size_t broken = 0;             // closed without an answer, or no connection
  std::size_t unanswered = 0;         // within kPatience
  std::size_t odd = 0;                // another status, or a 503 without Retry-After
};

struct Line {
  int socket = -1;
  bool busy = false, alone = false;
  Clock::time_point due{};
  std::string answer;
};

inline int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  close(socket);
  return -1;
}

class Generator {
 public:
  Generator(int port, const Mix& mix, unsigned seed)
      : port_(port), mix_(mix), random_(seed), epoll_(epoll_create1(0)), timer_(timerfd_create(CLOCK_MONOTONIC, 0)) {
    watch(timer_);
  }
  ~Generator() {
    for (auto& [socket, line] : lines_) close(socket);
    close(timer_);
    close(epoll_);
  }
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

  /// Poisson arrivals.
  Outcome offer(double per_second, Seconds time) {
    outcome_ = {};
    std::exponential_distribution<double> gap(per_second);
    auto due = Clock::now();
    const auto end = due + std::chrono::duration_cast<Clock::duration>(time);
    while (due < end) {
      set_timer(due);
      for (; due <= Clock::now() && due < end; due += std::chrono::nanoseconds(static_cast<long>(gap(random_) * 1e9)))
        send_one(due);
      wait();
    }
    finish();
    return std::move(outcome_);
  }

  /// So many clients that ask again as soon as they are answered: how much can be done at all.
  double measure_capacity(std::size_t clients, Seconds time) {
    outcome_ = {};
    const auto start = Clock::now();
    while (Clock::now() - start < time) {
      while (busy_ < clients) send_one(Clock::now());
      set_timer(Clock::now() + 10ms);
      wait();
    }
    const double served = static_cast<double>(outcome_.served.milliseconds.size());
    finish();
    return served / time.count();
  }

 private:
  void watch(int descriptor) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
  }

  void set_timer(Clock::time_point due) const {
    const auto left = std::max<Clock::duration>(due - Clock::now(), 1us);
    itimerspec time{};
    time.it_value.tv_sec = std::chrono::duration_cast<std::chrono::seconds>(left).count();
    time.it_value.tv_nsec = (left % 1s).count();
    timerfd_settime(timer_, 0, &time, nullptr);
  }

  void send_one(Clock::time_point due) {
    const bool alone = random_() % 5 == 0;
    Line* line = alone ? nullptr : take_idle();
    if (line == nullptr) line = open_line();
    if (line == nullptr) {
      ++outcome_.broken;
      return;
    }
    const auto& head = (alone ? mix_.alone : mix_.heads)[random_() % mix_.heads.size()];
    line->busy = true;
    line->alone = alone;
    line->due = due;
    ++busy_;
    outcome_.late.add(Clock::now() - due);
    if (send(line->socket, head.data(), head.size(), MSG_DONTWAIT | MSG_NOSIGNAL) != static_cast<ssize_t>(head.size()))
      drop(*line);
  }

  Line* take_idle() {
    while (!idle_.empty()) {
      const int socket = idle_.back();
      idle_.pop_back();
      const auto found = lines_.find(socket);
      if (found != lines_.end() && !found->second.busy) return &found->second;
    }
    return nullptr;
  }

  Line* open_line() {
    if (lines_.size() >= kMostConnections) return nullptr;
    const int socket = connect_to(port_);
    if (socket < 0) return nullptr;
    watch(socket);
    auto& line = lines_[socket];
    line.socket = socket;
    return &line;
  }

  void drop(Line& line) {
    if (line.busy) {
      ++outcome_.broken;
      --busy_;
    }
    forget(line);
  }

  void forget(const Line& line) {
    const int socket = line.socket;
    close(socket);
    lines_.erase(socket);
  }

  void wait() {
    std::array<epoll_event, 256> events;
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1'000);
    for (int i = 0; i < count; ++i) {
      const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
      if (descriptor == timer_) {
        std::uint64_t ignored = 0;
        [[maybe_unused]] const auto bytes = read(timer_, &ignored, sizeof ignored);
      } else if (const auto found = lines_.find(descriptor); found != lines_.end()) {
        receive(found->second);
      }
    }
  }

  void receive(Line& line) {
    std::array<char, 65'536> bytes;
    const auto count = recv(line.socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return;  // it happens that epoll speaks too soon
    if (count <= 0) return drop(line);
    line.answer.append(bytes.data(), static_cast<std::size_t>(count));
    const auto head_end = line.answer.find("\r\n\r\n");
    if (head_end == std::string::npos) return;
    const auto length_at = line.answer.find("Content-Length: ");
    const auto length = length_at > head_end ? 0 : std::strtoul(line.answer.c_str() + length_at + 16, nullptr, 10);
    if (line.answer.size() < head_end + 4 + length) return;
    count_answer(line);
    line.busy = false;
    --busy_;
    const bool closes = line.alone || line.answer.find("Connection: close") < head_end;
    if (closes) return forget(line);
    line.answer.clear();
    idle_.push_back(line.socket);
  }

  void count_answer(const Line& line) {
    const auto time = Clock::now() - line.due;
    const std::string_view status = std::string_view(line.answer).substr(9, 3);
    const bool says_when = line.answer.find("Retry-After: ") != std::string::npos;
    if (status == "200")
      outcome_.served.add(time);
    else if (status == "503" && says_when)
      outcome_.refused.add(time);
    else
      ++outcome_.odd;
  }

  void finish() {
    const auto end = Clock::now() + kPatience;
    while (busy_ > 0 && Clock::now() < end) {
      set_timer(Clock::now() + 50ms);
      wait();
    }
    outcome_.unanswered += busy_;
    while (!lines_.empty()) forget(lines_.begin()->second);
    idle_.clear();
    busy_ = 0;
  }

  const int port_;
  const Mix& mix_;
  std::mt19937 random_;
  const int epoll_, timer_;
  std::unordered_map<int, Line> lines_;
  std::vector<int> idle_;
  std::size_t busy_ = 0;
  Outcome outcome_;
};

/// Requests a second that can be answered, once what is read from disk is in memory; prints them, above a table.
inline double tell_capacity(Generator& generator, Seconds time) {
  const auto clients = 2 * std::max(1U, std::thread::hardware_concurrency());
  static_cast<void>(generator.measure_capacity(clients, time / 4));
  const double capacity = generator.measure_capacity(clients, time / 2);
  std::printf("%.0f requests a second can be answered (%u clients that wait for their answers); milliseconds:\n\n",
              capacity, clients);
  return capacity;
}

}  // namespace tarsach::bench

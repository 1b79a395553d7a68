// nginx and haproxy as deploy/ configures them, in front of a port of this machine, and clients that speak to them byte
// by byte.
//
//   const auto proxy = start_nginx(daemon_port);
//   Talk talk(proxy->port());
//   talk.send("GET /search HTTP/1.1\r\nHost: a\r\n\r\n");
//   EXPECT_EQ(talk.receive().status, 200);
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/file.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {

struct Answer {
  int status = 0;  // 0: none came
  std::string head;
  std::string body;  // out of its chunks

  /// The header's value; empty if it has none. Proxies write names in small letters, or do not.
  [[nodiscard]] std::string header(std::string name) const {
    std::string small = head;
    std::ranges::transform(small, small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto at = small.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

class Talk {
 public:
  /// `from`: an address of this machine.
  explicit Talk(int port, const char* from = "127.0.0.1") : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in own = {};
    own.sin_family = AF_INET;
    ::inet_pton(AF_INET, from, &own.sin_addr);
    (void)::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own);
    sockaddr_in to = {};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    (void)::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  }
  Talk(Talk&& other) noexcept : socket_(std::exchange(other.socket_, -1)), unread_(std::move(other.unread_)) {}
  Talk& operator=(Talk&&) = delete;
  ~Talk() {
    if (socket_ >= 0) ::close(socket_);
  }

  bool send(std::string_view bytes) const {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }
  /// How little of an answer may be on its way to us.
  void take_little() const {
    const int bytes = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  }

  enum class Body { kExpected, kNone };
  [[nodiscard]] Answer receive(Body expected = Body::kExpected) {
    Answer answer;
    answer.head = take_through("\r\n\r\n");
    if (answer.head.empty()) return answer;
    answer.status = std::atoi(answer.head.substr(answer.head.find(' ') + 1, 3).c_str());
    if (expected == Body::kNone || answer.status == 304) return answer;
    if (answer.header("Transfer-Encoding") != "chunked") {
      answer.body = take(static_cast<std::size_t>(std::atol(answer.header("Content-Length").c_str())));
      return answer;
    }
    while (true) {
      const auto bytes = std::strtoul(take_through("\r\n").c_str(), nullptr, 16);
      answer.body += take(bytes);
      (void)take(2);
      if (bytes == 0) return answer;
    }
  }

  /// All that comes until the other side closes, or is silent for this long.
  [[nodiscard]] std::string everything(std::chrono::milliseconds silence) {
    while (read_more(silence)) {
    }
    return std::exchange(unread_, {});
  }

 private:
  static constexpr std::chrono::seconds kPatience{15};

  std::string take(std::size_t bytes) {
    while (unread_.size() < bytes && read_more(kPatience)) {
    }
    auto taken = unread_.substr(0, bytes);
    unread_.erase(0, bytes);
    return taken;
  }
  std::string take_through(std::string_view end) {
    while (unread_.find(end) == std::string::npos)
      if (!read_more(kPatience)) return {};
    return take(unread_.find(end) + end.size());
  }
  bool read_more(std::chrono::milliseconds most) {
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, static_cast<int>(most.count())) <= 0) return false;
    std::array<char, 8192> block{};
    const ssize_t size = ::recv(socket_, block.data(), block.size(), 0);
    if (size > 0) unread_.append(block.data(), static_cast<std::size_t>(size));
    return size > 0;
  }

  int socket_;
  std::string unread_;
};

inline std::string request_text(const std::string& method, const std::string& target, const std::string& more = {}) {
  return method + " " + target + " HTTP/1.1\r\nHost: search.example.org\r\n" + more + "\r\n";
}

/// One request on a connection of its own. `more` are header lines with their ends.
inline Answer ask(int port, const std::string& target, const std::string& more = {},
                  const std::string& method = "GET") {
  Talk talk(port);
  talk.send(request_text(method, target, more + "Connection: close\r\n"));
  return talk.receive(method == "HEAD" ? Talk::Body::kNone : Talk::Body::kExpected);
}

/// A server that answers everything in the same way, and keeps the heads of what it was asked.
class Recorder {
 public:
  Recorder() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), port_(free_port()) {
    sockaddr_in at = {};
    at.sin_family = AF_INET;
    at.sin_port = htons(static_cast<std::uint16_t>(port_));
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    (void)::bind(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof at);
    (void)::listen(socket_, 16);
    thread_ = std::thread([this] { serve(); });
  }
  ~Recorder() {
    done_ = true;
    thread_.join();
    ::close(socket_);
  }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  [[nodiscard]] int port() const { return port_; }
  /// The head of the request with this target.
  [[nodiscard]] std::string head_of(const std::string& target) {
    const std::lock_guard guard(mutex_);
    for (const std::string& head : heads_)
      if (head.find(" " + target + " ") != std::string::npos) return head;
    return {};
  }

 private:
  void serve() {
    while (!done_) {
      pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      std::string head;
      std::array<char, 4096> block{};
      while (head.find("\r\n\r\n") == std::string::npos) {
        const ssize_t size = ::recv(client, block.data(), block.size(), 0);
        if (size <= 0) break;
        head.append(block.data(), static_cast<std::size_t>(size));
      }
      keep(head);  // before the answer: who has it may ask for the head
      constexpr std::string_view kAnswer =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
      ::send(client, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL);
      ::close(client);
    }
  }

  void keep(const std::string& head) {
    const std::lock_guard guard(mutex_);
    heads_.push_back(head);
  }

  int socket_;
  int port_;
  std::atomic<bool> done_ = false;
  std::mutex mutex_;
  std::vector<std::string> heads_;
  std::thread thread_;
};

/// A proxy with files of its own.
class Proxy {
 public:
  Proxy() : port_(free_port()) {}
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string said() const { return program_->output() + program_->error(); }

  /// Copies a file of deploy/ and puts one text in the place of another, wherever it stands.
  void take(const std::string& from, const std::string& to,
            const std::vector<std::pair<std::string, std::string>>& replacements = {}) const {
    std::string text = read_file(source_path(from)).value();
    for (const auto& [old_text, new_text] : replacements) {
      EXPECT_NE(text.find(old_text), std::string::npos) << from << " has no " << old_text;
      for (std::size_t at = 0; (at = text.find(old_text, at)) != std::string::npos; at += new_text.size())
        text.replace(at, old_text.size(), new_text);
    }
    folder_.write(to, text);
  }
  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }
  [[nodiscard]] std::string path(const std::string& name = {}) const { return (folder_.path() / name).string(); }
  void start(const std::vector<std::string>& words) {
    program_ = std::make_unique<BackgroundProgram>(words);
    EXPECT_TRUE(wait_for_port(port_, std::chrono::seconds(10))) << said();
  }

 private:
  TemporaryFolder folder_;
  int port_;
  std::unique_ptr<BackgroundProgram> program_;
};

/// `rate` and `burst`: as in the file, unless a test asks more than a client may.
inline std::unique_ptr<Proxy> start_nginx(int upstream, const std::string& rate = "rate=20r/s",
                                          const std::string& burst = "burst=40") {
  auto proxy = std::make_unique<Proxy>();
  proxy->take("deploy/nginx/tarsach.conf", "conf.d/tarsach.conf",
              {{"127.0.0.1:8080", "127.0.0.1:" + std::to_string(upstream)},
               {"listen 80;", "listen 127.0.0.1:" + std::to_string(proxy->port()) + ";"},
               {"/var/cache/nginx/", proxy->path()},
               {"rate=20r/s", rate}});
  proxy->take("deploy/nginx/snippets/tarsach.conf", "snippets/tarsach.conf", {{"burst=40", burst}});
  std::string folders;
  for (const std::string kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
    folders += kind + "_temp_path " + proxy->path(kind) + ";";
  proxy->write("nginx.conf", "daemon off; pid nginx.pid; error_log stderr; worker_processes 1;\n" +
                                 std::string(::getuid() == 0 ? "user root;\n" : "") +
                                 "events {}\nhttp { access_log off; include /etc/nginx/mime.types; " + folders +
                                 " include conf.d/*.conf; }\n");
  proxy->start({"/usr/sbin/nginx", "-p", proxy->path(), "-c", proxy->path("nginx.conf"), "-e", "stderr"});
  return proxy;
}

inline std::unique_ptr<Proxy> start_haproxy(int upstream) {
  auto proxy = std::make_unique<Proxy>();
  const std::string daemon = "127.0.0.1:" + std::to_string(upstream);
  proxy->take("deploy/haproxy/haproxy.cfg", "haproxy.cfg",
              {{"bind :80\n", "bind 127.0.0.1:" + std::to_string(proxy->port()) + "\n"},
               {"10.0.0.11:8080", daemon},
               {"10.0.0.12:8080", daemon},
               {"10.0.0.13:8080", daemon}});
  proxy->start({"/usr/sbin/haproxy", "-f", proxy->path("haproxy.cfg")});
  return proxy;
}

}  // namespace tarsach::testing

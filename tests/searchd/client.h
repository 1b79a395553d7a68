// A client that can be as slow, as rude or as broken as a test needs: bytes out, bytes in, never longer than a bound.
//
//   Client client(port);
//   client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
//   EXPECT_EQ(client.receive().status, 200);
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace tarsach::testing {

struct Received {
  int status = 0;    // 0: nothing that is an answer came
  std::string head;  // with its empty line
  std::string body;
  bool closed = false;  // the other side has closed after it

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

class Client {
 public:
  static constexpr std::chrono::seconds kPatience{20};

  /// `from`: one of this machine's addresses, all that begin with 127 are.
  explicit Client(int port, const char* from = "127.0.0.1")
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    inet_pton(AF_INET, from, &address.sin_addr);
    if (std::string_view(from) != "127.0.0.1")
      bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  Client(Client&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_), unread_(std::move(other.unread_)) {}
  Client& operator=(Client&&) = delete;
  ~Client() {
    if (socket_ >= 0) close(socket_);
  }

  [[nodiscard]] bool connected() const { return connected_; }

  /// False when the other side has closed before it took everything.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// Like `nc -N`: the other side sees the end of what is sent, and can still answer.
  void finish_sending() { shutdown(socket_, SHUT_WR); }

  /// One answer: the head, and as much body as it announces. `has_body`: not to a HEAD.
  enum class Body { kExpected, kNone };
  [[nodiscard]] Received receive(Body expected = Body::kExpected) {
    Received received;
    while (unread_.find("\r\n\r\n") == std::string::npos)
      if (!read_more()) {
        received.closed = true;
        return received;
      }
    const auto end = unread_.find("\r\n\r\n") + 4;
    received.head = take(end);
    received.status = std::atoi(received.head.substr(received.head.find(' ') + 1, 3).c_str());
    if (expected == Body::kNone) return received;
    const auto length = static_cast<std::size_t>(std::atol(received.header("Content-Length").c_str()));
    while (unread_.size() < length && read_more()) {
    }
    received.body = take(length);
    return received;
  }

  /// Whether the other side closes (and sends nothing more) within our patience.
  [[nodiscard]] bool is_closed_by_peer() {
    while (read_more()) {
    }
    return unread_.empty() && !timed_out_;
  }

 private:
  std::string take(std::size_t bytes) {
    auto taken = unread_.substr(0, bytes);
    unread_.erase(0, bytes);
    return taken;
  }

  bool read_more() {
    pollfd watched{socket_, POLLIN, 0};
    timed_out_ = poll(&watched, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count())) == 0;
    if (timed_out_) return false;
    char bytes[4096];
    const auto count = recv(socket_, bytes, sizeof bytes, 0);
    if (count > 0) unread_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }

  int socket_;
  bool connected_ = false;
  bool timed_out_ = false;
  std::string unread_;
};

/// One GET on a connection of its own. `more` are header lines, each with its line end.
inline Received get(int port, const std::string& target, const std::string& more = {}) {
  Client client(port);
  client.send("GET " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + more + "\r\n");
  return client.receive();
}

}  // namespace tarsach::testing

// The socket that clients come to: TCP on an address, or a Unix socket at a path.
//
//   TARSACH_TRY(auto listener, Listener::open("127.0.0.1", 0));
//   listener.address() == "http://127.0.0.1:43617"
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"

namespace tarsach::searchd {

/// A file descriptor that is closed when its owner goes.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

class Listener {
 public:
  /// `place` is a numeric IPv4 or IPv6 address, "localhost", or "unix:PATH". Port 0 takes any free one. kUsage for a
  /// place that is none of these, kUnavailable if it can not be listened on (in use, no permission).
  [[nodiscard]] static Result<Listener> open(const std::string& place, std::uint16_t port);
  /// Takes over a socket that somebody else listens on, and never removes its file. kUsage if it is none.
  [[nodiscard]] static Result<Listener> take_over(int descriptor);
  Listener(Listener&&) noexcept = default;
  Listener& operator=(Listener&&) noexcept = default;
  ~Listener() { close(); }

  /// Nobody can come any more; removes the file of a Unix socket.
  void close();

  [[nodiscard]] int descriptor() const { return socket_.get(); }
  /// Whether others go on listening there: who comes when we stop is theirs.
  [[nodiscard]] bool outlives_us() const { return owner_ == Owner::kSomebodyElse; }
  [[nodiscard]] const std::string& address() const { return address_; }  // for people: "http://127.0.0.1:8080"

 private:
  enum class Owner : std::uint8_t { kUs, kSomebodyElse };
  Listener(Descriptor socket, std::string address, std::string path, Owner owner)
      : owner_(owner), socket_(std::move(socket)), address_(std::move(address)), path_(std::move(path)) {}
  static Result<Listener> open_unix(const std::string& path);

  Owner owner_;
  Descriptor socket_;
  std::string address_;
  std::string path_;  // of a Unix socket
};

}  // namespace tarsach::searchd

#include "searchd/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

constexpr std::string_view kUnixPrefix = "unix:";

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

tl::unexpected<Error> cannot_listen(const std::string& place) {
  return fail(ErrorCode::kUnavailable, "cannot listen on " + place + ": " + std::generic_category().message(errno),
              "choose another --listen or --port, or stop the program that uses it");
}

Result<Address> to_address(const std::string& place, std::uint16_t port) {
  Address address;
  const std::string host = place == "localhost" ? "127.0.0.1" : place;
  if (auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
      inet_pton(AF_INET, host.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    address.size = sizeof *v4;
    return address;
  }
  if (auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
      inet_pton(AF_INET6, host.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    address.size = sizeof *v6;
    return address;
  }
  return fail(ErrorCode::kUsage, "--listen " + place + " is not an address",
              "give a numeric address such as 127.0.0.1, or unix:PATH");
}

/// Not SO_REUSEPORT: a second daemon on the same port has to fail, not to take half of the requests.
Result<Descriptor> listen_on(Address& address, const std::string& place) {
  Descriptor socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  if (socket.get() < 0 || setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      bind(socket.get(), address.get(), address.size) != 0 || listen(socket.get(), kListenBacklog) != 0)
    return cannot_listen(place);
  return socket;
}

std::uint16_t port_of(int socket) {
  Address bound;
  bound.size = sizeof bound.storage;
  getsockname(socket, bound.get(), &bound.size);
  return ntohs(bound.storage.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&bound.storage)->sin6_port
                                                   : reinterpret_cast<sockaddr_in*>(&bound.storage)->sin_port);
}

/// For people, of a socket that is bound.
std::string address_of(int socket) {
  Address bound;
  bound.size = sizeof bound.storage;
  getsockname(socket, bound.get(), &bound.size);
  const auto port = ":" + std::to_string(port_of(socket));
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (const auto* v4 = reinterpret_cast<sockaddr_in*>(&bound.storage); v4->sin_family == AF_INET)
    return "http://" + std::string(inet_ntop(AF_INET, &v4->sin_addr, text.data(), text.size())) + port;
  if (const auto* v6 = reinterpret_cast<sockaddr_in6*>(&bound.storage); v6->sin6_family == AF_INET6)
    return "http://[" + std::string(inet_ntop(AF_INET6, &v6->sin6_addr, text.data(), text.size())) + "]" + port;
  return "unix:" + std::string(reinterpret_cast<sockaddr_un*>(&bound.storage)->sun_path);
}

/// Whether somebody answers there; the file of a daemon that was killed is left behind and may be removed.
bool is_in_use(Address& address) {
  const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return connect(probe.get(), address.get(), address.size) == 0;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

void Listener::close() {
  if (socket_.get() < 0) return;
  if (!path_.empty()) unlink(path_.c_str());
  socket_ = Descriptor();
}

Result<Listener> Listener::open(const std::string& place, std::uint16_t port) {
  if (place.starts_with(kUnixPrefix)) return open_unix(place.substr(kUnixPrefix.size()));
  TARSACH_TRY(auto address, to_address(place, port));
  TARSACH_TRY(auto socket, listen_on(address, place + ":" + std::to_string(port)));
  const bool is_v6 = address.storage.ss_family == AF_INET6;
  const std::string host = is_v6 ? "[" + place + "]" : place;
  const auto bound_port = port_of(socket.get());
  return Listener(std::move(socket), "http://" + host + ":" + std::to_string(bound_port), {}, Owner::kUs);
}

Result<Listener> Listener::take_over(int descriptor) {
  Descriptor socket(descriptor);
  int listens = 0;
  socklen_t size = sizeof listens;
  const int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0 || getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || listens == 0 ||
      fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != 0 || fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0)
    return fail(ErrorCode::kUsage, "descriptor " + std::to_string(descriptor) + " is no socket that is listened on",
                "in the socket's unit, give ListenStream= and leave Accept= at no");
  auto address = address_of(descriptor);
  return Listener(std::move(socket), std::move(address), {}, Owner::kSomebodyElse);
}

Result<Listener> Listener::open_unix(const std::string& path) {
  Address address;
  auto* local = reinterpret_cast<sockaddr_un*>(&address.storage);
  if (path.empty() || path.size() >= sizeof local->sun_path)
    return fail(ErrorCode::kUsage, "--listen unix:" + path + ": the path must have 1 to 107 bytes");
  local->sun_family = AF_UNIX;
  std::memcpy(local->sun_path, path.c_str(), path.size() + 1);
  address.size = sizeof *local;
  struct stat status {};
  if (lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode) && !is_in_use(address)) unlink(path.c_str());
  TARSACH_TRY(auto socket, listen_on(address, "unix:" + path));
  return Listener(std::move(socket), "unix:" + path, path, Owner::kUs);
}

}  // namespace tarsach::searchd

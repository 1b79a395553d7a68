#include "searchd/protocol.h"

#include <httplib.h>

#include <utility>

#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

/// What the library takes for a socket: reads from the head, writes into a string.
class Exchange final : public httplib::Stream {
 public:
  explicit Exchange(std::string_view head) : unread_(head) {}

  bool is_readable() const override { return !unread_.empty(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* bytes, size_t size) override {
    const auto count = unread_.copy(bytes, size);
    unread_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* bytes, size_t size) override {
    written_.append(bytes, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return 0; }

  std::string take() { return std::move(written_); }

 private:
  std::string_view unread_;
  std::string written_;
};

// A head that is not to be read (too long, not HTTP) is answered as if this one had come.
constexpr std::string_view kStandInHead = "GET / HTTP/1.0\r\n\r\n";

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

Request to_request(const httplib::Request& from, const Arrival& arrival) {
  Request request;
  request.method = from.method;
  request.peer = arrival.peer;
  request.arrived = arrival.at;
  request.refusal = arrival.refusal;
  request.abandoned = arrival.abandoned;
  const auto question = from.target.find('?');
  request.path = from.target.substr(0, question);
  if (question != std::string::npos) request.query = from.target.substr(question + 1);
  request.headers.reserve(from.headers.size());
  for (const auto& [name, value] : from.headers) request.headers.push_back({lower(name), value});
  return request;
}

void fill(Response&& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& header : from.headers) to.set_header(header.name, header.value);
  to.set_header("Accept-Ranges", "none");
  // A 204 or 304 has neither a body nor a type.
  if (from.content_type.empty()) return;
  to.set_header("Content-Type", std::string(from.content_type));
  to.body = std::move(from.body);  // set_content() would copy it
}

}  // namespace

/// The library's server without its sockets and threads: process_request() is all that is used of it.
class Protocol::Library : private httplib::Server {
 public:
  explicit Library(searchd::Handler handler) : handler_(std::move(handler)) {
    // Everything is answered before routing, so the library never comes to read a body.
    set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      respond(to_request(from, *arrival_), to);
      return HandlerResponse::Handled;
    });
    // What the library itself refuses has passed inspect_head(), but is still not HTTP.
    set_error_handler(HandlerWithResponse([this](const httplib::Request& from, httplib::Response& to) {
      if (responded_) return HandlerResponse::Unhandled;
      auto request = to_request(from, *arrival_);
      request.refusal = ProblemCode::kBadRequest;
      respond(std::move(request), to);
      return HandlerResponse::Handled;
    }));
    // An answer without a body has no length either (RFC 9110, 8.6); the library gives it one.
    set_post_routing_handler([](const httplib::Request&, httplib::Response& to) {
      if (to.status == 204 || to.status == 304) to.headers.erase("Content-Length");
    });
    set_keep_alive_timeout(std::chrono::seconds(kKeepAliveTime).count());
    set_keep_alive_max_count(kMaxRequestsPerConnection);
  }

  Answer exchange(const Arrival& arrival) {
    arrival_ = &arrival;
    responded_ = false;
    Exchange exchange(arrival.refusal ? kStandInHead : std::string_view(arrival.head));
    bool closed = arrival.last;
    // Without the header the library has nothing to compress for: brotli at its highest quality costs 29 ms a page.
    const bool written = process_request(exchange, arrival.last, closed,
                                         [](httplib::Request& request) { request.headers.erase("Accept-Encoding"); });
    arrival_ = nullptr;
    return {exchange.take(), written && !closed};
  }

 private:
  void respond(searchd::Request&& request, httplib::Response& to) {
    responded_ = true;
    fill(call(std::move(request)), to);
  }

  /// The handler is ours and does not throw, but memory can run out; the text of an exception is never sent.
  searchd::Response call(searchd::Request&& request) {
    try {
      return handler_(std::move(request));
    } catch (...) {
      return {.status = 500, .content_type = kProblemJson, .body = R"({"status":500,"code":"internal"})"};
    }
  }

  searchd::Handler handler_;
  const Arrival* arrival_ = nullptr;
  bool responded_ = false;
};

Protocol::Protocol(Handler handler) : library_(std::make_unique<Library>(std::move(handler))) {}
Protocol::~Protocol() = default;

void Protocol::warm_up() {
  Arrival arrival;
  arrival.head = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  static_cast<void>(Protocol([](const Request&) { return Response{.status = 204}; }).exchange(arrival));
}

Answer Protocol::exchange(const Arrival& arrival) { return library_->exchange(arrival); }

}  // namespace tarsach::searchd

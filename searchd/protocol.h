// One exchange in the grammar of HTTP/1.1: the bytes of a head in, the bytes of an answer out. No sockets: reactor.h
// moves bytes, the library behind this header (cpp-httplib, used nowhere else) reads the request line and headers and
// writes status line and headers.
//
//   Protocol protocol(handler);
//   Answer answer = protocol.exchange({.head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"});
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "searchd/http.h"

namespace tarsach::searchd {

/// A head that has passed inspect_head(), or the reason why it did not.
struct Arrival {
  std::string head;
  std::string peer;
  Request::Clock::time_point at = Request::Clock::now();
  std::optional<ProblemCode> refusal;
  bool last = false;                             // close after the answer
  const std::atomic<bool>* abandoned = nullptr;  // as in Request
};

struct Answer {
  std::string bytes;
  bool keep_alive = false;
};

/// Not thread-safe: each thread has its own.
class Protocol {
 public:
  explicit Protocol(Handler handler);
  ~Protocol();

  /// Makes the library build the tables that it builds at its first request. To be called before there are threads:
  /// the thread sanitizer can not see how the library guards them, and no request has to wait for it.
  static void warm_up();

  /// An exception of the handler becomes a 500 without its text.
  [[nodiscard]] Answer exchange(const Arrival& arrival);

 private:
  class Library;
  std::unique_ptr<Library> library_;
};

}  // namespace tarsach::searchd

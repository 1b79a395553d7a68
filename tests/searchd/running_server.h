// A server on a free port with a handler of the test's own: for tests of what clients do to it, not of what it
// searches.
//
//   const Running running(echo);
//   EXPECT_EQ(get(running.port(), "/path").body, "GET /path?");
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "searchd/server.h"

namespace tarsach::testing {

inline searchd::Response say(const std::string& text) { return {.content_type = "text/plain", .body = text}; }

inline searchd::Response echo(const searchd::Request& request) {
  if (request.refusal) return {.status = 400, .content_type = "text/plain", .body = "refused"};
  return say(request.method + " " + request.path + "?" + request.query);
}

/// Runs until it goes out of scope.
class Running {
 public:
  explicit Running(searchd::Handler handler, const searchd::ServerOptions& options = {}) {
    auto listener = searchd::Listener::open("127.0.0.1", 0);
    EXPECT_TRUE(listener.has_value());
    const auto& address = listener->address();
    port_ = std::atoi(address.substr(address.rfind(':') + 1).c_str());
    auto server = searchd::Server::start(std::move(*listener), options, metrics_, std::move(handler));
    EXPECT_TRUE(server.has_value());
    server_ = std::move(*server);
  }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] searchd::Server& server() { return *server_; }
  [[nodiscard]] const searchd::Metrics& metrics() const { return metrics_; }

 private:
  int port_ = 0;
  searchd::Metrics metrics_;
  std::unique_ptr<searchd::Server> server_;
};

}  // namespace tarsach::testing

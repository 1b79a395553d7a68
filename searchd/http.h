// What a handler sees of HTTP: a request that has been read, a response that is still to be written. Nothing here
// knows of sockets or of the library behind protocol.h, which can so be replaced.
//
//   Response hello(const Request& request) {
//     return {.content_type = kJson, .body = R"({"you":")" + std::string(request.header("user-agent")) + "\"}"};
//   }
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/facts.h"
#include "searchd/problem_code.h"

namespace tarsach::searchd {

// The parameter keeps the library from compressing JSON at the highest quality of brotli (29 ms for 18 KB).
inline constexpr std::string_view kJson = "application/json; charset=utf-8";
inline constexpr std::string_view kSuggestionsJson = "application/x-suggestions+json; charset=utf-8";
inline constexpr std::string_view kProblemJson = "application/problem+json; charset=utf-8";
inline constexpr std::string_view kHtml = "text/html; charset=utf-8";
inline constexpr std::string_view kCss = "text/css; charset=utf-8";
inline constexpr std::string_view kAtom = "application/atom+xml; charset=utf-8";
inline constexpr std::string_view kOpenSearchXml = "application/opensearchdescription+xml; charset=utf-8";
inline constexpr std::string_view kJavaScript = "text/javascript; charset=utf-8";
inline constexpr std::string_view kPrometheusText = "text/plain; version=0.0.4; charset=utf-8";
inline constexpr std::string_view kSvg = "image/svg+xml";

struct Header {
  std::string name, value;
};

struct Request {
  using Clock = std::chrono::steady_clock;

  std::string method;                            // "GET", "HEAD", or what else was tried
  std::string path;                              // as sent: still percent-encoded
  std::string query;                             // as sent, without the "?"
  std::vector<Header> headers;                   // names in lower case
  std::string peer;                              // the client's address (client_address.h)
  std::string id;                                // for logs and answers; set by the service
  std::optional<ProblemCode> refusal;            // it was refused before it could be read as a request
  Clock::time_point arrived = Clock::now();      // when its head was complete
  const std::atomic<bool>* abandoned = nullptr;  // becomes true when nobody reads the answer any more

  /// The first header of that name (in lower case); empty if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& h) { return h.name == name; });
    return found == headers.end() ? std::string_view() : std::string_view(found->value);
  }
};

struct Response {
  int status = 200;
  std::string_view content_type = {};  // a constant; empty: no body
  std::string body = {};
  std::vector<Header> headers = {};
  Facts facts = {};  // for log and metrics; never sent
};

/// Without its parameters: "application/json".
[[nodiscard]] constexpr std::string_view media_type(std::string_view content_type) {
  return content_type.substr(0, content_type.find(';'));
}

/// Called from many threads at the same time. The request is the handler's.
using Handler = std::function<Response(Request&&)>;

}  // namespace tarsach::searchd

// Whose scripts may read our answers: Cross-Origin Resource Sharing as the Fetch Standard has it
// (fetch.spec.whatwg.org, "CORS protocol"). Off unless origins are configured. Credentials are never asked for: there
// are none here.
//
//   const Cors cors({"https://example.org"});              // or {"*"}: anybody's
//   if (auto response = cors.preflight(request)) return *response;
//   cors.allow(request, response);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "searchd/http.h"

namespace tarsach::searchd {

/// Any thread.
class Cors {
 public:
  /// Each is "*" or an origin (site.h).
  explicit Cors(std::vector<std::string> origins);

  /// Whether a value of --cors-origin means something.
  [[nodiscard]] static bool is_allowed_value(const std::string& origin);

  /// The answer to what a browser asks before a request that is not simple; nothing if this is no such question, or
  /// if all is off.
  [[nodiscard]] std::optional<Response> preflight(const Request& request) const;

  /// Adds to an answer that the asking page may read it. Another page's browser keeps it from it; whoever is no browser
  /// is answered all the same.
  void allow(const Request& request, Response& response) const;

 private:
  [[nodiscard]] bool allows(std::string_view origin) const;

  std::vector<std::string> origins_;
  bool any_ = false;
};

/// Adds a name to the Vary header, which stays one.
void add_vary(Response& response, std::string_view name);

}  // namespace tarsach::searchd

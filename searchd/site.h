// The address under which clients know this service: what the operator has configured, else what the request names.
//
//   site_of("https://search.example.org", request) == "https://search.example.org"
//   site_of("", request) == "http://127.0.0.1:8080"             // of its Host header, which head.cc has checked
#pragma once

#include <string>
#include <string_view>

#include "searchd/http.h"

namespace tarsach::searchd {

/// "example.org", "127.0.0.1:8080", "[::1]:8080": letters, digits and -._, or an address in brackets; perhaps a port.
/// Narrower than RFC 3986, so that a host can stand in markup and headers as it is.
[[nodiscard]] bool is_host(std::string_view text);

/// "https://example.org:8443": http or https and a host, in lower case, and nothing after it (RFC 6454, 6.2).
[[nodiscard]] bool is_origin(std::string_view text);

/// An origin. Without a configured one and without a Host header (HTTP/1.0): "http://localhost".
[[nodiscard]] std::string site_of(std::string_view configured, const Request& request);

/// The host of an origin without its port: "example.org"; of an address in brackets "localhost", because no name has
/// colons.
[[nodiscard]] std::string host_name(std::string_view origin);

}  // namespace tarsach::searchd

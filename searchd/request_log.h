// What the log tells of a request: one line for each, and a warning with the times of its stages for a slow one.
//
//   log_request({.route = match.route, .request = request, .response = response, .time = time}, settings);
//
//   {"ts":"…","level":"info","message":"request","id":"28b0cc399189d1fb","peer":"203.0.113.0/24","method":"GET",
//    "route":"/v1/search","path":"/v1/search","status":200,"bytes":5123,"ms":2.31,"wait_ms":0.01,"generation":42,
//    "results":18,"rewrites":["transliteration"]}
//
// What people search for is theirs: the text of a query stands in it only when the operator has asked for it, and of a
// client's address the network (IPv4 /24, IPv6 /48) always, so that a log can be kept longer than a list of persons.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "searchd/http.h"
#include "searchd/routes.h"
#include "searchd/settings.h"

namespace tarsach::searchd {

struct Answered {
  const Route* route = nullptr;  // nullptr: no such path, or not HTTP
  const Request& request;
  const Response& response;
  std::chrono::nanoseconds time{};
};

void log_request(const Answered& answered, const Settings& settings);

[[nodiscard]] bool is_slow(std::chrono::nanoseconds time, const Settings& settings);

/// "203.0.113.0/24" of "203.0.113.77", "2001:db8:1::/48"; loopback and what is no address ("unix") as it is.
[[nodiscard]] std::string network_of(const std::string& address);

/// The trace that a traceparent header (W3C Trace Context) belongs to, 32 hexadecimal digits; empty if it is not one.
[[nodiscard]] std::string_view trace_of(std::string_view traceparent);

/// The names of the parameters that were sent, repeated ones too, joined with "&"; "?" for one that we do not know.
[[nodiscard]] std::string shape_of(std::string_view query_string);

}  // namespace tarsach::searchd

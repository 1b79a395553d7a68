#include "searchd/request_log.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/log.h"
#include "searchd/parameter_table.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

constexpr std::size_t kMostNames = 20;  // of parameters, in one line

/// With two digits behind the point: more is noise.
double milliseconds(std::chrono::nanoseconds time) {
  return std::round(std::chrono::duration<double, std::milli>(time).count() * 100) / 100;
}

std::string query_of(const Request& request) {
  for (const auto& parameter : split_query_string(request.query))
    if (parameter.name == "q") return percent_decode(parameter.value, Plus::kIsSpace).value_or("");
  return {};
}

using Fields = std::vector<log::Field>;

Fields fields_of(const Answered& answered) {
  const auto& [route, request, response, time] = answered;
  Fields fields = {{"id", request.id},
                   {"peer", network_of(request.peer)},
                   {"method", request.method},
                   {"route", route == nullptr ? std::string_view("none") : route->path},
                   {"path", request.path},
                   {"status", response.status},
                   {"bytes", response.body.size()},
                   {"ms", milliseconds(time)}};
  if (const auto trace = trace_of(request.header("traceparent")); !trace.empty()) fields.push_back({"trace", trace});
  return fields;
}

void add_facts(Fields& fields, const Facts& facts) {
  if (facts.generation) fields.push_back({"generation", *facts.generation});
  if (facts.is_kept) fields.push_back({"kept", true});
  if (facts.suggestions) fields.push_back({"suggestions", *facts.suggestions});
  if (!facts.search) return;
  fields.push_back({"wait_ms", milliseconds(facts.wait)});
  fields.push_back({"results", facts.search->total});
  fields.push_back({"rewrites", facts.search->rewrites});
}

void add_stages(Fields& fields, const Facts& facts) {
  if (!facts.search || facts.is_kept) return;
  static constexpr std::array<std::string_view, query::kStageNames.size()> kNames = {
      "interpret_ms", "match_ms", "facets_ms", "rank_ms", "snippets_ms", "offers_ms"};
  for (std::size_t i = 0; i < kNames.size(); ++i) fields.push_back({kNames[i], milliseconds(facts.search->stages[i])});
  fields.push_back({"write_ms", milliseconds(facts.write)});
}

bool is_known(std::string_view name) {
  const auto all = parameters();
  return std::any_of(all.begin(), all.end(), [&](const Parameter& row) { return row.name == name; });
}

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

template <typename Address>
std::string text_of(int family, const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(family, &address, text.data(), text.size()) != nullptr ? text.data() : "";
}

}  // namespace

void log_request(const Answered& answered, const Settings& settings) {
  auto fields = fields_of(answered);
  add_facts(fields, answered.response.facts);
  if (settings.log_queries) fields.push_back({"q", query_of(answered.request)});
  log::write(log::Level::kInfo, "request", fields);
  if (!is_slow(answered.time, settings)) return;
  fields.push_back({"parameters", shape_of(answered.request.query)});
  fields.push_back({"q_bytes", query_of(answered.request).size()});
  add_stages(fields, answered.response.facts);
  log::write(log::Level::kWarning, "slow request", fields);
}

bool is_slow(std::chrono::nanoseconds time, const Settings& settings) {
  return settings.slow_query > 0 && time >= std::chrono::milliseconds(settings.slow_query);
}

std::string network_of(const std::string& address) {
  in_addr four{};
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) {
    const auto host = ntohl(four.s_addr);
    if (host >> 24 == 127) return address;
    four.s_addr = htonl(host & 0xFFFFFF00U);
    return text_of(AF_INET, four) + "/24";
  }
  in6_addr six{};
  if (inet_pton(AF_INET6, address.c_str(), &six) != 1 || std::memcmp(&six, &in6addr_loopback, sizeof six) == 0)
    return address;
  if (IN6_IS_ADDR_V4MAPPED(&six)) {
    std::memcpy(&four, six.s6_addr + 12, sizeof four);
    return network_of(text_of(AF_INET, four));
  }
  std::fill(six.s6_addr + 6, six.s6_addr + 16, std::uint8_t{0});
  return text_of(AF_INET6, six) + "/48";
}

std::string_view trace_of(std::string_view traceparent) {
  // version "-" trace id "-" parent id "-" flags
  constexpr std::size_t kBytes = 55, kTraceBegin = 3, kTraceBytes = 32;
  if (traceparent.size() != kBytes || traceparent[2] != '-' || traceparent[35] != '-' || traceparent[52] != '-')
    return {};
  const auto trace = traceparent.substr(kTraceBegin, kTraceBytes);
  const bool is_empty = trace.find_first_not_of('0') == std::string_view::npos;
  return is_hexadecimal(trace) && !is_empty ? trace : std::string_view();
}

std::string shape_of(std::string_view query_string) {
  std::string shape;
  std::size_t names = 0;
  for (const auto& parameter : split_query_string(query_string)) {
    if (++names > kMostNames) return shape + "&…";
    if (!shape.empty()) shape += '&';
    const auto name = percent_decode(parameter.name, Plus::kIsSpace).value_or("");
    shape += is_known(name) ? name : "?";
  }
  return shape;
}

}  // namespace tarsach::searchd

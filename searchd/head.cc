#include "searchd/head.h"

#include <algorithm>
#include <array>
#include <string>

#include "searchd/limits.h"
#include "searchd/site.h"

namespace tarsach::searchd {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

bool is_token_character(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kOthers.find(c) != std::string_view::npos;
}

/// Control characters have no place in a head, and a bare CR or LF lets two readers see two different heads.
bool is_clean(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

/// "GET /search HTTP/1.1": three parts, one space between them.
struct RequestLine {
  std::string_view method, target, version;
};

std::optional<RequestLine> split_request_line(std::string_view line) {
  const auto first = line.find(' ');
  const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  RequestLine parts{line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)};
  const bool version_known = parts.version == "HTTP/1.1" || parts.version == "HTTP/1.0";
  const bool method_clean =
      !parts.method.empty() && std::all_of(parts.method.begin(), parts.method.end(), is_token_character);
  const bool target_absolute = parts.target.starts_with('/') && parts.target.find('\t') == std::string_view::npos;
  if (!version_known || !method_clean || !target_absolute) return std::nullopt;
  return parts;
}

/// Headers that change what follows the head, or how much is answered. The row says what their presence means.
struct UnwantedHeader {
  std::string_view name;
  ProblemCode refusal;
};
constexpr std::array kUnwantedHeaders = {
    UnwantedHeader{"content-length", ProblemCode::kBodyNotAllowed},
    UnwantedHeader{"transfer-encoding", ProblemCode::kBodyNotAllowed},
    UnwantedHeader{"upgrade", ProblemCode::kBadRequest},
    UnwantedHeader{"expect", ProblemCode::kExpectationFailed},
    UnwantedHeader{"range", ProblemCode::kRangeNotSupported},
};

/// A front proxy that passes no body sends "Content-Length: 0" or an empty one: that announces nothing.
bool announces_nothing(std::string_view name, std::string_view value) {
  return name == "content-length" && (value.empty() || value == "0");
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// What one header line means for the request; counts the hosts.
std::optional<ProblemCode> inspect_header(std::string_view line, std::size_t& hosts) {
  const auto colon = line.find(':');
  if (!is_clean(line) || colon == std::string_view::npos || colon == 0) return ProblemCode::kBadRequest;
  const auto name_bytes = line.substr(0, colon);
  if (!std::all_of(name_bytes.begin(), name_bytes.end(), is_token_character)) return ProblemCode::kBadRequest;
  const auto name = lower(name_bytes);
  if (name == "host") {
    ++hosts;
    const auto host = trim(line.substr(colon + 1));
    if (!host.empty() && !is_host(host)) return ProblemCode::kBadRequest;
  }
  if (announces_nothing(name, trim(line.substr(colon + 1)))) return std::nullopt;
  for (const auto& unwanted : kUnwantedHeaders)
    if (name == unwanted.name) return unwanted.refusal;
  return std::nullopt;
}

std::optional<ProblemCode> inspect_headers(std::string_view lines, bool host_needed) {
  std::size_t hosts = 0;
  std::size_t count = 0;
  while (!lines.empty()) {
    if (++count > kMaxHeaders) return ProblemCode::kHeadersTooLarge;
    const auto end = lines.find(kLineEnd);
    if (const auto refusal = inspect_header(lines.substr(0, end), hosts)) return refusal;
    lines.remove_prefix(end + kLineEnd.size());
  }
  if (hosts > 1 || (host_needed && hosts == 0)) return ProblemCode::kBadRequest;
  return std::nullopt;
}

/// OPTIONS is what browsers ask before a request from another site (cors.h).
bool is_served(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

Head refuse(std::size_t bytes, ProblemCode why) { return {bytes, why, true}; }

Head inspect_complete(std::string_view head) {
  const auto line_end = head.find(kLineEnd);
  const auto line = head.substr(0, line_end);
  if (line.size() > kMaxUriBytes) return refuse(head.size(), ProblemCode::kUriTooLong);
  const auto parts = is_clean(line) ? split_request_line(line) : std::nullopt;
  if (!parts) return refuse(head.size(), ProblemCode::kBadRequest);
  const auto headers = head.substr(line_end + kLineEnd.size(), head.size() - line_end - 2 * kLineEnd.size());
  const auto refusal = inspect_headers(headers, parts->version == "HTTP/1.1");
  // Another method is told that it is not served; its body, if it has one, goes with the connection.
  if (!is_served(parts->method) && refusal == ProblemCode::kBodyNotAllowed) return {head.size(), std::nullopt, true};
  return {head.size(), refusal, refusal.has_value() || !is_served(parts->method)};
}

bool is_name(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return false;
  return std::equal(name.begin(), name.end(), line.begin(), [](char expected, char c) {
    return expected == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  });
}

}  // namespace

Outline::Outline(std::string_view head) {
  const auto line = head.substr(0, head.find(kLineEnd));
  headers_ = head.substr(std::min(head.size(), line.size() + kLineEnd.size()));
  const auto parts = split_request_line(line);
  if (!parts) return;
  method_ = parts->method;
  const auto question = parts->target.find('?');
  path_ = parts->target.substr(0, question);
  if (question != std::string_view::npos) query_ = parts->target.substr(question + 1);
}

std::vector<std::string_view> Outline::values(std::string_view name) const {
  std::vector<std::string_view> values;
  for (auto lines = headers_; !lines.empty();) {
    const auto end = lines.find(kLineEnd);
    const auto line = lines.substr(0, end);
    if (is_name(line, name)) values.push_back(trim(line.substr(name.size() + 1)));
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + kLineEnd.size());
  }
  return values;
}

Head inspect_head(std::string_view received) {
  const auto end = received.find(kHeadEnd);
  if (end != std::string_view::npos && end + kHeadEnd.size() <= kMaxHeadBytes)
    return inspect_complete(received.substr(0, end + kHeadEnd.size()));
  const auto line_end = std::min(received.find('\n'), received.size());
  if (line_end > kMaxUriBytes + 1) return refuse(0, ProblemCode::kUriTooLong);
  if (received.size() > kMaxHeadBytes) return refuse(0, ProblemCode::kHeadersTooLarge);
  // A NUL never belongs to a head: no need to wait for the rest of it.
  if (received.find('\0') != std::string_view::npos) return refuse(0, ProblemCode::kBadRequest);
  return {};
}

}  // namespace tarsach::searchd

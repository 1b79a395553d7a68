#include "searchd/site.h"

#include <algorithm>
#include <array>

namespace tarsach::searchd {
namespace {

constexpr std::size_t kMaxHostBytes = 253;  // of a name (RFC 1035, 2.3.4)
constexpr std::size_t kMaxPortDigits = 5;
constexpr std::array<std::string_view, 2> kSchemes = {"http://", "https://"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
}

bool is_address_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

/// Nothing, or ":8080".
bool is_port(std::string_view text) {
  if (text.empty()) return true;
  const auto digits = text.substr(1);
  return text.front() == ':' && !digits.empty() && digits.size() <= kMaxPortDigits &&
         std::all_of(digits.begin(), digits.end(), is_digit);
}

bool is_bracketed(std::string_view text) {
  const auto end = text.find(']');
  if (end == std::string_view::npos || end < 3) return false;
  const auto address = text.substr(1, end - 1);
  return std::all_of(address.begin(), address.end(), is_address_character) && is_port(text.substr(end + 1));
}

std::string_view without_scheme(std::string_view origin) {
  for (const auto scheme : kSchemes)
    if (origin.starts_with(scheme)) return origin.substr(scheme.size());
  return {};
}

}  // namespace

bool is_host(std::string_view text) {
  if (text.starts_with('[')) return is_bracketed(text);
  const auto colon = std::min(text.find(':'), text.size());
  const auto name = text.substr(0, colon);
  return !name.empty() && name.size() <= kMaxHostBytes && std::all_of(name.begin(), name.end(), is_name_character) &&
         is_port(text.substr(colon));
}

bool is_origin(std::string_view text) {
  return is_host(without_scheme(text)) &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string site_of(std::string_view configured, const Request& request) {
  if (!configured.empty()) return std::string(configured);
  const auto host = request.header("host");
  return "http://" + (is_host(host) ? std::string(host) : "localhost");
}

std::string host_name(std::string_view origin) {
  const auto host = without_scheme(origin);
  if (host.empty() || host.starts_with('[')) return "localhost";
  return std::string(host.substr(0, host.find(':')));
}

}  // namespace tarsach::searchd

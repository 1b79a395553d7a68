#include "searchd/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "searchd/limits.h"

namespace tarsach::searchd {
namespace {

using Family = Address::Family;

constexpr std::string_view kUnix = "unix";
constexpr std::size_t kMaxAddressBytes = INET6_ADDRSTRLEN;
constexpr std::array<std::uint8_t, 12> kV4InV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

unsigned bits_of(Family family) {
  switch (family) {
    case Family::kUnix: return 0;
    case Family::kV4: return 32;
    case Family::kV6: return 128;
  }
  return 0;
}

/// Digits alone: no sign, no space.
std::optional<unsigned> parse_number(std::string_view text, unsigned most) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole && number <= most ? std::optional(number) : std::nullopt;
}

bool is_port(std::string_view text) { return text.starts_with(':') && parse_number(text.substr(1), 65'535); }

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// What stands behind the last comma, which is cut off with it.
std::string_view take_last(std::string_view& list) {
  const auto comma = list.rfind(',');
  const auto last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
  return trim(last);
}

bool is_same_letters(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char c, char expected) { return (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == expected; });
}

/// Of `for=192.0.2.1;proto=https` or `For="[2001:db8::1]:4711"` the address. A quoted comma or semicolon has no place
/// in an address: it breaks the entry, which is then none.
std::string_view address_of_forwarded(std::string_view element) {
  while (!element.empty()) {
    const auto end = element.find(';');
    const auto pair = trim(element.substr(0, end));
    element = end == std::string_view::npos ? std::string_view() : element.substr(end + 1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || !is_same_letters(pair.substr(0, equals), "for")) continue;
    auto value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  if (text == kUnix) return Address{};
  if (text.empty() || text.size() >= kMaxAddressBytes) return std::nullopt;
  const std::string terminated(text);
  if (terminated.find('\0') != std::string::npos) return std::nullopt;
  Address address{Family::kV4, {}};
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) return address;
  address = {Family::kV6, {}};
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) != 1) return std::nullopt;
  if (!std::equal(kV4InV6.begin(), kV4InV6.end(), address.bytes.begin())) return address;
  Address inner{Family::kV4, {}};
  std::copy(address.bytes.begin() + kV4InV6.size(), address.bytes.end(), inner.bytes.begin());
  return inner;
}

std::string to_text(const Address& address) {
  if (address.family == Family::kUnix) return std::string(kUnix);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.family == Family::kV4 ? AF_INET : AF_INET6, address.bytes.data(), text.data(), text.size());
  return text.data();
}

std::optional<Address> parse_forwarded_address(std::string_view text) {
  if (text.starts_with(kUnix)) return std::nullopt;  // nobody can say so of himself, with a port or without
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const auto rest = text.substr(end + 1);
    const auto inside = text.substr(1, end - 1);
    if (inside.find(':') == std::string_view::npos || (!rest.empty() && !is_port(rest))) return std::nullopt;
    return parse_address(inside);
  }
  if (auto address = parse_address(text)) return address;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || !is_port(text.substr(colon))) return std::nullopt;
  return parse_address(text.substr(0, colon));
}

bool Network::contains(const Address& other) const {
  if (other.family != address.family) return false;
  const auto whole = bits / 8;
  if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole, other.bytes.begin())) return false;
  if (bits % 8 == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff00U >> (bits % 8));
  return ((address.bytes[whole] ^ other.bytes[whole]) & mask) == 0;
}

std::optional<Network> parse_network(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  Network network{*address, bits_of(address->family)};
  if (slash == std::string_view::npos) return network;
  const auto bits = parse_number(text.substr(slash + 1), network.bits);
  if (!bits || address->family == Family::kUnix) return std::nullopt;
  network.bits = *bits;
  for (unsigned bit = *bits; bit < bits_of(address->family); ++bit)
    if ((address->bytes[bit / 8] & (0x80U >> (bit % 8))) != 0) return std::nullopt;
  return network;
}

bool TrustedProxies::trusts(const Address& address) const {
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& each) { return each.contains(address); });
}

Address TrustedProxies::client_of(const Address& peer, const Outline& head) const {
  if (!trusts(peer)) return peer;
  auto lines = head.values("x-forwarded-for");
  auto forwarded = head.values("forwarded");
  const bool is_forwarded = lines.empty();
  if (!is_forwarded && !forwarded.empty()) return peer;
  if (is_forwarded) lines.swap(forwarded);
  Address nearest = peer;
  std::size_t hops = 0;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    auto list = *line;
    do {
      const auto entry = take_last(list);
      const auto address = parse_forwarded_address(is_forwarded ? address_of_forwarded(entry) : entry);
      if (!address || ++hops > kMaxProxies) return nearest;
      nearest = *address;
      if (!trusts(nearest)) return nearest;
    } while (!list.empty());
  }
  return nearest;
}

}  // namespace tarsach::searchd

// Whose a request is: the address at the other end of the connection, or, behind front proxies that the operator
// trusts, the one that they tell.
//
//   const TrustedProxies proxies(networks);                        // --trusted-proxy 10.0.0.0/8 --trusted-proxy unix
//   Address client = proxies.client_of(*parse_address("10.0.0.7"), outline);   // X-Forwarded-For: 6.6.6.6, 192.0.2.1
//   to_text(client) == "192.0.2.1"
//
// Each proxy writes at the end of X-Forwarded-For (or of Forwarded, RFC 7239) whom it has been asked by. What a trusted
// proxy has written is believed, what stands before it may have been written by anybody: from the right, the first
// address that is no trusted proxy is the client. Of anything that is no address the proxy that let it through is
// answerable, and taken for the client. If both headers are there, the client may have written the one that the proxy
// does not know: then neither is believed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/head.h"

namespace tarsach::searchd {

struct Address {
  enum class Family : std::uint8_t { kUnix, kV4, kV6 };  // kUnix: the other end of a Unix socket

  Family family = Family::kUnix;
  std::array<std::uint8_t, 16> bytes{};  // in network order; of an IPv4 address the first four

  friend bool operator==(const Address&, const Address&) = default;
};

/// "192.0.2.1", "2001:db8::1", "unix"; an IPv4 address that is written as an IPv6 one (::ffff:192.0.2.1) is the former.
/// Neither ports nor zones nor names.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);
[[nodiscard]] std::string to_text(const Address& address);

/// How proxies write it: also with a port, then an IPv6 address in brackets: "[2001:db8::1]:4711".
[[nodiscard]] std::optional<Address> parse_forwarded_address(std::string_view text);

/// Addresses that begin with the same bits.
struct Network {
  Address address;
  unsigned bits = 0;

  [[nodiscard]] bool contains(const Address& other) const;
};

/// "10.0.0.0/8", "2001:db8::/32", a lone address, "unix". No bit may be set behind the first `bits`.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);

class TrustedProxies {
 public:
  explicit TrustedProxies(std::vector<Network> networks = {}) : networks_(std::move(networks)) {}

  [[nodiscard]] Address client_of(const Address& peer, const Outline& head) const;

 private:
  [[nodiscard]] bool trusts(const Address& address) const;

  std::vector<Network> networks_;
};

}  // namespace tarsach::searchd

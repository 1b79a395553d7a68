// Any bytes as an address, as a network, and as what proxies tell: what can be read is written so that it reads as the
// same again, and nobody is believed who is not trusted.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "searchd/client_address.h"

using namespace tarsach::searchd;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto address = parse_address(text)) require(parse_address(to_text(*address)) == address);
  if (const auto address = parse_forwarded_address(text)) require(address->family != Address::Family::kUnix);
  if (const auto network = parse_network(text)) require(network->contains(network->address));
  const Address stranger = *parse_address("192.0.2.200"), proxy = *parse_address("10.0.0.1");
  const TrustedProxies proxies({*parse_network("10.0.0.0/8"), *parse_network("2001:db8::/32")});
  for (const std::string name : {"X-Forwarded-For", "Forwarded"}) {
    const std::string head = "GET / HTTP/1.1\r\nHost: t\r\n" + name + ": " + std::string(text) + "\r\n\r\n";
    require(proxies.client_of(stranger, Outline(head)) == stranger);
    require(proxies.client_of(proxy, Outline(head)).family != Address::Family::kUnix);
  }
  return 0;
}

#include "searchd/client_address.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tarsach::searchd {
namespace {

std::string read(std::string_view text) {
  const auto address = parse_address(text);
  return address ? to_text(*address) : "none";
}

TEST(Address, IsReadStrictly) {
  EXPECT_EQ(read("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(read("2001:DB8:0:0::1"), "2001:db8::1");
  EXPECT_EQ(read("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(read("unix"), "unix");
  for (const auto& text : std::vector<std::string>{"", " ", "192.0.2", "192.0.2.256", "192.0.2.1 ", "0x7f.1",
                                                   "example.org", "fe80::1%eth0", "[::1]", "1.2.3.4:5",
                                                   ":::", std::string(100, '1'), std::string("1.2.3.4\0", 8)})
    EXPECT_EQ(read(text), "none") << text;
}

TEST(ForwardedAddress, MayHaveAPort) {
  const auto forwarded = [](std::string_view text) {
    const auto address = parse_forwarded_address(text);
    return address ? to_text(*address) : "none";
  };
  EXPECT_EQ(forwarded("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(forwarded("192.0.2.1:4711"), "192.0.2.1");
  EXPECT_EQ(forwarded("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(forwarded("[2001:db8::1]"), "2001:db8::1");
  EXPECT_EQ(forwarded("[2001:db8::1]:65535"), "2001:db8::1");
  for (const auto* text :
       {"unix", "unix:4", "unknown", "_hidden", "192.0.2.1:", "192.0.2.1:x", "192.0.2.1:70000", "192.0.2.1:-1",
        "[192.0.2.1]", "[::1", "[::1]x", "[::1]:", "[]", "[", "192.0.2.1, 192.0.2.2"})
    EXPECT_EQ(forwarded(text), "none") << text;
}

bool contains(const char* network, const char* address) {
  return parse_network(network)->contains(*parse_address(address));
}

TEST(Network, HasTheAddressesThatBeginLikeIt) {
  EXPECT_TRUE(contains("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(contains("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(contains("10.0.0.8/29", "10.0.0.15"));
  EXPECT_FALSE(contains("10.0.0.8/29", "10.0.0.16"));
  EXPECT_TRUE(contains("10.0.0.7", "10.0.0.7"));
  EXPECT_FALSE(contains("10.0.0.7", "10.0.0.6"));
  EXPECT_TRUE(contains("0.0.0.0/0", "192.0.2.1"));
  EXPECT_FALSE(contains("0.0.0.0/0", "::1"));
  EXPECT_TRUE(contains("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(contains("unix", "unix"));
  EXPECT_FALSE(contains("::/0", "unix"));
}

TEST(Network, IsReadStrictly) {
  for (const auto* text : {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8", "::1/64",
                           "::/129", "unix/0", "localhost", "/8", "10.0.0.0/8/8"})
    EXPECT_FALSE(parse_network(text)) << text;
}

struct Case {
  const char* what;
  const char* peer;
  std::string headers;
  const char* client;
};

TEST(TrustedProxies, TellWhoseARequestIs) {
  const TrustedProxies proxies({*parse_network("10.0.0.0/8"), *parse_network("unix"), *parse_network("2001:db8::/32")});
  std::string hundred = "X-Forwarded-For: 6.6.6.6";
  for (int i = 0; i < 100; ++i) hundred += ", 192.0.2." + std::to_string(i);
  std::string trusted_hundred = "X-Forwarded-For: 6.6.6.6";
  for (int i = 0; i < 100; ++i) trusted_hundred += ", 10.0.0." + std::to_string(i);
  for (const auto& [what, peer, headers, client] : std::vector<Case>{
           {"nothing is told", "10.0.0.1", "", "10.0.0.1"},
           {"a stranger tells", "192.0.2.9", "X-Forwarded-For: 6.6.6.6\r\n", "192.0.2.9"},
           {"a stranger calls himself unix", "192.0.2.9", "X-Forwarded-For: unix\r\n", "192.0.2.9"},
           {"a proxy tells", "10.0.0.1", "X-Forwarded-For: 192.0.2.1\r\n", "192.0.2.1"},
           {"over a Unix socket", "unix", "X-FORWARDED-FOR:192.0.2.1\r\n", "192.0.2.1"},
           {"over IPv6", "2001:db8::1", "X-Forwarded-For: [2001:db9::1]:80\r\n", "2001:db9::1"},
           {"the client has written the first", "10.0.0.1", "X-Forwarded-For: 6.6.6.6, 192.0.2.1\r\n", "192.0.2.1"},
           {"it has written a proxy's address", "10.0.0.1", "X-Forwarded-For: 10.6.6.6, 192.0.2.1\r\n", "192.0.2.1"},
           {"two proxies", "10.0.0.1", "X-Forwarded-For: 6.6.6.6,192.0.2.1 ,\t10.0.0.2\r\n", "192.0.2.1"},
           {"two headers", "10.0.0.1", "X-Forwarded-For: 6.6.6.6\r\nX: y\r\nX-Forwarded-For: 192.0.2.1\r\n",
            "192.0.2.1"},
           {"garbage from the client", "10.0.0.1", "X-Forwarded-For: <b>, 192.0.2.1\r\n", "192.0.2.1"},
           {"garbage from the proxy", "10.0.0.1", "X-Forwarded-For: 192.0.2.1, unknown\r\n", "10.0.0.1"},
           {"garbage behind the second proxy", "10.0.0.1", "X-Forwarded-For: x, 10.0.0.2\r\n", "10.0.0.2"},
           {"an empty entry", "10.0.0.1", "X-Forwarded-For: 192.0.2.1,\r\n", "10.0.0.1"},
           {"an empty header", "10.0.0.1", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For:\r\n", "10.0.0.1"},
           {"proxies alone", "10.0.0.1", "X-Forwarded-For: 10.0.0.3, 10.0.0.2\r\n", "10.0.0.3"},
           {"a hundred strangers", "10.0.0.1", hundred + "\r\n", "192.0.2.99"},
           {"a hundred proxies", "10.0.0.1", trusted_hundred + "\r\n", "10.0.0.84"},
           {"RFC 7239", "10.0.0.1", "Forwarded: for=6.6.6.6, for=192.0.2.1;proto=https\r\n", "192.0.2.1"},
           {"RFC 7239, quoted", "10.0.0.1", "Forwarded: proto=http; For=\"[2001:db9::1]:4711\"\r\n", "2001:db9::1"},
           {"RFC 7239, hidden", "10.0.0.1", "Forwarded: for=_secret\r\n", "10.0.0.1"},
           {"RFC 7239, without an address", "10.0.0.1", "Forwarded: proto=http\r\n", "10.0.0.1"},
           {"RFC 7239, a comma in quotes", "10.0.0.1", "Forwarded: for=\"6.6.6.6, for=7.7.7.7\"\r\n", "10.0.0.1"},
           {"both", "10.0.0.1", "Forwarded: for=6.6.6.6\r\nX-Forwarded-For: 192.0.2.1\r\n", "10.0.0.1"},
           {"another header", "10.0.0.1", "X-Forwarded-Forx: 6.6.6.6\r\nX-Real-IP: 6.6.6.6\r\n", "10.0.0.1"},
       }) {
    const std::string head = "GET / HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n";
    EXPECT_EQ(to_text(proxies.client_of(*parse_address(peer), Outline(head))), client) << what;
  }
}

TEST(TrustedProxies, AreNoneUnlessNamed) {
  const Outline head("GET / HTTP/1.1\r\nHost: t\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n");
  for (const auto* peer : {"127.0.0.1", "unix", "::1"})
    EXPECT_EQ(to_text(TrustedProxies().client_of(*parse_address(peer), head)), peer);
}

}  // namespace
}  // namespace tarsach::searchd

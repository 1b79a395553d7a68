#include "searchd/site.h"

#include <gtest/gtest.h>

namespace tarsach::searchd {
namespace {

Request request_to(const std::string& host) {
  Request request;
  if (!host.empty()) request.headers = {{"host", host}};
  return request;
}

TEST(Site, TakesHostsAndPorts) {
  for (const auto* host : {"example.org", "EXAMPLE.org", "a-b_c.example", "127.0.0.1:8080", "localhost:1", "[::1]",
                           "[2001:db8::1]:8080", "xn--80akhbyknj4f.bg"})
    EXPECT_TRUE(is_host(host)) << host;
}

TEST(Site, TakesNothingThatIsNoHost) {
  for (const auto& host : std::vector<std::string>{"",          ":80",
                                                   "a:",        "a:b",
                                                   "a:123456",  "a/b",
                                                   "a@b",       "a b",
                                                   "a?b",       "a#b",
                                                   "a<b",       "a\"b",
                                                   "a'b",       "a%41",
                                                   "пример.бг", "[::1",
                                                   "[]",        "[::1]x",
                                                   "[<>]",      "a\\b",
                                                   "a,b",       std::string(254, 'a')})
    EXPECT_FALSE(is_host(host)) << host;
}

TEST(Site, TakesAnOriginAndNothingAfterIt) {
  EXPECT_TRUE(is_origin("https://example.org"));
  EXPECT_TRUE(is_origin("http://127.0.0.1:8080"));
  for (const auto* origin : {"example.org", "https://", "https://example.org/", "https://example.org/a", "ftp://a",
                             "https://Example.org", "HTTPS://a", "null", "*", "https://a b", "https://u@a"})
    EXPECT_FALSE(is_origin(origin)) << origin;
}

TEST(Site, IsTheConfiguredOneBeforeThatOfTheRequest) {
  EXPECT_EQ(site_of("https://a.example", request_to("b.example")), "https://a.example");
  EXPECT_EQ(site_of("", request_to("b.example:81")), "http://b.example:81");
  EXPECT_EQ(site_of("", request_to("")), "http://localhost");
  EXPECT_EQ(site_of("", request_to("a\"><b")), "http://localhost");
}

TEST(Site, HasANameWithoutPort) {
  EXPECT_EQ(host_name("https://example.org:8443"), "example.org");
  EXPECT_EQ(host_name("http://[::1]:80"), "localhost");
}

}  // namespace
}  // namespace tarsach::searchd

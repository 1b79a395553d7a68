// The daemon behind the real nginx and the real haproxy, each with its file of deploy/: what they give, what they hide,
// and what strangers may send.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/operations/proxies_support.h"
#include "tests/system/searchd_index.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ProxyTest : public ::testing::TestWithParam<const char*> {
 protected:
  static void SetUpTestSuite() { index_ = std::make_unique<SmallIndex>(); }
  static void TearDownTestSuite() { index_.reset(); }

  void SetUp() override {
    const std::string program = "/usr/sbin/" + std::string(GetParam());
    if (!fs::exists(program)) GTEST_SKIP() << program << " is missing: ./dev deps operations";
    daemon_port_ = free_port();
    start_daemon();
    proxy_ = is_nginx() ? start_nginx(daemon_port_, "rate=1000r/s", "burst=1000") : start_haproxy(daemon_port_);
  }
  void TearDown() override {
    proxy_.reset();
    daemon_.reset();
  }

  void start_daemon(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {program_path("tarsach-searchd").string(),
                                      "--index",
                                      index_->path(),
                                      "--port",
                                      std::to_string(daemon_port_),
                                      "--log-queries"};
    words.insert(words.end(), more.begin(), more.end());
    daemon_ = std::make_unique<BackgroundProgram>(words);
    ASSERT_TRUE(wait_for_port(daemon_port_, 20s)) << daemon_->error();
  }
  [[nodiscard]] static bool is_nginx() { return std::string(GetParam()) == "nginx"; }
  [[nodiscard]] int port() const { return proxy_->port(); }
  [[nodiscard]] bool was_asked(const std::string& words) const {
    return daemon_->error().find("\"q\":\"" + words + "\"") != std::string::npos;
  }

  [[nodiscard]] bool is_answered_within(const std::string& target, std::chrono::seconds time) const {
    return is_answered_within(port(), target, {}, time);
  }
  [[nodiscard]] static bool is_answered_within(int port, const std::string& target, const std::string& more,
                                               std::chrono::seconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (ask(port, target, more).status != 200) {
      if (std::chrono::steady_clock::now() >= end) return false;
      std::this_thread::sleep_for(50ms);
    }
    return true;
  }

  static inline std::unique_ptr<SmallIndex> index_;
  int daemon_port_ = 0;
  std::unique_ptr<BackgroundProgram> daemon_;
  std::unique_ptr<Proxy> proxy_;
};

TEST_P(ProxyTest, GivesPagesAndCompressesThem) {
  const Answer plain = ask(port(), "/search?q=a");
  EXPECT_EQ(plain.status, 200);
  EXPECT_THAT(plain.body, HasSubstr("</html>"));
  EXPECT_THAT(plain.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
  const Answer packed = ask(port(), "/search?q=a", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(packed.status, 200);
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_THAT(packed.body, StartsWith("\x1f\x8b"));
  EXPECT_LT(packed.body.size(), plain.body.size() * 2 / 3);
  EXPECT_THAT(packed.header("Vary"), HasSubstr("Accept-Encoding"));
  for (const std::string path : {"/openapi.json", "/page.js", "/page.css"})
    EXPECT_EQ(ask(port(), path, "Accept-Encoding: gzip\r\n").header("Content-Encoding"), "gzip") << path;
}

TEST_P(ProxyTest, SaysWhatHasNotChanged) {
  for (const std::string more : {"", "Accept-Encoding: gzip\r\n"}) {
    const std::string tag = ask(port(), "/v1/search?q=a", more).header("ETag");
    ASSERT_THAT(tag, StartsWith("W/\""));
    const Answer again = ask(port(), "/v1/search?q=a", more + "If-None-Match: " + tag + "\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(ask(port(), "/v1/search?q=a", more + "If-None-Match: W/\"other\"\r\n").status, 200);
  }
}

TEST_P(ProxyTest, AnswersHeadWithoutABody) {
  Talk talk(port());
  talk.send(request_text("HEAD", "/v1/search?q=a") + request_text("GET", "/v1/search?q=b"));
  EXPECT_EQ(talk.receive(Talk::Body::kNone).status, 200);
  const Answer next = talk.receive();
  EXPECT_EQ(next.status, 200);
  EXPECT_THAT(next.body, HasSubstr(R"("query":"b")"));
}

TEST_P(ProxyTest, RefusesWhatNoSearchIs) {
  for (const std::string method : {"POST", "PUT", "DELETE", "OPTIONS"}) {
    const Answer answer = ask(port(), "/v1/search", {}, method);
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_THAT(answer.header("Allow"), HasSubstr("GET")) << method;
  }
  Talk talk(port());
  talk.send(request_text("POST", "/v1/search", "Content-Length: 3\r\n") + "q=a");
  EXPECT_EQ(talk.receive().status, 405);
  EXPECT_EQ(ask(port(), "/v1/search?q=" + std::string(9'000, 'a')).status, 414);
  EXPECT_THAT(ask(port(), "/v1/search", "X: " + std::string(40'000, 'a') + "\r\n").status, AnyOf(400, 431));
  EXPECT_EQ(ask(port(), "/v1/search?colour=red").status, 400);
  EXPECT_EQ(ask(port(), "/v1/search?q=a").status, 200);
}

TEST_P(ProxyTest, HidesWhatIsForOperators) {
  EXPECT_EQ(ask(daemon_port_, "/health/readyz").status, 200);
  for (const std::string path : {"/metrics", "/health/readyz", "/health/livez", "//metrics", "/%6detrics", "/./metrics",
                                 "/v1/../health/readyz", "/v1/%2e%2e/health/readyz", "//health/readyz",
                                 "/health%2freadyz", "/metrics/", "/metrics?a", "/search/../metrics", "/METRICS",
                                 "http://search.example.org/health/readyz", "http://search.example.org/metrics"}) {
    EXPECT_THAT(ask(port(), path).status, AnyOf(400, 404)) << path;
  }
}

TEST_P(ProxyTest, TellsWhoAsksAndNotWhatHeSays) {
  Recorder recorder;
  const auto proxy = is_nginx() ? start_nginx(recorder.port()) : start_haproxy(recorder.port());
  const std::string lies =
      "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 7.7.7.7\r\nX-Forwarded-Proto: gopher\r\nForwarded: for=8.8.8.8\r\n"
      "Upgrade: h2c\r\nConnection: X-Forwarded-For, Upgrade\r\n";
  ASSERT_TRUE(is_answered_within(proxy->port(), "/v1/search?q=spoofed", lies, 10s));
  const Answer head{200, recorder.head_of("/v1/search?q=spoofed"), {}};
  EXPECT_EQ(head.header("X-Forwarded-For"), "127.0.0.1") << head.head;
  EXPECT_EQ(head.header("X-Forwarded-Proto"), "http");
  EXPECT_EQ(head.header("Host"), "search.example.org");
  for (const char* const lie : {"6.6.6.6", "7.7.7.7", "8.8.8.8", "gopher", "h2c"})
    EXPECT_THAT(head.head, Not(HasSubstr(lie)));
}

struct Smuggling {
  const char* name;
  std::string head;  // behind the line of the request and Host
  std::string body;  // HIDDEN stands for a whole request
  std::string method = "POST";
};

const std::vector<Smuggling>& smugglings() {
  static const std::vector<Smuggling> table = {
      {"a length that ends behind the last chunk", "Content-Length: SIZE\r\nTransfer-Encoding: chunked\r\n",
       "0\r\n\r\nHIDDEN"},
      {"a length that ends within a chunk", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
       "HEXSIZE\r\nHIDDEN\r\n0\r\n\r\n"},
      {"two encodings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: 4\r\n",
       "HEXSIZE\r\nHIDDEN\r\n0\r\n\r\n"},
      {"an encoding nobody knows", "Transfer-Encoding: xchunked\r\nContent-Length: SIZE\r\n", "0\r\n\r\nHIDDEN"},
      {"a list of encodings", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\nHIDDEN"},
      {"a space before the colon", "Transfer-Encoding : chunked\r\nContent-Length: SIZE\r\n", "0\r\n\r\nHIDDEN"},
      {"a vertical tab before the value",
       "Transfer-Encoding:\x0b"
       "chunked\r\nContent-Length: SIZE\r\n",
       "0\r\n\r\nHIDDEN"},
      {"a quoted encoding", "Transfer-Encoding: \"chunked\"\r\nContent-Length: SIZE\r\n", "0\r\n\r\nHIDDEN"},
      {"two lengths", "Content-Length: 0\r\nContent-Length: SIZE\r\n", "HIDDEN"},
      {"two lengths in a list", "Content-Length: 0, SIZE\r\n", "HIDDEN"},
      {"a length with a sign", "Content-Length: +SIZE\r\n", "HIDDEN"},
      {"a length below zero", "Content-Length: -1\r\n", "HIDDEN"},
      {"a length in hexadecimal", "Content-Length: 0xSIZE\r\n", "HIDDEN"},
      {"a length that overflows", "Content-Length: 18446744073709551616\r\n", "HIDDEN"},
      {"a GET with a body", "Content-Length: SIZE\r\n", "HIDDEN", "GET"},
      {"a GET with chunks", "Transfer-Encoding: chunked\r\n", "HEXSIZE\r\nHIDDEN\r\n0\r\n\r\n", "GET"},
      {"a HEAD with a body", "Content-Length: SIZE\r\n", "HIDDEN", "HEAD"},
      {"a folded header", "X: a\r\n Content-Length: 0\r\nContent-Length: SIZE\r\n", "HIDDEN"},
      {"a folded encoding", "Transfer-Encoding:\r\n chunked\r\nContent-Length: SIZE\r\n", "0\r\n\r\nHIDDEN"},
      {"a bare line feed", "X: a\nTransfer-Encoding: chunked\r\nContent-Length: SIZE\r\n", "0\r\n\r\nHIDDEN"},
      {"a bare carriage return", "X: a\rTransfer-Encoding: chunked\r\nContent-Length: SIZE\r\n", "0\r\n\r\nHIDDEN"},
      {"an extension of a chunk with a line feed", "Transfer-Encoding: chunked\r\n", "0;a=b\n\r\n\r\nHIDDEN"},
      {"an extension of a chunk", "Transfer-Encoding: chunked\r\n", "0;a=\"HIDDEN\"\r\n\r\n"},
      {"a chunk's size that overflows", "Transfer-Encoding: chunked\r\n", "10000000000000000\r\nHIDDEN"},
      {"a trailer", "Transfer-Encoding: chunked\r\n", "0\r\nContent-Length: SIZE\r\n\r\nHIDDEN"},
      {"a zero byte", std::string("X: a\0b\r\nContent-Length: SIZE\r\n", 30), "HIDDEN"},
      {"an upgrade to h2c",
       "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
       "Content-Length: SIZE\r\n",
       "HIDDEN", "GET"},
      {"an upgrade to websocket",
       "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 777\r\nContent-Length: SIZE\r\n", "HIDDEN",
       "GET"},
      {"a length that is hidden from the next hop", "Connection: Content-Length\r\nContent-Length: SIZE\r\n", "HIDDEN",
       "GET"},
      {"an expectation", "Expect: 100-continue\r\nContent-Length: SIZE\r\n", "HIDDEN", "GET"}};
  return table;
}

std::string filled(std::string text, const std::string& hidden, const std::string& body) {
  std::array<char, 20> hex{};
  std::snprintf(hex.data(), hex.size(), "%zx", hidden.size());
  for (const auto& [mark, value] : {std::pair<std::string, std::string>{"HEXSIZE", hex.data()},
                                    {"HIDDEN", hidden},
                                    {"SIZE", std::to_string(body.size())}})
    if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
  return text;
}

int count_of(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++count;
  return count;
}

TEST_P(ProxyTest, GivesNobodyTheAnswerToAnother) {
  Talk victim(port());
  for (std::size_t i = 0; i < smugglings().size(); ++i) {
    const Smuggling& smuggling = smugglings()[i];
    SCOPED_TRACE(smuggling.name);
    const std::string number = std::to_string(i);
    const std::string hidden = request_text("GET", "/v1/search?q=hidden" + number);
    const std::string body = filled(smuggling.body, hidden, {});
    Talk attacker(port());
    attacker.send(smuggling.method + " /v1/search?q=outer" + number + " HTTP/1.1\r\nHost: search.example.org\r\n" +
                  filled(smuggling.head, hidden, body) + "\r\n" + body);
    for (int n = 0; n < 3; ++n) {
      const std::string words = "victim" + number + "x" + std::to_string(n);
      victim.send(request_text("GET", "/v1/search?q=" + words));
      const Answer answer = victim.receive();
      ASSERT_EQ(answer.status, 200) << answer.head << answer.body;
      ASSERT_THAT(answer.body, HasSubstr("\"query\":\"" + words + "\""));
    }
    const int answers = count_of(attacker.everything(50ms), "HTTP/1.1 ");
    // Whatever came through as a second request was answered to him who sent it.
    EXPECT_TRUE(!was_asked("hidden" + number) || answers >= 2) << answers;
  }
}

TEST_P(ProxyTest, LetsSlowClientsWaitAndNobodyElse) {
  constexpr int kSlow = 150;
  std::vector<Talk> slow;
  for (int i = 0; i < kSlow; ++i) {
    slow.emplace_back(port());
    switch (i % 3) {
      case 0: slow.back().send("GET /v1/search?q=drip HTTP/1.1\r\nHost: a\r\nX-Drip: "); break;
      case 1: slow.back().send("POST /v1/search HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nq"); break;
      default: slow.back().send("GET /v1/se"); break;
    }
  }
  for (int i = 0; i < 20; ++i) {
    for (int j = i; j < kSlow; j += 20) slow[static_cast<std::size_t>(j)].send("x");
    ASSERT_EQ(ask(port(), "/v1/search?q=quick" + std::to_string(i)).status, 200);
  }
  for (int i = 0; i < 50 && !was_asked("quick19"); ++i) std::this_thread::sleep_for(20ms);
  // The slow ones have come to nobody.
  EXPECT_EQ(count_of(daemon_->error(), R"("path":"/v1/search")"), 20) << daemon_->error();
}

TEST_P(ProxyTest, TakesAnswersFromTheDaemonWhoeverReadsThemSlowly) {
  std::vector<Talk> slow;
  for (int i = 0; i < 100; ++i) {
    slow.emplace_back(port());
    slow.back().take_little();
    slow.back().send(request_text("GET", "/openapi.json?" + std::to_string(i)) +
                     request_text("GET", "/search?q=slow" + std::to_string(i)));
  }
  // A hundred searches at once may fill the queue for a moment: whoever comes then is refused and comes again.
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(is_answered_within("/v1/search?q=quick" + std::to_string(i), 10s)) << i;
}

TEST_P(ProxyTest, LetsTheDaemonThatTrustsItKnowClientsApart) {
  EXPECT_EQ(daemon_->stop(SIGTERM), 0);
  start_daemon({"--trusted-proxy", "127.0.0.1", "--rate-limit", "1", "--rate-burst", "2"});
  ASSERT_TRUE(is_answered_within("/v1/search?q=up", 10s)) << "haproxy looks whether the daemon is up";
  const auto status_from = [&](const char* client, int number, const std::string& more = {}) {
    Talk talk(port(), client);
    talk.send(request_text("GET", "/v1/search?q=" + std::string(client) + "-" + std::to_string(number),
                           more + "Connection: close\r\n"));
    return talk.receive().status;
  };
  int served = 0, refused = 0;
  for (int i = 0; i < 12; ++i) {
    const int status = status_from("127.0.0.2", i, "X-Forwarded-For: 192.0.2." + std::to_string(i) + "\r\n");
    served += status == 200;
    refused += status == 429;
  }
  EXPECT_GE(served, 2);
  EXPECT_GE(refused, 1) << "what a client says of itself makes it no other";
  EXPECT_EQ(status_from("127.0.0.3", 0), 200) << "another client has a rate of its own";
}

TEST_P(ProxyTest, GoesOnWhenTheDaemonIsRestarted) {
  EXPECT_EQ(ask(port(), "/v1/search?q=a").status, 200);
  EXPECT_EQ(daemon_->stop(SIGTERM), 0);
  const Answer meanwhile = ask(port(), "/v1/search?q=a");
  if (is_nginx()) {
    EXPECT_EQ(meanwhile.status, 200) << "an answer that is kept is given";
  } else {
    EXPECT_THAT(meanwhile.status, AnyOf(503, 0)) << "haproxy closes without a word when a kept connection is gone";
  }
  start_daemon();
  EXPECT_TRUE(is_answered_within("/v1/search?q=b", 10s));
}

INSTANTIATE_TEST_SUITE_P(Behind, ProxyTest, ::testing::Values("nginx", "haproxy"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST(Nginx, BoundsWhatOneClientMayAsk) {
  if (!fs::exists("/usr/sbin/nginx")) GTEST_SKIP() << "/usr/sbin/nginx is missing: ./dev deps operations";
  Recorder recorder;
  const auto proxy = start_nginx(recorder.port(), "rate=1r/s");
  int served = 0, refused = 0;
  Talk talk(proxy->port());
  for (int i = 0; i < 60; ++i) {
    talk.send(request_text("GET", "/v1/search?q=" + std::to_string(i)));
    const int status = talk.receive().status;
    served += status == 200 ? 1 : 0;
    refused += status == 429 ? 1 : 0;
  }
  EXPECT_EQ(served + refused, 60);
  EXPECT_GE(served, 41);  // the burst, and one
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace tarsach::testing

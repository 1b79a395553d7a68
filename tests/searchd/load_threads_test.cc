// The server when it is asked for more than it can do, or by clients that mean it no good.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "searchd/limits.h"
#include "searchd/server.h"
#include "tests/searchd/client.h"
#include "tests/searchd/running_server.h"

namespace tarsach::searchd {
namespace {

using testing::Client;
using testing::echo;
using testing::get;
using testing::Running;
using testing::say;

/// A handler whose searches last until they are let go or their clients have left.
class Searches {
 public:
  [[nodiscard]] Handler handler() {
    return [this](const Request& request) {
      if (request.path == "/v1/search") {
        ++begun;
        while (!finish && !(request.abandoned != nullptr && *request.abandoned))
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (!finish) ++abandoned;
      }
      return echo(request);
    };
  }
  std::atomic<int> begun = 0, abandoned = 0;
  std::atomic<bool> finish = false;
};

constexpr auto kSearch = "GET /v1/search HTTP/1.1\r\nHost: t\r\n\r\n";
const ServerOptions kOneAtATime{.searches = {.running = 1, .waiting = 1}};

template <typename Condition>
void wait_until(const Condition& holds) {
  for (int i = 0; i < 4'000 && !holds(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  ASSERT_TRUE(holds());
}

TEST(ServerUnderLoad, RefusesAtOnceWhomItHasNoRoomForAndAnswersTheRest) {
  Searches searches;
  const Running running(searches.handler(), kOneAtATime);
  Client runs(running.port()), waits(running.port()), refused(running.port());
  runs.send(kSearch);
  wait_until([&] { return searches.begun == 1; });
  waits.send(kSearch);
  wait_until([&] { return running.metrics().waiting_searches.value() == 1; });
  refused.send(kSearch);
  const auto refusal = refused.receive();
  EXPECT_EQ(refusal.status, 503);
  EXPECT_GE(std::atoi(refusal.header("Retry-After").c_str()), 1);
  EXPECT_EQ(running.metrics().rejections.value(Rejection::kQueueFull), 1U);
  refused.send("GET /health/livez HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(refused.receive().status, 200) << "on the same connection, before any search has ended";
  searches.finish = true;
  EXPECT_EQ(runs.receive().status, 200);
  const int late = waits.receive().status;  // if the machine was too slow, it has waited longer than is allowed
  EXPECT_TRUE(late == 200 || late == 503) << late;
}

TEST(ServerUnderLoad, IsNotAliveWhenASearchDoesNotEnd) {
  Searches searches;
  Running running(searches.handler(), kOneAtATime);
  Client runs(running.port());
  runs.send(kSearch);
  wait_until([&] { return searches.begun == 1; });
  const auto is_alive_with = [&](std::chrono::milliseconds longest_search) {
    for (int i = 0; i < 10; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(110));  // the reactor turns ten times a second
      if (running.server().is_alive(longest_search)) return true;
    }
    return false;
  };
  EXPECT_TRUE(is_alive_with(std::chrono::hours(1)));
  EXPECT_FALSE(is_alive_with(std::chrono::milliseconds(1)));
  searches.finish = true;
  EXPECT_EQ(runs.receive().status, 200);
  EXPECT_TRUE(is_alive_with(std::chrono::milliseconds(1)));
}

TEST(ServerUnderLoad, DropsARequestWhoseClientLeavesWhileItWaits) {
  Searches searches;
  const Running running(searches.handler(), kOneAtATime);
  Client runs(running.port());
  runs.send(kSearch);
  wait_until([&] { return searches.begun == 1; });
  for (int i = 0; i < 5; ++i) {
    Client leaves(running.port());
    leaves.send(kSearch);
    wait_until([&] { return running.metrics().waiting_searches.value() == 1; });
    { const Client gone(std::move(leaves)); }
    wait_until([&] { return running.metrics().waiting_searches.value() == 0; });
  }
  searches.finish = true;
  EXPECT_EQ(runs.receive().status, 200);
  EXPECT_EQ(searches.begun, 1);
  EXPECT_EQ(running.metrics().rejections.value(Rejection::kQueueFull), 0U);
}

TEST(ServerUnderLoad, EndsTheSearchOfAClientThatLeavesWhileItRuns) {
  Searches searches;
  const Running running(searches.handler(), kOneAtATime);
  {
    Client leaves(running.port());
    leaves.send(kSearch);
    wait_until([&] { return searches.begun == 1; });
  }
  wait_until([&] { return searches.abandoned == 1; });
}

TEST(ServerUnderLoad, AnswersAClientThatHasNothingMoreToSendWhatNeedsNoSearch) {
  const Running running(echo);
  Client client(running.port());
  client.send("GET /health/livez HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  client.finish_sending();
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST(ServerUnderLoad, RefusesAFloodOfPipelinedRequestsInTheirOrder) {
  Searches searches;
  const Running running(searches.handler(), {.searches = {.running = 1, .waiting = 0}});
  Client runs(running.port()), floods(running.port());
  runs.send(kSearch);
  wait_until([&] { return searches.begun == 1; });
  std::string flood;
  for (std::size_t i = 0; i < kMaxRequestsPerConnection + 50; ++i) flood += kSearch;
  floods.send(flood);
  for (std::size_t i = 1; i <= kMaxRequestsPerConnection; ++i) {
    const auto answer = floods.receive();
    ASSERT_EQ(answer.status, 503) << i;
    EXPECT_EQ(answer.header("Connection"), i == kMaxRequestsPerConnection ? "close" : "keep-alive");
  }
  EXPECT_TRUE(floods.is_closed_by_peer());
  searches.finish = true;
  EXPECT_EQ(runs.receive().status, 200);
}

TEST(ServerUnderAttack, ClosesConnectionsOfTheAddressThatHasTheMostForNewcomers) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < 2 * kMaxConnections + 500) GTEST_SKIP() << "too few descriptors may be open: " << limit.rlim_cur;
  const Running running(echo);
  Client quiet(running.port(), "127.0.0.2");
  std::vector<Client> crowd;
  for (std::size_t i = 0; i < kMaxConnections + 100; ++i) {
    crowd.emplace_back(running.port());
    ASSERT_TRUE(crowd.back().connected());
  }
  EXPECT_EQ(get(running.port(), "/new").status, 200);
  EXPECT_GE(running.metrics().rejections.value(Rejection::kConnectionLimit), 100U);
  quiet.send("GET /quiet HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(quiet.receive().body, "GET /quiet?") << "though it has said nothing for the longest time";
}

TEST(ServerUnderAttack, HoldsBackOneClientAndNoOther) {
  ServerOptions options;
  options.door.rate = {.per_second = 0.01, .burst = 3};
  const Running running(echo, options);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(get(running.port(), "/").status, 200);
  const auto refused = get(running.port(), "/");
  EXPECT_EQ(refused.status, 429);
  EXPECT_GE(std::atoi(refused.header("Retry-After").c_str()), 90);
  EXPECT_EQ(refused.header("RateLimit-Policy"), "\"client\";q=3;w=300");
  EXPECT_EQ(refused.header("RateLimit"), "\"client\";r=0;t=" + refused.header("Retry-After"));
  EXPECT_EQ(get(running.port(), "/", "X-Forwarded-For: 192.0.2.1\r\n").status, 429) << "nobody's word is trusted";
  EXPECT_EQ(get(running.port(), "/health/livez").status, 200);
  Client other(running.port(), "127.0.0.2");
  other.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(other.receive().status, 200);
  EXPECT_EQ(running.metrics().rejections.value(Rejection::kRateLimit), 2U);
}

TEST(ServerUnderAttack, KnowsTheClientsOfATrustedProxy) {
  ServerOptions options;
  options.door.rate = {.per_second = 0.01, .burst = 1};
  options.door.trusted_proxies = {*parse_network("127.0.0.0/8")};
  const Running running([](const Request& request) { return say(request.peer); }, options);
  const auto ask = [&](const std::string& forwarded) {
    return get(running.port(), "/", "X-Forwarded-For: " + forwarded + "\r\n");
  };
  EXPECT_EQ(ask("192.0.2.1").body, "192.0.2.1");
  EXPECT_EQ(ask("192.0.2.2").body, "192.0.2.2");
  EXPECT_EQ(ask("192.0.2.1").status, 429);
  EXPECT_EQ(ask("6.6.6.6, 192.0.2.1").status, 429) << "what a client writes itself makes it no other";
}

}  // namespace
}  // namespace tarsach::searchd

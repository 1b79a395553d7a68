// The server with a handler of the test's own: what clients do to it, not what it searches.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <future>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "searchd/limits.h"
#include "searchd/server.h"
#include "tests/searchd/client.h"

namespace tarsach::searchd {
namespace {

using testing::Client;
using testing::get;

Response say(const std::string& text) { return {.content_type = "text/plain", .body = text}; }

Response echo(const Request& request) {
  if (request.refusal) return {.status = 400, .content_type = "text/plain", .body = "refused"};
  return say(request.method + " " + request.path + "?" + request.query);
}

class Running {
 public:
  explicit Running(Handler handler, const ServerOptions& options = {}) {
    auto listener = Listener::open("127.0.0.1", 0);
    EXPECT_TRUE(listener.has_value());
    const auto& address = listener->address();
    port_ = std::atoi(address.substr(address.rfind(':') + 1).c_str());
    auto server = Server::start(std::move(*listener), options, metrics_, std::move(handler));
    EXPECT_TRUE(server.has_value());
    server_ = std::move(*server);
  }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] Server& server() { return *server_; }
  [[nodiscard]] const Metrics& metrics() const { return metrics_; }

 private:
  int port_ = 0;
  Metrics metrics_;
  std::unique_ptr<Server> server_;
};

TEST(Server, AnswersAndKeepsTheConnection) {
  const Running running(echo);
  Client client(running.port());
  for (int i = 0; i < 3; ++i) {
    client.send("GET /a%2Fb?q=1 HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto answer = client.receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "GET /a%2Fb?q=1");
  }
}

TEST(Server, AnswersPipelinedRequestsInTheirOrder) {
  const Running running(echo);
  Client client(running.port());
  client.send("GET /1 HTTP/1.1\r\nHost: t\r\n\r\nGET /2 HTTP/1.1\r\nHost: t\r\n\r\nGET /3 HTTP/1.1\r\nHost: t\r\n\r\n");
  for (const auto* path : {"GET /1?", "GET /2?", "GET /3?"}) EXPECT_EQ(client.receive().body, path);
}

TEST(Server, AnswersHeadWithTheLengthAndNoBody) {
  const Running running(echo);
  Client client(running.port());
  client.send("HEAD /abc HTTP/1.1\r\nHost: t\r\n\r\nGET /2 HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.receive(Client::Body::kNone).header("Content-Length"), "10");
  EXPECT_EQ(client.receive().body, "GET /2?");
}

TEST(Server, ClosesWhenAskedTo) {
  const Running running(echo);
  Client client(running.port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive().header("Connection"), "close");
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST(Server, EndsAConnectionAfterItsLastRequest) {
  const Running running(echo);
  Client client(running.port());
  for (std::size_t i = 0; i < kMaxRequestsPerConnection; ++i) {
    client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
    ASSERT_EQ(client.receive().status, 200) << i;
  }
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST(Server, DoesNotCompressWhateverTheClientOffers) {
  const Running running(
      [](const Request&) { return Response{.content_type = kHtml, .body = std::string(20'000, 'a')}; });
  const auto answer = get(running.port(), "/", "Accept-Encoding: br, gzip, deflate\r\n");
  EXPECT_EQ(answer.header("Content-Encoding"), "");
  EXPECT_EQ(answer.body.size(), 20'000U);
}

TEST(Server, NeverTakesABodyForTheNextRequest) {
  std::atomic<int> smuggled = 0;
  const Running running([&](const Request& request) {
    if (request.path == "/smuggled") ++smuggled;
    return echo(request);
  });
  for (const std::string announced : {"GET / HTTP/1.1\r\nHost: t\r\nContent-Length: 44\r\n\r\n",
                                      "GET / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n",
                                      "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 44\r\n\r\n"}) {
    Client client(running.port());
    client.send(announced + "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_NE(client.receive().status, 0);
    EXPECT_TRUE(client.is_closed_by_peer());
  }
  EXPECT_EQ(smuggled, 0);
}

TEST(Server, TellsAClientThatIsStillSendingWhatIsWrong) {
  const Running running(echo);
  Client client(running.port());
  client.send("GET /" + std::string(1'000'000, '(') + " HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto answer = client.receive();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, "refused");
  EXPECT_TRUE(client.is_closed_by_peer());
}

TEST(Server, KeepsTheTextOfAnExceptionToItself) {
  const Running running([](const Request&) -> Response { throw std::runtime_error("secret path"); });
  const auto answer = get(running.port(), "/");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ((answer.head + answer.body).find("secret"), std::string::npos);
}

TEST(Server, ServesOthersWhileManyAreIdleOrDripping) {
  const Running running(echo);
  std::vector<Client> idle;
  std::vector<Client> dripping;
  for (int i = 0; i < 200; ++i) idle.emplace_back(running.port());
  for (int i = 0; i < 50; ++i) {
    dripping.emplace_back(running.port());
    dripping.back().send("G");
  }
  // Two threads serve; 250 connections hold none of them.
  for (int i = 0; i < 20; ++i) {
    for (auto& client : dripping) client.send("E");
    EXPECT_EQ(get(running.port(), "/new").status, 200);
  }
}

TEST(Server, ServesOthersWhileOneDoesNotReadItsAnswer) {
  const Running running(
      [](const Request& request) { return say(std::string(request.path == "/big" ? 20'000'000 : 1, 'a')); });
  Client deaf(running.port());
  deaf.send("GET /big HTTP/1.1\r\nHost: t\r\n\r\n");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(get(running.port(), "/small").body, "a");
  EXPECT_EQ(deaf.receive().body.size(), 20'000'000U);
}

TEST(Server, ForgetsAClientThatLeavesBeforeItsAnswer) {
  std::promise<void> leave;
  const auto left = leave.get_future().share();
  const Running running([left](const Request& request) {
    if (request.path == "/slow") left.wait();
    return echo(request);
  });
  {
    Client client(running.port());
    client.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n");
  }
  leave.set_value();
  EXPECT_EQ(get(running.port(), "/next").status, 200);
}

TEST(Server, SurvivesHundredsAtOnce) {
  const Running running(echo);
  std::atomic<int> answered = 0;
  {
    std::vector<std::jthread> clients;
    for (int i = 0; i < 16; ++i)
      clients.emplace_back([&] {
        for (int j = 0; j < 20; ++j)
          if (get(running.port(), "/x").status == 200) ++answered;
      });
  }
  EXPECT_EQ(answered, 320);
}

TEST(Server, FinishesWhatRunsAndStillAnswersHealthChecksWhenItStops) {
  std::latch begun(1);
  std::promise<void> finish;
  const auto finished = finish.get_future().share();
  Running running([&](const Request& request) {
    if (request.path == "/slow") {
      begun.count_down();
      finished.wait();
    }
    return echo(request);
  });
  Client slow(running.port());
  slow.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n");
  begun.wait();
  std::jthread stopping([&] { running.server().stop(); });
  const auto health = get(running.port(), "/health/readyz");
  EXPECT_EQ(health.status, 200);
  finish.set_value();
  EXPECT_EQ(slow.receive().body, "GET /slow?");
  stopping.join();
  EXPECT_FALSE(Client(running.port()).connected());
}

TEST(Server, ListensOnOnePortOnlyOnce) {
  const Running running(echo);
  const auto second = Listener::open("127.0.0.1", static_cast<std::uint16_t>(running.port()));
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
}

TEST(Server, IsAliveAsLongAsAWorkerIsFree) {
  std::latch begun(kThreadsForTheRest), may_end(1);
  Running running([&](const Request&) {
    begun.count_down();
    may_end.wait();
    return say("late");
  });
  const auto becomes = [&](bool wanted) {
    for (int i = 0; i < 200; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(110));  // the reactor turns ten times a second
      if (running.server().is_alive(std::chrono::hours(1)) == wanted) return true;
    }
    return false;
  };
  EXPECT_TRUE(becomes(true));
  std::vector<Client> clients;
  for (std::size_t i = 0; i < kThreadsForTheRest; ++i) {
    clients.emplace_back(running.port());
    clients.back().send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  }
  begun.wait();
  EXPECT_TRUE(becomes(false));
  may_end.count_down();
  for (auto& client : clients) EXPECT_EQ(client.receive().status, 200);
}

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

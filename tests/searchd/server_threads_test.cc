// The server with a handler of the test's own: what clients do to it, not what it searches.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <string>
#include <thread>
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

}  // namespace
}  // namespace tarsach::searchd

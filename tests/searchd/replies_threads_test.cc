// The way of an answer from the thread that made it to the client: to that one, whole, and in order.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
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
using testing::Running;
using testing::say;

constexpr std::size_t kBig = 20'000'000;  // more than any socket takes at once

std::string request(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n"; }
std::string answer(const std::string& target) { return "GET " + target; }

/// A target of a search, or of something else, that no other request has.
std::string search(std::size_t number) { return "/v1/search?" + std::to_string(number); }
std::string other(std::size_t number) { return "/other?" + std::to_string(number); }

std::string pattern(std::size_t bytes) {
  std::string text(bytes, ' ');
  for (std::size_t i = 0; i < bytes; ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

TEST(Replies, ComeInTheOrderOfRequestsThatWereSentTogether) {
  const Running running(echo);
  const auto ask = [&] {
    Client client(running.port());
    std::string together;
    for (std::size_t i = 0; i < kMaxRequestsPerConnection; ++i) together += request(i % 3 == 0 ? other(i) : search(i));
    client.send(together);
    for (std::size_t i = 0; i < kMaxRequestsPerConnection; ++i)
      ASSERT_EQ(client.receive().body, answer(i % 3 == 0 ? other(i) : search(i)));
    EXPECT_TRUE(client.is_closed_by_peer());
  };
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i) clients.emplace_back(ask);
}

TEST(Replies, ComeInOrderWhenTheNextRequestIsSentBeforeTheAnswerIsRead) {
  const Running running(echo);
  Client client(running.port());
  client.send(request(search(0)));
  for (std::size_t i = 1; i < kMaxRequestsPerConnection; ++i) {
    client.send(request(search(i)));
    ASSERT_EQ(client.receive().body, answer(search(i - 1)));
  }
  EXPECT_EQ(client.receive().body, answer(search(kMaxRequestsPerConnection - 1)));
}

TEST(Replies, AreWholeForAClientThatReadsSlowly) {
  const auto big = pattern(kBig);
  const Running running([&](const Request& request) { return request.query == "1" ? say(big) : echo(request); });
  Client slow(running.port());
  slow.send(request(search(1)));
  Client quick(running.port());
  for (std::size_t i = 2; i < 7; ++i) {
    quick.send(request(search(i)));
    EXPECT_EQ(quick.receive().body, answer(search(i)));
  }
  slow.send(request(search(2)));
  EXPECT_TRUE(slow.receive().body == big);
  EXPECT_EQ(slow.receive().body, answer(search(2)));
}

TEST(Replies, DoNotGoToWhoCameAfterTheClientThatHasLeft) {
  std::latch begun(1), may_end(1);
  std::atomic<bool> ended = false;
  const Running running([&](const Request& request) {
    if (request.query == "1") {
      begun.count_down();
      may_end.wait();
      ended = true;
    }
    return echo(request);
  });
  {
    Client leaves(running.port());
    leaves.send(request(search(1)));
    begun.wait();
  }
  while (running.metrics().open_connections.value() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  // One of these has the number that the socket would have left free.
  std::vector<Client> newcomers;
  for (int i = 0; i < 5; ++i) newcomers.emplace_back(running.port());
  for (auto& newcomer : newcomers) {
    newcomer.send(request(other(2)));
    EXPECT_EQ(newcomer.receive().body, answer(other(2)));
  }
  may_end.count_down();
  while (!ended) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  for (std::size_t i = 0; i < newcomers.size(); ++i) {
    newcomers[i].send(request(search(10 + i)));
    EXPECT_EQ(newcomers[i].receive().body, answer(search(10 + i)));
  }
}

TEST(Replies, GoToNobodyElseHoweverManyComeAndLeave) {
  constexpr std::size_t kThreads = 4, kRounds = 1'000;
  const Running running(echo, {.searches = {.running = 4, .waiting = 1'000}});
  std::atomic<std::size_t> answered = 0;
  const auto come_and_leave = [&](std::size_t thread) {
    // An address of its own: ports that were just used are not free again for a while.
    const auto from = "127.0.1." + std::to_string(thread + 1);
    for (std::size_t i = thread * kRounds; i < (thread + 1) * kRounds; ++i) {
      Client leaves(running.port(), from.c_str()), stays(running.port(), from.c_str());
      leaves.send(request(search(i)));
      stays.send(request(search(kThreads * kRounds + i)));
      if (i % 3 != 0) const Client gone(std::move(leaves));
      Client follows(running.port(), from.c_str());
      follows.send(request(search(2 * kThreads * kRounds + i)));
      for (auto* client : {&stays, &follows}) {
        const auto received = client->receive();
        const auto number = (client == &stays ? 1 : 2) * kThreads * kRounds + i;
        if (received.status == 503) continue;  // a machine so slow that it has waited too long
        ASSERT_EQ(received.body, answer(search(number)));
        ++answered;
      }
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kThreads; ++i) threads.emplace_back(come_and_leave, i);
  }
  EXPECT_GT(answered, 0U);
}

TEST(Replies, EndTheConnectionOfWhoWantsNoMore) {
  const Running running(echo);
  for (std::size_t i = 0; i < 100; ++i) {
    Client client(running.port());
    client.send("GET " + search(i) + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    ASSERT_EQ(client.receive().body, answer(search(i)));
    ASSERT_TRUE(client.is_closed_by_peer());
  }
}

}  // namespace
}  // namespace tarsach::searchd

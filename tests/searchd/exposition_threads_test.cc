// A scrape while everybody counts is whole: for the thread sanitizer, and for histograms that add up.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "searchd/exposition.h"
#include "searchd/routes.h"
#include "tests/searchd/prometheus_text.h"

namespace tarsach::searchd {
namespace {

using namespace std::chrono_literals;

TEST(ExpositionThreads, IsWholeWhileRequestsAreCounted) {
  Metrics metrics;
  constexpr int kThreads = 3, kRequests = 3'000;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&metrics] {
      const auto* route = find_route("/v1/search")->route;
      Facts facts;
      facts.search = SearchFacts{.total = 1, .rewrites = {"spelling"}};
      for (int i = 0; i < kRequests; ++i) {
        metrics.requests.record(route, 200, std::chrono::microseconds(i), 100);
        metrics.record(facts);
        if (i % 500 == 0) metrics.reloads.failed("one");
        if (i % 700 == 0) metrics.reloads.succeeded();
      }
    });
  double before = 0;
  for (int scrape = 0; scrape < 20; ++scrape) {
    const auto read = testing::read_prometheus_text(to_prometheus_text(metrics, {}));
    ASSERT_EQ(read.fault, "");
    const auto counted = read.value("tarsach_http_request_duration_seconds_count", {{"route", "/v1/search"}});
    ASSERT_TRUE(counted);
    EXPECT_GE(*counted, before);
    before = *counted;
  }
  for (auto& thread : threads) thread.join();
  const auto read = testing::read_prometheus_text(to_prometheus_text(metrics, {}));
  EXPECT_EQ(read.value("tarsach_searches_total", {{"result", "found"}}), kThreads * kRequests);
  EXPECT_EQ(read.value("tarsach_search_rewrites_total", {{"kind", "spelling"}}), kThreads * kRequests);
}

}  // namespace
}  // namespace tarsach::searchd

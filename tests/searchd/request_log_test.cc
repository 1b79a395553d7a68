#include "searchd/request_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/log.h"

namespace tarsach::searchd {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

/// What is written for a request that took so long, line by line.
std::vector<json> lines_of(const Request& request, const Response& response, std::chrono::nanoseconds time,
                           const Settings& settings = {}) {
  log::set_format(log::Format::kJson);
  ::testing::internal::CaptureStderr();
  const auto match = find_route(request.path);
  log_request({match ? match->route : nullptr, request, response, time}, settings);
  std::istringstream text(::testing::internal::GetCapturedStderr());
  log::set_format(log::Format::kText);
  std::vector<json> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(json::parse(line));
  return lines;
}

Request search_request() {
  Request request;
  request.method = "GET";
  request.path = "/v1/search";
  request.query = "q=%D1%82%D0%B0%D0%B9%D0%BD%D0%B0&year=2018&year=2019&secret=1";
  request.peer = "203.0.113.77";
  request.id = "1f";
  return request;
}

Response search_response() {
  Response response;
  response.body = "12345";
  response.facts.generation = 42;
  response.facts.search = SearchFacts{18, {"spelling", "translation"}, false, {}};
  response.facts.search->stages[static_cast<std::size_t>(query::Stage::kRank)] = 1500us;
  return response;
}

TEST(RequestLog, TellsOfASearchInNumbersWithoutWhatWasSearchedFor) {
  const auto lines = lines_of(search_request(), search_response(), 2314us);
  ASSERT_EQ(lines.size(), 1u);
  auto line = lines[0];
  line.erase("ts");
  EXPECT_EQ(line, json::parse(R"({"level":"info","message":"request","id":"1f","peer":"203.0.113.0/24","method":"GET",
      "route":"/v1/search","path":"/v1/search","status":200,"bytes":5,"ms":2.31,"generation":42,"wait_ms":0.0,
      "results":18,"rewrites":["spelling","translation"]})"));
}

TEST(RequestLog, TellsWhatWasSearchedForWhenAsked) {
  Settings settings;
  settings.log_queries = true;
  EXPECT_EQ(lines_of(search_request(), search_response(), 1ms, settings).at(0).at("q"), "тайна");
}

TEST(RequestLog, WarnsOfASlowOneWithItsStagesAndTheNamesOfItsParameters) {
  const auto lines = lines_of(search_request(), search_response(), 500ms);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1].at("level"), "warning");
  EXPECT_EQ(lines[1].at("message"), "slow request");
  EXPECT_EQ(lines[1].at("id"), "1f");
  EXPECT_EQ(lines[1].at("rank_ms"), 1.5);
  EXPECT_EQ(lines[1].at("parameters"), "q&year&year&?");
  EXPECT_EQ(lines[1].at("q_bytes"), 10);
  EXPECT_FALSE(lines[1].contains("q"));
}

TEST(RequestLog, WarnsAtTheTimeThatIsConfiguredOrNever) {
  Settings settings;
  settings.slow_query = 10;
  EXPECT_EQ(lines_of(search_request(), search_response(), 9ms, settings).size(), 1u);
  EXPECT_EQ(lines_of(search_request(), search_response(), 10ms, settings).size(), 2u);
  settings.slow_query = 0;
  EXPECT_EQ(lines_of(search_request(), search_response(), 1h, settings).size(), 1u);
}

TEST(RequestLog, IsJsonWhateverIsSent) {
  Settings settings;
  settings.log_queries = true;
  settings.slow_query = 1;
  Request request;
  request.method = "G\x01\"";
  request.path = "/\xff\n\"\\\x7f\xe2\x28";
  request.query = "q=%FF%00%22&%FF=1&&=&q";
  request.peer = "\xff";
  request.id = "1";
  request.headers = {{"traceparent", "\xff\""}};
  const auto lines = lines_of(request, {}, 1h, settings);  // a line that is not JSON throws
  EXPECT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines.at(0).at("route"), "none");
}

TEST(RequestLog, NamesNetworksAndNoClients) {
  EXPECT_EQ(network_of("203.0.113.77"), "203.0.113.0/24");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
  EXPECT_EQ(network_of("::ffff:203.0.113.77"), "203.0.113.0/24");
  EXPECT_EQ(network_of("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(network_of("::1"), "::1");
  EXPECT_EQ(network_of("unix"), "unix");
}

TEST(RequestLog, KeepsTheTraceOfAHeaderThatIsOne) {
  EXPECT_EQ(trace_of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), "4bf92f3577b34da6a3ce929d0e0e4736");
  for (const auto* wrong : {"", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                            "00-4bf92f3577b34da6a3ce929d0e0e473x-00f067aa0ba902b7-01",
                            "00x4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
    EXPECT_EQ(trace_of(wrong), "") << wrong;
}

TEST(RequestLog, BoundsTheNamesOfParameters) {
  std::string query;
  for (int i = 0; i < 1000; ++i) query += "&q=a";
  EXPECT_LT(shape_of(query).size(), 60u);
  EXPECT_TRUE(shape_of(query).ends_with("…"));
}

}  // namespace
}  // namespace tarsach::searchd

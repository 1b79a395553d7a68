// What the daemon and the indexer tell of themselves to those who look after them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/searchd/client.h"
#include "tests/searchd/prometheus_text.h"
#include "tests/system/in_process.h"
#include "tests/system/searchd_index.h"

namespace tarsach::testing {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

class Observed : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { index_ = std::make_unique<SmallIndex>(); }
  static void TearDownTestSuite() { index_.reset(); }

  PrometheusText scrape() {
    const auto answer = daemon_.get("/metrics");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    auto read = read_prometheus_text(answer.body);
    EXPECT_EQ(read.fault, "");
    return read;
  }

  static std::unique_ptr<SmallIndex> index_;
  QuietLog quiet_;
  InProcessDaemon daemon_{index_->path()};
};
std::unique_ptr<SmallIndex> Observed::index_;

TEST_F(Observed, CountsRequestsSearchesAndWhatWasUnderstood) {
  const auto first = daemon_.get("/v1/search?q=klaster");
  EXPECT_EQ(daemon_.get("/v1/search?q=klaster", "If-None-Match: " + first.header("ETag") + "\r\n").status, 304);
  EXPECT_EQ(daemon_.get("/v1/search?q=zzzzzz").status, 200);
  EXPECT_EQ(daemon_.get("/search?q=klaster").status, 200);
  EXPECT_EQ(daemon_.get("/feed.atom?q=klaster").status, 200);
  EXPECT_EQ(daemon_.get("/v1/suggest?q=zzzzzz").status, 200);
  EXPECT_EQ(daemon_.get("/v1/documents/none").status, 404);
  EXPECT_EQ(daemon_.get("/%22%0A\\nothing").status, 404);
  const auto read = scrape();
  const auto requests = [&](const std::string& route, const std::string& status) {
    return read.value("tarsach_http_requests_total", {{"route", route}, {"status", status}});
  };
  EXPECT_EQ(requests("/v1/search", "200"), 2);
  EXPECT_EQ(requests("/v1/search", "304"), 1);
  EXPECT_EQ(requests("/v1/documents/{id}", "404"), 1);
  EXPECT_EQ(requests("none", "404"), 1);
  EXPECT_EQ(read.value("tarsach_searches_total", {{"result", "found"}}), 3);
  EXPECT_EQ(read.value("tarsach_searches_total", {{"result", "none"}}), 1);
  EXPECT_EQ(read.value("tarsach_search_rewrites_total", {{"kind", "transliteration"}}), 3);
  EXPECT_EQ(read.value("tarsach_suggestions_total", {{"result", "none"}}), 1);
  EXPECT_EQ(read.value("tarsach_search_stage_duration_seconds_count", {{"stage", "write"}}), 4);
  EXPECT_EQ(read.value("tarsach_index_generation"), 1);
  EXPECT_EQ(read.value("tarsach_ready"), 1);
}

TEST_F(Observed, HasSeriesForRoutesAndNotForWhatIsSent) {
  const auto before = daemon_.get("/metrics").body;
  for (int i = 0; i < 50; ++i) (void)daemon_.get("/made-up/" + std::to_string(i));
  const auto after = daemon_.get("/metrics").body;
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  EXPECT_LE(lines(after), lines(before) + 1);  // the first 404 of "none"
}

TEST_F(Observed, IsReadyWithReasonsToLookAfterItWhenANewGenerationIsBroken) {
  daemon_.metrics().reloads.failed("/secret/path is damaged");
  const auto answer = daemon_.get("/health/readyz");
  EXPECT_EQ(answer.status, 200);
  const auto json = nlohmann::json::parse(answer.body);
  EXPECT_EQ(json.at("degraded").at(0).at("reason"), "reload_failing");
  EXPECT_TRUE(json.at("degraded").at(0).contains("since"));
  EXPECT_THAT(answer.body, ::testing::Not(HasSubstr("secret")));  // the log has it; this may be seen from outside
  EXPECT_EQ(scrape().value("tarsach_degraded", {{"reason", "reload_failing"}}), 1);
  daemon_.metrics().reloads.succeeded();
  EXPECT_EQ(nlohmann::json::parse(daemon_.get("/health/readyz").body).at("degraded").size(), 0u);
}

// ---- names ----

std::string content_of(const std::string& file) {
  std::stringstream content;
  content << std::ifstream(source_path(file)).rdbuf();
  return content.str();
}

/// Names of metrics, as they are written in documents and rules.
std::set<std::string> named_in(const std::string& file) {
  const auto text = content_of(file);
  const std::regex name("\\b(tarsach_[a-z_]*[a-z]|process_[a-z]+_[a-z_]*[a-z])\\b");
  std::set<std::string> names;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), name); at != std::sregex_iterator(); ++at)
    names.insert((*at)[1]);
  return names;
}

TEST_F(Observed, IsWhatDashboardAlertsAndHandbookName) {
  std::set<std::string> known;
  const auto add = [&](const PrometheusText& read) {
    for (const auto& family : read.families) {
      known.insert(family.name);
      for (const auto& sample : family.samples) known.insert(sample.name);
    }
  };
  add(scrape());
  add(read_prometheus_text(run_program({program_path("tarsach-indexer").string(), "status", "--index", index_->path(),
                                        "--format", "prometheus"})
                               .output));
  EXPECT_TRUE(known.contains("tarsach_indexer_last_run_success"));
  for (const char* file :
       {"deploy/prometheus/alerts.yml", "deploy/grafana/tarsach.json", "tests/operations/alerts_test.yml"}) {
    const auto named = named_in(file);
    EXPECT_GE(named.size(), 10u) << file;
    for (const auto& name : named) EXPECT_TRUE(known.contains(name)) << file << " names " << name;
  }
  for (const auto& name : named_in("docs/operations.md")) EXPECT_TRUE(known.contains(name)) << name;
}

TEST(Dashboard, HasPanelsThatDoNotLieOnEachOther) {
  const auto dashboard = nlohmann::json::parse(content_of("deploy/grafana/tarsach.json"));
  std::set<std::pair<int, int>> taken;
  std::set<int> ids;
  for (const auto& panel : dashboard.at("panels")) {
    EXPECT_TRUE(ids.insert(panel.at("id").get<int>()).second);
    const auto& at = panel.at("gridPos");
    EXPECT_LE(at.at("x").get<int>() + at.at("w").get<int>(), 24);
    for (int x = at.at("x"); x < at.at("x").get<int>() + at.at("w").get<int>(); ++x)
      for (int y = at.at("y"); y < at.at("y").get<int>() + at.at("h").get<int>(); ++y)
        EXPECT_TRUE(taken.emplace(x, y).second) << panel.at("title");
  }
  EXPECT_GE(ids.size(), 30u);
}

// ---- a log that nobody reads ----

/// The daemon with its standard error as the shell is told: `redirection`.
void expect_service_with(const SmallIndex& index, const std::string& redirection) {
  const int port = free_port();
  BackgroundProgram daemon({"/bin/bash", "-c",
                            "exec " + program_path("tarsach-searchd").string() + " --index " + index.path() +
                                " --port " + std::to_string(port) + " " + redirection});
  ASSERT_TRUE(wait_for_port(port, 20s)) << redirection;
  for (int i = 0; i < 500; ++i) ASSERT_EQ(get(port, "/health/livez").status, 200) << redirection << " " << i;
  EXPECT_EQ(get(port, "/v1/search?q=среща").status, 200) << redirection;
  EXPECT_EQ(daemon.stop(SIGTERM), 0) << redirection;
}

TEST(SearchdLog, DoesNotStopTheServiceWhenNobodyReadsIt) {
  const SmallIndex index;
  expect_service_with(index, "2> >(exec sleep 20)");  // 500 lines are more than a pipe holds
  expect_service_with(index, "2> >(true)");           // SIGPIPE, EPIPE
  expect_service_with(index, "2>&-");                 // else the first socket would be descriptor 2
  if (std::filesystem::exists("/dev/full")) expect_service_with(index, "2> /dev/full");
}

}  // namespace
}  // namespace tarsach::testing

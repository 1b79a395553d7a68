#include "searchd/exposition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "searchd/routes.h"
#include "tests/searchd/prometheus_text.h"
#include "tests/support/process.h"

namespace tarsach::searchd {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::PrometheusText;
using testing::read_prometheus_text;

constexpr std::time_t kBuilt = 1'795'316'400;  // 2026-11-22T03:00:00Z

Observation observation() {
  Observation seen;
  seen.readiness.index = {.generation = 42, .documents = 17'118, .built_at = "2026-11-22T03:00:00Z"};
  seen.now = std::chrono::system_clock::from_time_t(kBuilt + 90);
  seen.process = read_process();
  return seen;
}

PrometheusText expose(const Metrics& metrics) {
  auto read = read_prometheus_text(to_prometheus_text(metrics, observation()));
  EXPECT_EQ(read.fault, "");
  return read;
}

TEST(PrometheusReader, IsStrict) {
  const std::string begin = "# HELP a_total Text.\n# TYPE a_total counter\n";
  EXPECT_EQ(read_prometheus_text(begin + "a_total{b=\"c\\\\\\\"\\n\"} 1\n").fault, "");
  for (const std::string& wrong :
       {std::string("a_total 1\n"), begin, begin + "a_total 1", begin + "b_total 1\n", begin + "a_total -1\n",
        begin + "a_total 1\na_total 2\n", begin + "a_total{b=\"\\x\"} 1\n", begin + "a_total{b=\"c} 1\n",
        begin + "a_total{1=\"c\"} 1\n", begin + "a_total  1\n", begin + "a_total x\n", begin + "\na_total 1\n",
        begin + "a_total NaN\n", std::string("# TYPE a gauge\na 1\n"), std::string("# HELP a \n# TYPE a gauge\na 1\n"),
        std::string("# HELP a A.\n# TYPE a counter\na 1\n")})
    EXPECT_NE(read_prometheus_text(wrong).fault, "") << wrong;
  const std::string histogram = "# HELP h H.\n# TYPE h histogram\n";
  EXPECT_EQ(
      read_prometheus_text(histogram + "h_count 3\nh_sum 1\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 3\n").fault,
      "");
  for (const std::string wrong :
       {"h_count 3\nh_sum 1\nh_bucket{le=\"1\"} 2\n",
        "h_count 2\nh_sum 1\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 3\n",
        "h_count 3\nh_sum 1\nh_bucket{le=\"1\"} 4\nh_bucket{le=\"+Inf\"} 3\n", "h_sum 1\nh_bucket{le=\"+Inf\"} 3\n",
        "h_count 3\nh_sum 1\nh_bucket{le=\"2\"} 1\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 3\n"})
    EXPECT_NE(read_prometheus_text(histogram + wrong).fault, "") << wrong;
}

TEST(Exposition, IsInPrometheusFormatBeforeAnythingHappened) {
  const Metrics metrics;
  const auto read = expose(metrics);
  EXPECT_EQ(read.value("tarsach_http_requests_total", {{"route", "/v1/search"}, {"status", "503"}}), 0);
  EXPECT_EQ(read.value("tarsach_http_requests_total", {{"route", "/v1/search"}, {"status", "404"}}), std::nullopt);
  EXPECT_EQ(read.value("tarsach_searches_total", {{"result", "none"}}), 0);
}

TEST(Exposition, TellsWhatWasCounted) {
  Metrics metrics;
  metrics.requests.record(find_route("/v1/documents/x")->route, 404, 3ms, 10);
  metrics.requests.record(nullptr, 599, 1h, 0);
  metrics.rejections.add(Rejection::kPatience);
  metrics.open_connections.add();
  metrics.open_connections.add();
  metrics.open_connections.subtract();
  const auto read = expose(metrics);
  EXPECT_EQ(read.value("tarsach_http_requests_total", {{"route", "/v1/documents/{id}"}, {"status", "404"}}), 1);
  EXPECT_EQ(read.value("tarsach_http_requests_total", {{"route", "none"}, {"status", "other"}}), 1);
  const auto bucket = [&](const std::string& bound) {
    return read.value("tarsach_http_request_duration_seconds_bucket", {{"route", "/v1/documents/{id}"}, {"le", bound}});
  };
  EXPECT_EQ(bucket("0.0025"), 0);
  EXPECT_EQ(bucket("0.005"), 1);
  EXPECT_EQ(read.value("tarsach_http_request_duration_seconds_sum", {{"route", "none"}}), 3600);
  EXPECT_EQ(read.value("tarsach_rejections_total", {{"reason", "patience"}}), 1);
  EXPECT_EQ(read.value("tarsach_open_connections"), 1);
}

TEST(Exposition, TellsHowSearchesWereUnderstood) {
  Metrics metrics;
  Facts facts;
  facts.search = SearchFacts{0, {"spelling", "something_new"}, true, {}};
  metrics.record(facts);
  const auto read = expose(metrics);
  EXPECT_EQ(read.value("tarsach_searches_total", {{"result", "none"}}), 1);
  EXPECT_EQ(read.value("tarsach_searches_with_remedies_total"), 1);
  EXPECT_EQ(read.value("tarsach_search_rewrites_total", {{"kind", "spelling"}}), 1);
  EXPECT_EQ(read.value("tarsach_search_rewrites_total", {{"kind", "other"}}), 1);
  EXPECT_EQ(read.value("tarsach_search_stage_duration_seconds_count", {{"stage", "match"}}), 1);
}

TEST(Exposition, TellsOfIndexAndProcess) {
  Metrics metrics;
  metrics.reloads.failed("damaged");
  const auto read = expose(metrics);
  EXPECT_EQ(read.value("tarsach_index_generation"), 42);
  EXPECT_EQ(read.value("tarsach_index_age_seconds"), 90);
  EXPECT_EQ(read.value("tarsach_index_built_timestamp_seconds"), kBuilt);
  EXPECT_EQ(read.value("tarsach_index_reloads_total", {{"result", "failure"}}), 1);
  EXPECT_GT(read.value("process_resident_memory_bytes"), 1'000'000);
  EXPECT_GT(read.value("process_open_fds"), 2);
  EXPECT_NEAR(*read.value("process_start_time_seconds"), static_cast<double>(std::time(nullptr)), 600);
}

TEST(Exposition, TellsWhyItIsNotReadyOrDegraded) {
  const Metrics metrics;
  auto seen = observation();
  seen.readiness.degraded.push_back({kReloadFailing});
  const auto degraded = read_prometheus_text(to_prometheus_text(metrics, seen));
  EXPECT_EQ(degraded.value("tarsach_ready"), 1);
  EXPECT_EQ(degraded.value("tarsach_degraded", {{"reason", "reload_failing"}}), 1);
  EXPECT_EQ(degraded.value("tarsach_degraded", {{"reason", "overloaded"}}), 0);
  seen.readiness.problem = ProblemCode::kDraining;
  EXPECT_EQ(read_prometheus_text(to_prometheus_text(metrics, seen)).value("tarsach_ready"), 0);
}

TEST(Exposition, KnowsTheKindsOfRewritesThatTheDocumentsTell) {
  std::stringstream text;
  text << std::ifstream(testing::source_path("docs/query-language.md")).rdbuf();
  const auto section = text.str().substr(text.str().find("## What is told"));
  const auto table = section.substr(0, section.find("In `interpretation.alternatives`"));
  std::set<std::string> told, known(kRewriteKinds.begin(), kRewriteKinds.end());
  const std::regex row("\n\\| ((`[a-z_]+`(, )?)+) \\|"), name("`([a-z_]+)`");
  for (auto at = std::sregex_iterator(table.begin(), table.end(), row); at != std::sregex_iterator(); ++at) {
    const std::string names = (*at)[1];
    for (auto one = std::sregex_iterator(names.begin(), names.end(), name); one != std::sregex_iterator(); ++one)
      told.insert((*one)[1]);
  }
  told.erase("kind");
  known.erase("other");
  EXPECT_EQ(known, told);
}

// ---- docs/operations.md ----

std::string table_of_metrics() {
  const Metrics metrics;
  std::string table = "| metric | labels | what it tells |\n|---|---|---|\n";
  for (const auto& family : expose(metrics).families) {
    std::string labels;
    for (const auto& label : family.label_names()) labels += (labels.empty() ? "`" : ", `") + label + "`";
    table += "| `" + family.name + "` | " + labels + " | " + family.help + " |\n";
  }
  return table;
}

TEST(Exposition, IsListedInTheHandbook) {
  const auto path = testing::source_path("docs/operations.md");
  std::stringstream content;
  content << std::ifstream(path).rdbuf();
  auto text = content.str();
  const std::string opening = "<!-- metrics -->\n";
  const auto begin = text.find(opening), end = text.find("<!-- /metrics -->");
  ASSERT_TRUE(begin != std::string::npos && end != std::string::npos);
  const auto from = begin + opening.size();
  if (std::getenv("TARSACH_UPDATE_GOLDENS") != nullptr) {
    text.replace(from, end - from, table_of_metrics());
    std::ofstream(path) << text;
    return;
  }
  EXPECT_EQ(text.substr(from, end - from), table_of_metrics()) << "TARSACH_UPDATE_GOLDENS=1 writes it anew";
}

}  // namespace
}  // namespace tarsach::searchd

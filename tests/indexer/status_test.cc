#include "indexer/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "indexer/last_run.h"
#include "schema/manifest.h"
#include "tests/indexer/articles.h"
#include "tests/searchd/prometheus_text.h"

namespace tarsach::indexer {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::read_prometheus_text;

class Status : public ::testing::Test {
 protected:
  void build() {
    Publication wishes;
    wishes.built_by = "a test";
    ASSERT_TRUE(place_.build({place_.write("some.jsonl", article_lines(2))}, wishes));
  }
  const schema::IndexDir& index() { return place_.index(); }
  [[nodiscard]] UtcTime built() {
    const auto folder = index().generation_path(index().current().value());
    return *parse_utc(schema::read_manifest(folder).value().built_at);
  }
  void write_run(int exit_status, const std::string& error) {
    LastRun run{"update", *parse_utc("2026-11-22T03:00:00Z"), *parse_utc("2026-11-22T03:05:10Z"), 310.5};
    run.exit_status = exit_status;
    run.error = error;
    run.generation = 1;
    ASSERT_TRUE(write_last_run(run, index().path()));
  }
  Workplace place_;
};

TEST_F(Status, TellsHowOldTheGenerationIs) {
  build();
  EXPECT_THAT(status(index(), StatusFormat::kText, built() + 50h + 7min).value(), HasSubstr(", 2 days 2 h ago\n"));
  EXPECT_THAT(status(index(), StatusFormat::kText, built() + 125min).value(), HasSubstr(", 2 h 5 min ago\n"));
  const auto json = nlohmann::json::parse(status(index(), StatusFormat::kJson, built() + 90s).value());
  EXPECT_EQ(json.at("ageSeconds"), 90);
}

TEST_F(Status, TellsHowTheLastRunEnded) {
  build();
  EXPECT_THAT(status(index(), StatusFormat::kText).value(), HasSubstr("last run   unknown\n"));
  write_run(0, "");
  EXPECT_THAT(status(index(), StatusFormat::kText).value(),
              HasSubstr("last run   update succeeded at 2026-11-22T03:05:10Z after 5 min\n"));
  write_run(65, "too few");
  EXPECT_THAT(status(index(), StatusFormat::kText).value(),
              HasSubstr("last run   update FAILED at 2026-11-22T03:05:10Z after 5 min, exit status 65: too few\n"));
  const auto json = nlohmann::json::parse(status(index(), StatusFormat::kJson).value());
  EXPECT_EQ(json.at("lastRun").at("exitStatus"), 65);
}

TEST_F(Status, IsGaugesForPrometheus) {
  build();
  write_run(65, "too few");
  const auto read = read_prometheus_text(status(index(), StatusFormat::kPrometheus).value());
  EXPECT_EQ(read.fault, "");
  const testing::PrometheusLabels label = {{"index", index().path().string()}};
  EXPECT_EQ(read.value("tarsach_indexer_generation", label), 1);
  EXPECT_EQ(read.value("tarsach_indexer_documents", label), 2);
  EXPECT_EQ(read.value("tarsach_indexer_last_run_success", label), 0);
  EXPECT_EQ(read.value("tarsach_indexer_last_run_exit_status", label), 65);
  EXPECT_EQ(read.value("tarsach_indexer_last_run_timestamp_seconds", label), 1'795'316'710);
  EXPECT_EQ(read.value("tarsach_indexer_last_run_duration_seconds", label), 310.5);
}

TEST_F(Status, OfAnIndexWithoutAGenerationIsTheLastRunAloneForPrometheus) {
  write_run(70, "no room");
  const auto read = read_prometheus_text(status(index(), StatusFormat::kPrometheus).value());
  EXPECT_EQ(read.fault, "");
  EXPECT_EQ(read.value("tarsach_indexer_generation", {{"index", index().path().string()}}), 0);
  EXPECT_EQ(read.value("tarsach_indexer_last_run_success", {{"index", index().path().string()}}), 0);
}

TEST_F(Status, OfAnotherSchemaTellsWhatItCanRead) {
  build();
  const std::string path = "index/generations/000001/manifest.json";
  auto manifest = nlohmann::json::parse(read_file(index().path().parent_path() / path).value());
  manifest["schemaVersion"] = 1;
  place_.write(path, manifest.dump());
  const std::string text = status(index(), StatusFormat::kText).value();
  EXPECT_THAT(text, HasSubstr("documents  2\n"));
  EXPECT_THAT(text, HasSubstr("schema 1, "));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("shards")));

  place_.write(path, R"({"schemaVersion":1,"documents":"many"})");
  EXPECT_THAT(status(index(), StatusFormat::kText).value(), HasSubstr("documents  unknown\nversions   schema 1 ("));
  const auto json = nlohmann::json::parse(status(index(), StatusFormat::kJson).value());
  EXPECT_FALSE(json.at("generations").at(0).contains("documents"));
  const std::string gauges = status(index(), StatusFormat::kPrometheus).value();
  EXPECT_THAT(gauges, HasSubstr("tarsach_indexer_generation"));
  EXPECT_THAT(gauges, ::testing::Not(HasSubstr("tarsach_indexer_documents")));
}

TEST_F(Status, PassesOverADamagedRecordOfTheLastRun) {
  build();
  for (const auto* damaged : {"", "[]", "{\"begun\":1}", "{\"begun\":\"x\",\"ended\":\"y\"}"}) {
    place_.write("index/last-run.json", damaged);
    EXPECT_THAT(status(index(), StatusFormat::kText).value(), HasSubstr("is damaged"));
    EXPECT_EQ(read_prometheus_text(status(index(), StatusFormat::kPrometheus).value()).fault, "");
  }
  place_.write("index/last-run.json",
               R"({"begun":"2026-11-22T03:00:00Z","ended":"2026-11-22T03:00:00Z","seconds":"x","exitStatus":[]})");
  EXPECT_TRUE(status(index(), StatusFormat::kText));
}

}  // namespace
}  // namespace tarsach::indexer

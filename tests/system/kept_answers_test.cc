// A daemon that keeps answers beside one that does not: nobody can tell them apart, but by times.
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "searchd/url.h"
#include "tests/system/in_process.h"
#include "tests/system/searchd_index.h"

namespace tarsach::testing {
namespace {

using nlohmann::ordered_json;

/// What one may see of an answer, without its times.
std::string shown(const StrictAnswer& answer) {
  std::string all = std::to_string(answer.status) + answer.fault;
  for (const auto& [name, value] : answer.headers)
    if (name != "Date" && name != "Server-Timing" && name != "Content-Length") all += "\n" + name + ": " + value;
  if (answer.type() != "application/json") return all + "\n" + answer.body;
  auto json = ordered_json::parse(answer.body);
  if (json.contains("processingTimeMs")) json["processingTimeMs"] = 0;
  return all + "\n" + json.dump();
}

bool is_kept(const StrictAnswer& answer) {
  return answer.header("Server-Timing").find("cache;desc=hit") != std::string::npos;
}

template <typename List>
const auto& one_of(const List& list, std::mt19937& random) {
  return list[random() % list.size()];
}

/// Some of these are refused, some find nothing, some are the same in other words.
std::string random_target(std::mt19937& random) {
  static const std::vector<std::string> paths = {"/v1/search",
                                                 "/v1/search",
                                                 "/v1/search",
                                                 "/search",
                                                 "/v1/suggest",
                                                 "/v1/facets/event",
                                                 "/v1/explain",
                                                 "/feed.atom",
                                                 "/v1/documents/a1",
                                                 "/v1/documents/a1/similar",
                                                 "/v1/events/varna-2018",
                                                 "/event"};
  static const std::vector<std::string> queries = {
      "",           "клъстер",   "клъстерна среща", "klaster",         "вчера",
      "среща 2018", "\"среща\"", "кластер",         "\xE2\x80\xA8 \"", "ня**"};
  static const std::vector<std::string> more = {
      "year=2018",       "year=2017..2019", "facets=event", "facets=none", "page=2",    "page=1",
      "per_page=2",      "sort=date:desc",  "group=event",  "rewrite=off", "match=any", "highlight=false",
      "fields=id,title", "explain=true",    "ui=en",        "lang=bg",     "what=1"};
  std::string target = one_of(paths, random) + "?q=" + searchd::percent_encode(one_of(queries, random));
  for (auto left = random() % 3; left > 0; --left) target += "&" + one_of(more, random);
  return target;
}

TEST(KeptAnswers, CanNotBeToldFromOthersAcrossGenerations) {
  const QuietLog quiet;
  const SmallIndex index;
  InProcessDaemon keeps(index.path()), forgets(index.path(), 0);
  const std::array sources = {
      index.folder().write("one.jsonl", R"({"id":"a1","title":"Среща","body":"Една среща в клъстера."})").string(),
      source_path("tests/golden/http/articles.jsonl").string()};
  std::mt19937 random(20261122);
  for (std::size_t generation = 0; generation < 3; ++generation) {
    std::vector<std::string> asked;
    for (int i = 0; i < 300; ++i) {
      const std::string target = asked.empty() || random() % 2 == 0 ? random_target(random) : one_of(asked, random);
      asked.push_back(target);
      const std::string header = random() % 4 == 0 ? "Accept: application/x-suggestions+json\r\n" : "";
      const auto id = "X-Request-Id: r" + std::to_string(i) + "\r\n";
      const auto kept = keeps.get(target, header + id);
      const auto anew = forgets.get(target, header + id);
      ASSERT_EQ(shown(kept), shown(anew)) << target;
      ASSERT_FALSE(is_kept(anew));
      ASSERT_EQ(keeps.get(target, header + "If-None-Match: " + anew.header("ETag") + "\r\n").status,
                anew.status == 200 ? 304 : anew.status);
    }
    index.build(sources[generation % 2]);
    keeps.reload();
    forgets.reload();
  }
  EXPECT_GT(keeps.metrics().cache_hits.value(), 200u);
  EXPECT_EQ(forgets.metrics().cache_hits.value() + forgets.metrics().cache_misses.value(), 0u);
}

TEST(KeptAnswers, TellTheirOwnTimesAndWhoAsked) {
  const QuietLog quiet;
  const SmallIndex index;
  InProcessDaemon daemon(index.path());
  const auto first = daemon.get("/v1/search?q=среща", "X-Request-Id: first\r\n");
  const auto second = daemon.get("/v1/search?q=среща&page=1", "X-Request-Id: second\r\n");
  EXPECT_FALSE(is_kept(first));
  EXPECT_TRUE(is_kept(second));
  const auto one = ordered_json::parse(first.body), two = ordered_json::parse(second.body);
  EXPECT_EQ(one["requestId"], "first");
  EXPECT_EQ(two["requestId"], "second");
  EXPECT_NE(one["processingTimeMs"], two["processingTimeMs"]);
  EXPECT_EQ(one["hits"], two["hits"]);
  EXPECT_EQ(first.header("ETag"), second.header("ETag"));
}

TEST(KeptAnswers, AreNoErrors) {
  const QuietLog quiet;
  const SmallIndex index;
  InProcessDaemon daemon(index.path());
  for (const std::string target : {"/v1/documents/none", "/v1/search?page=0", "/v1/events/none", "/v1/documents/none"})
    EXPECT_GE(daemon.get(target).status, 400);
  EXPECT_EQ(daemon.metrics().cached_answers.value(), 0);
}

/// Its entity tag would say to a client that nothing has changed.
TEST(KeptAnswers, AreOthersWhenAGenerationIsMadeAgainUnderItsNumber) {
  const QuietLog quiet;
  const auto tag = [](const std::string& title) {
    const TemporaryFolder folder;
    const auto source = folder.write("one.jsonl", R"({"id":"a1","title":")" + title + R"(","body":"Една среща."})");
    const auto run =
        run_program({program_path("tarsach-indexer").string(), "build", "--index", (folder.path() / "index").string(),
                     "--vocabulary", source_path("schema/vocabulary").string(), source.string()});
    EXPECT_EQ(run.status, 0) << run.error;
    return InProcessDaemon(folder.path() / "index").get("/v1/search?q=a").header("ETag");
  };
  const std::string one = tag("Среща");
  std::this_thread::sleep_for(std::chrono::milliseconds(1'100));  // a generation tells its time in seconds
  const std::string other = tag("Клъстер");
  EXPECT_TRUE(one.starts_with("W/\"1-"));
  EXPECT_NE(one, other);
}

}  // namespace
}  // namespace tarsach::testing

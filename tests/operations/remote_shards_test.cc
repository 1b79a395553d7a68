// Shards that other processes serve with Xapian's own xapian-tcpsrv (Debian: xapian-tools; without it this skips): the
// answers of an index that is here as a whole, to the last bit; and while one does not answer, no answer.
#include <gtest/gtest.h>
#include <xapian.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include "base/file.h"
#include "query/engine.h"
#include "schema/shards.h"
#include "tests/operations/proxies_support.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"
#include "tests/system/daemon.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using query::Engine;

constexpr std::size_t kArticles = 500;
constexpr std::array<const char*, 10> kQueries = {
    "пристанище",     "община пристанище", "„община пристанище“",     "общ*",        "община -пристанище",
    "улица OR пазар", "заглавие",          "община улица пазар мост", "title:пазар", "пазарр"};

std::string some_words(std::mt19937& random, std::size_t count) {
  static const std::vector<std::string> kWords = {"пристанище", "община", "улица", "пазар", "мост", "училище", "река"};
  std::string text;
  for (; count > 0; --count) text += kWords[std::min(random() % kWords.size(), random() % kWords.size())] + " ";
  return text;
}

fs::path write_articles(const TemporaryFolder& folder) {
  std::mt19937 random(11);
  std::string lines;
  for (std::size_t i = 0; i < kArticles; ++i)
    lines += R"({"id": "a)" + std::to_string(i) + R"(", "title": "Заглавие )" + some_words(random, random() % 3) +
             R"(", "body": ")" + some_words(random, 1 + random() % 40) + R"(", "language": "bg", "date": "20)" +
             std::to_string(10 + random() % 10) + "\"}\n";
  return folder.write("articles.jsonl", lines);
}

/// The processes of a server: it has one for each connection.
class ShardServer {
 public:
  ShardServer(const fs::path& database, int port, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"xapian-tcpsrv", "--quiet", "--interface",
                                      "127.0.0.1",     "--port",  std::to_string(port)};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(database.string());
    program_ = std::make_unique<BackgroundProgram>(words);
    EXPECT_TRUE(wait_for_port(port, 20s)) << program_->error();
  }
  ~ShardServer() { signal_all(SIGKILL); }
  void signal_all(int number) const {
    const std::string parent = std::to_string(program_->process());
    std::ifstream children("/proc/" + parent + "/task/" + parent + "/children");
    for (pid_t child = 0; children >> child;) ::kill(child, number);
    program_->signal(number);
  }

 private:
  std::unique_ptr<BackgroundProgram> program_;
};

std::string told(const Result<query::Response>& response) {
  if (!response) return describe(response.error());
  std::string text = std::to_string(response->total) + ":";
  for (const query::Hit& hit : response->hits) {
    std::array<char, 32> score{};
    std::snprintf(score.data(), score.size(), "%a", hit.score);
    text += " " + hit.id + "=" + score.data() + " " + hit.formatted_body;
  }
  for (const query::Facet& facet : response->facets)
    for (const query::FacetCount& count : facet.counts) text += "|" + count.value + "=" + std::to_string(count.count);
  return text;
}

class RemoteShardsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (run_program({"/bin/sh", "-c", "command -v xapian-tcpsrv"}).status != 0)
      GTEST_SKIP() << "there is no xapian-tcpsrv (Debian: xapian-tools)";
  }

  /// An index, and a copy of it without the databases of these shards.
  void build(std::size_t shards, const std::vector<std::size_t>& elsewhere) {
    index_ = folder_.path() / ("index" + std::to_string(shards));
    here_ = folder_.path() / ("here" + std::to_string(shards));
    const auto built = run_program({program_path("tarsach-indexer"), "build", "--index", index_, "--shards",
                                    std::to_string(shards), write_articles(folder_)});
    ASSERT_EQ(built.status, 0) << built.error;
    fs::copy(index_, here_, fs::copy_options::recursive);
    for (const std::size_t shard : elsewhere) fs::remove_all(database(here_, shard, shards));
  }
  static fs::path database(const fs::path& index, std::size_t shard, std::size_t shards) {
    return schema::database_paths(index / "generations" / "000001", shards)[shard];
  }
  static std::string remote(std::size_t shard, int port) {
    return std::to_string(shard) + "=127.0.0.1:" + std::to_string(port);
  }
  static schema::RemoteShards remotes(const std::vector<std::string>& texts) {
    return schema::parse_remote_shards(texts, 2s).value();
  }

  TemporaryFolder folder_;
  fs::path index_, here_;
};

TEST_F(RemoteShardsTest, GiveTheAnswersOfAnIndexThatIsHereToTheLastBit) {
  const std::vector<std::pair<std::size_t, std::vector<std::size_t>>> cases = {{1, {0}}, {2, {1}}, {4, {1, 2}}};
  for (const auto& [shards, elsewhere] : cases) {
    build(shards, elsewhere);
    std::vector<std::unique_ptr<ShardServer>> servers;
    std::vector<std::string> texts;
    for (const std::size_t shard : elsewhere) {
      const int port = free_port();
      servers.push_back(std::make_unique<ShardServer>(database(index_, shard, shards), port));
      texts.push_back(remote(shard, port));
    }
    const auto local = Engine::open(index_);
    const auto spread = Engine::open(here_, remotes(texts));
    ASSERT_TRUE(local && spread) << describe(spread.error());
    for (const char* text : kQueries)
      for (const std::size_t offset : {0U, 40U}) {
        const query::Request request{.query = text, .offset = offset};
        EXPECT_EQ(told((*spread)->search(request, query::Deadline::never())),
                  told((*local)->search(request, query::Deadline::never())))
            << text << " in " << shards << " shards";
      }
    EXPECT_EQ((*spread)->document("a7")->body, (*local)->document("a7")->body);
    EXPECT_EQ((*spread)->similar({.id = "a7"}, query::Deadline::never())->same_language.size(),
              (*local)->similar({.id = "a7"}, query::Deadline::never())->same_language.size());
  }
}

TEST_F(RemoteShardsTest, OfAnotherGenerationAreRefused) {
  build(2, {1});
  const int port = free_port();
  const ShardServer server(database(index_, 0, 2), port);
  const auto opened = Engine::open(here_, remotes({remote(1, port)}));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(opened.error().message.find("does not serve shard 1 of this generation"), std::string::npos)
      << opened.error().message;
}

TEST_F(RemoteShardsTest, AreTheOnlyFilesThatMayBeMissing) {
  build(2, {1});
  const int port = free_port();
  const ShardServer server(database(index_, 1, 2), port);
  ASSERT_TRUE(Engine::open(here_, remotes({remote(1, port)})));
  EXPECT_EQ(Engine::open(here_).error().code, ErrorCode::kBadData);
  EXPECT_EQ(Engine::open(index_, remotes({remote(2, port)})).error().code, ErrorCode::kUnavailable);
  fs::remove(database(here_, 0, 2) / "termlist.glass");
  EXPECT_EQ(Engine::open(here_, remotes({remote(1, port)})).error().code, ErrorCode::kBadData);
}

/// An answer without what differs from one to the next.
std::string what_is_said(const Answer& answer) {
  static const std::regex kTimes(R"re("(processingTimeMs|milliseconds|requestId|took)":[^,}]*)re");
  return std::to_string(answer.status) + std::regex_replace(answer.body, kTimes, "");
}

class RemoteShardsDaemonTest : public RemoteShardsTest {
 protected:
  void SetUp() override {
    RemoteShardsTest::SetUp();
    if (IsSkipped()) return;
    build(2, {1});
    port_ = free_port();
  }
  void start_server(const std::vector<std::string>& more = {}) {
    server_ = std::make_unique<ShardServer>(database(index_, 1, 2), port_, more);
  }
  void start_daemons() {
    whole_ = std::make_unique<Daemon>(index_.string());
    spread_ = std::make_unique<Daemon>(
        here_.string(), std::vector<std::string>{"--remote-shard", remote(1, port_), "--deadline", "1500"});
  }
  static std::string target(const std::string& query) { return "/v1/search?q=" + query; }
  void expect_same(const std::string& query) const {
    const Answer expected = ask(whole_->port(), target(query));
    EXPECT_EQ(expected.status, 200) << expected.body;
    EXPECT_NE(expected.body.find("\"score\""), std::string::npos) << expected.body;
    EXPECT_EQ(what_is_said(ask(spread_->port(), target(query))), what_is_said(expected)) << spread_->program().error();
  }
  void expect_unavailable(const std::string& query) const {
    const auto begin = std::chrono::steady_clock::now();
    const Answer answer = ask(spread_->port(), target(query));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s) << "no measurement: it came to an end";
    EXPECT_EQ(answer.status, 503) << answer.body;
    EXPECT_FALSE(answer.header("Retry-After").empty());
    EXPECT_EQ(answer.body.find("\"hits\""), std::string::npos);
  }

  int port_ = 0;
  std::unique_ptr<ShardServer> server_;
  std::unique_ptr<Daemon> whole_, spread_;
};

TEST_F(RemoteShardsDaemonTest, ThatFreezeAreToldAndNeverGiveALateAnswer) {
  start_server();
  start_daemons();
  expect_same("%D0%BF%D0%B0%D0%B7%D0%B0%D1%80");  // пазар
  server_->signal_all(SIGSTOP);
  expect_unavailable("%D0%BC%D0%BE%D1%81%D1%82");  // мост
  const Answer ready = ask(spread_->port(), "/health/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_NE(ready.body.find("remote-shard"), std::string::npos) << ready.body;
  server_->signal_all(SIGCONT);
  EXPECT_TRUE(comes_true([&] { return ask(spread_->port(), "/health/readyz").status == 200; }));
  for (const char* word : {"%D1%80%D0%B5%D0%BA%D0%B0", "%D0%BC%D0%BE%D1%81%D1%82"}) expect_same(word);  // река, мост
}

TEST_F(RemoteShardsDaemonTest, ThatDieAreToldAndServeAgainWhenTheyAreBack) {
  start_server();
  start_daemons();
  expect_same("%D0%BF%D0%B0%D0%B7%D0%B0%D1%80");
  server_.reset();
  expect_unavailable("%D0%BC%D0%BE%D1%81%D1%82");
  EXPECT_EQ(ask(spread_->port(), "/health/readyz").status, 503);
  start_server();
  expect_same("%D0%BC%D0%BE%D1%81%D1%82");
  EXPECT_EQ(ask(spread_->port(), "/health/readyz").status, 200);
}

TEST_F(RemoteShardsDaemonTest, ThatCloseAnIdleConnectionAreAskedOnANewOne) {
  start_server({"--timeout", "300"});
  start_daemons();
  expect_same("%D0%BF%D0%B0%D0%B7%D0%B0%D1%80");
  std::this_thread::sleep_for(1s);
  expect_same("%D0%BC%D0%BE%D1%81%D1%82");
}

}  // namespace
}  // namespace tarsach::testing

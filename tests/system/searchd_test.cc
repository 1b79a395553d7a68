// The daemon as its clients see it: the program over a small index, spoken to over sockets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "tests/searchd/client.h"
#include "tests/support/golden.h"
#include "tests/system/daemon.h"
#include "tests/system/searchd_index.h"

namespace tarsach::testing {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

/// One daemon for all tests that only ask.
class Searchd : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    index_ = std::make_unique<SmallIndex>();
    daemon_ = std::make_unique<Daemon>(index_->path());
  }
  static void TearDownTestSuite() {
    daemon_.reset();
    index_.reset();
  }
  [[nodiscard]] static int port() { return daemon_->port(); }

  static std::unique_ptr<SmallIndex> index_;
  static std::unique_ptr<Daemon> daemon_;
};
std::unique_ptr<SmallIndex> Searchd::index_;
std::unique_ptr<Daemon> Searchd::daemon_;

// ---- goldens ----

struct Pattern {
  const char* text;
  const char* shown;
};

/// Of an explanation: their last digits are the compiler's.
constexpr auto kMeasures = "(\"(weight|neighbours|passage|beginning|title|boost)\": )-?[0-9][-+0-9.e]*";

/// What differs from run to run is shown as what it is.
std::string normalised(std::string text) {
  for (const auto& [pattern, shown] : std::vector<Pattern>{{"\r", ""},
                                                           {"(Date: )[^\n]*", "$1DATE"},
                                                           {"(ETag: )[^\n]*", "$1TAG"},
                                                           {"(X-Request-Id: )[0-9a-f]{16}", "$1ID"},
                                                           {"(Server-Timing: )[^\n]*", "$1TIMES"},
                                                           {"(Content-Length: )[^\n]*", "$1BYTES"},
                                                           {"(\"requestId\": )\"[0-9a-f]{16}\"", "$1\"ID\""},
                                                           {"(<code>)[0-9a-f]{16}(</code>)", "$1ID$2"},
                                                           {"(\"processingTimeMs\": )[-+0-9.e]*", "$1TIME"},
                                                           {"(\"score\": )[-+0-9.e]*", "$1SCORE"},
                                                           {kMeasures, "$1NUMBER"},
                                                           {"(\n <updated>)[^<]*", "$1TIME"},
                                                           {"(\"(commit|version)\": )\"[^\"]*\"", "$1\"BUILD\""},
                                                           {"(\"(analysis|schema)\": )[0-9]+", "$1NUMBER"},
                                                           {"(\"builtAt\": )\"[^\"]*\"", "$1\"TIME\""},
                                                           {"page\\.(css|js)\\?[-0-9a-z]*", "page.$1?BUILD"}})
    text = std::regex_replace(text, std::regex(pattern), shown);
  return text;
}

std::string shown(const Received& answer) {
  const auto json = nlohmann::ordered_json::parse(answer.body, nullptr, false);
  return normalised(answer.head + (json.is_discarded() ? answer.body : json.dump(2)) + "\n");
}

struct Case {
  const char* name;
  const char* request;  // request line and headers
};

/// "GET /a\r\nAccept: b" with what every request has.
std::string as_http(std::string request) {
  const auto line_end = std::min(request.find('\r'), request.size());
  request.insert(line_end, " HTTP/1.1\r\nHost: test\r\nConnection: close");
  return request + "\r\n\r\n";
}

TEST_F(Searchd, AnswersAsItsGoldenFilesSay) {
  for (const auto& [name, request] : std::vector<Case>{
           {"search.txt", "GET /v1/search?q=клъстерна+среща"},
           {"search-filtered.txt", "GET /v1/search?q=иновации&year=2018&lang=bg&facets=year&fields=id,title"},
           {"search-nothing.txt", "GET /v1/search?q=zzzzzz"},
           {"search-remedies.txt",
            "GET /v1/search?q=клъстерна+среща+ракета&match=all&topic=funding&-lang=en&facets=none"},
           {"search-head.txt", "HEAD /v1/search?q=Варна&facets=none"},
           {"browse.txt", "GET /v1/search?per_page=2&page=2&facets=none"},
           {"facet.txt", "GET /v1/facets/event?q=среща"},
           {"facet-query.txt", "GET /v1/facets/event?facet_query=соф"},
           {"facet-unknown.txt", "GET /v1/facets/author\r\nAccept-Language: en"},
           {"suggest.txt", "GET /v1/suggest?q=клъстерни+сре&limit=3"},
           {"suggest-latin.txt", "GET /v1/suggest?q=%3Cb%3Eklast"},
           {"suggest-names.txt", "GET /v1/suggest"},
           {"suggest-nothing.txt", "GET /v1/suggest?q=zzzzzz"},
           {"suggest-opensearch.txt", "GET /v1/suggest?q=вар\r\nAccept: application/x-suggestions+json"},
           {"suggest-wrong.txt", "GET /v1/suggest?limit=51&page=2\r\nAccept-Language: en"},
           {"document.txt", "GET /v1/documents/https%3A%2F%2Fexample.org%2Fen%2Fvarna%23top"},
           {"document-unknown.txt", "GET /v1/documents/none"},
           {"document-marked.txt", "GET /v1/documents/unsafe?q=script"},
           {"document-slash.txt", "GET /v1/documents/https://example.org/en/varna"},
           {"similar.txt", "GET /v1/documents/unsafe/similar?limit=1"},
           {"similar-unknown.txt", "GET /v1/documents/none/similar\r\nIf-None-Match: *"},
           {"event.txt", "GET /v1/events/varna-2018?limit=1"},
           {"event-unknown.txt", "GET /v1/events/varna-2008\r\nAccept-Language: en"},
           {"groups.txt", "GET /v1/search?q=среща&group=event&group_limit=1&facets=none&fields=id,date"},
           {"explain.txt", "GET /v1/explain?q=klaster&year=2018"},
           {"feed-served.txt", "GET /feed.atom?q=среща&topic=innovation&per_page=1"},
           {"nearly-right.txt", "GET /v1/serch?q=a\r\nAccept-Language: en"},
           {"livez.txt", "GET /health/livez"},
           {"readyz.txt", "GET /health/readyz"},
           {"version.txt", "GET /version"},
           {"root.txt", "GET /"},
           {"favicon.txt", "GET /favicon.ico"},
           {"not-found.txt", "GET /nothing/here"},
           {"not-found-page.txt", "GET /nothing/here\r\nAccept: text/html"},
           {"unknown-parameter.txt", "GET /v1/search?yaer=2018&page=0\r\nAccept-Language: en"},
           {"unknown-parameter-bg.txt", "GET /v1/search?yaer=2018"},
           {"page.html", "GET /search?q=клъстерна+среща&year=2018"},
           {"page-en.html", "GET /search?q=cluster&ui=en"},
           {"page-nothing.html", "GET /search?q=zzzzzz&match=all&topic=innovation"},
           {"page-home.html", "GET /search"},
           {"page-browse.html", "GET /search?sort=date:desc&per_page=2"},
           {"page-groups.html", "GET /search?q=среща&group=event"},
           {"page-event.html", "GET /event?id=varna-2018"},
           {"page-no-event.html", "GET /event?id=varna-2008&ui=en"},
           {"page-problem.html", "GET /search?page=0&ui=en"},
           {"article.html", "GET /article?id=unsafe"},
       }) {
    Client client(port());
    client.send(as_http(request));
    const bool head = std::string_view(request).starts_with("HEAD");
    const auto answer = client.receive(head ? Client::Body::kNone : Client::Body::kExpected);
    EXPECT_TRUE(matches_golden(std::string("http/") + name, shown(answer))) << request;
  }
}

// ---- what else must hold ----

TEST_F(Searchd, AnswersARevalidationWithoutABody) {
  const auto first = get(port(), "/v1/search?q=среща&year=2018");
  const auto tag = first.header("ETag");
  EXPECT_THAT(first.header("Cache-Control"), HasSubstr("must-revalidate"));
  const auto second = get(port(), "/v1/search?year=2018&q=среща&page=1", "If-None-Match: " + tag + "\r\n");
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, "");
  EXPECT_EQ(get(port(), "/v1/search?q=среща", "If-None-Match: " + tag + "\r\n").status, 200);
}

TEST_F(Searchd, AnswersARevalidationOfAnythingOnlyIfThereIsSomething) {
  for (const auto* path : {"/v1/documents/none", "/v1/documents/none/similar", "/v1/events/none", "/article?id=none"})
    EXPECT_EQ(get(port(), path, "If-None-Match: *\r\n").status, 404) << path;
  for (const auto* path : {"/v1/documents/unsafe", "/v1/events/varna-2018", "/search", "/page.css"})
    EXPECT_EQ(get(port(), path, "If-None-Match: *\r\n").status, 304) << path;
}

TEST_F(Searchd, GivesSuggestionsInTheFormThatIsPreferred) {
  const auto type_for = [&](const std::string& accept) {
    return get(port(), "/v1/suggest?q=вар", "Accept: " + accept + "\r\n").header("Content-Type");
  };
  EXPECT_EQ(type_for("*/*"), "application/json; charset=utf-8");
  EXPECT_EQ(type_for("application/x-suggestions+json;q=0.5, application/json"), "application/json; charset=utf-8");
  EXPECT_EQ(type_for("application/json, application/x-suggestions+json"),
            "application/x-suggestions+json; charset=utf-8");
  const auto browser = get(port(), "/v1/suggest?q=вар", "Accept: application/x-suggestions+json\r\n");
  EXPECT_THAT(browser.header("Vary"), HasSubstr("Accept"));
  const auto program = get(port(), "/v1/suggest?q=вар", "If-None-Match: " + browser.header("ETag") + "\r\n");
  EXPECT_EQ(program.status, 200);  // another form is another answer
}

TEST_F(Searchd, EchoesARequestIdOnlyIfItIsClean) {
  EXPECT_EQ(get(port(), "/version", "X-Request-Id: abc-1.2_3\r\n").header("X-Request-Id"), "abc-1.2_3");
  for (const auto& id : std::vector<std::string>{"a b", "<b>", std::string(65, 'a')})
    EXPECT_NE(get(port(), "/version", "X-Request-Id: " + id + "\r\n").header("X-Request-Id"), id);
}

struct Hostile {
  const char* what;
  std::string bytes;
  int status;
  const char* code;
};

TEST_F(Searchd, GivesEveryHostileRequestItsClearAnswer) {
  std::string ranges = "Range: bytes=0-0";
  for (int i = 1; i < 1'000; ++i) ranges += "," + std::to_string(2 * i) + "-" + std::to_string(2 * i);
  const std::string host = " HTTP/1.1\r\nHost: t\r\n";
  const std::string parentheses(512, '(');
  for (const auto& hostile : std::vector<Hostile>{
           {"a URI of 9,000 bytes", "GET /search?q=" + std::string(9'000, 'a') + host + "\r\n", 414, "uri_too_long"},
           {"a million parentheses", "GET /search?q=" + std::string(1'000'000, '(') + host + "\r\n", 414,
            "uri_too_long"},
           {"too many characters", "GET /v1/search?q=" + parentheses + "(" + host + "\r\n", 400, "bad_parameter"},
           {"a body", "GET /v1/search?q=a" + host + "Content-Length: 5\r\n\r\nhello", 400, "body_not_allowed"},
           {"a chunked body", "GET /" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "body_not_allowed"},
           {"a thousand ranges", "GET /v1/search" + host + ranges + "\r\n\r\n", 416, "range_not_supported"},
           {"a NUL", "GET /v1/search?q=" + std::string(1, '\0') + host + "\r\n", 400, "bad_request"},
           {"an encoded NUL", "GET /v1/search?q=a%00b" + host + "\r\n", 400, "bad_parameter"},
           {"broken UTF-8", "GET /v1/search?q=\xD1\xD1" + host + "\r\n", 400, "bad_parameter"},
           {"encoded broken UTF-8", "GET /v1/search?q=%C0%AF" + host + "\r\n", 400, "bad_parameter"},
           {"a broken percent", "GET /v1/documents/%zz" + host + "\r\n", 400, "bad_parameter"},
           {"another method", "DELETE /v1/search" + host + "\r\n", 405, "method_not_allowed"},
           {"a huge upload", "POST /v1/search" + host + "Content-Length: 80000000\r\n\r\n" + std::string(100'000, 'x'),
            405, "method_not_allowed"},
           {"too many headers",
            [&] {
              std::string head = "GET /" + host;
              for (int i = 0; i < 200; ++i) head += "X: y\r\n";
              return head + "\r\n";
            }(),
            431, "headers_too_large"},
           {"endless headers", "GET /" + host + "X: " + std::string(100'000, 'x'), 431, "headers_too_large"},
           {"another protocol", "\x16\x03\x01\x02\r\n\r\n", 400, "bad_request"},
           {"an unfinished expectation", "GET /" + host + "Expect: 100-continue\r\n\r\n", 417, "expectation_failed"},
       }) {
    Client client(port());
    client.send(hostile.bytes);
    const auto answer = client.receive();
    EXPECT_EQ(answer.status, hostile.status) << hostile.what;
    EXPECT_THAT(answer.body, HasSubstr("\"code\":\"" + std::string(hostile.code) + "\"")) << hostile.what;
  }
  EXPECT_EQ(get(port(), "/health/readyz").status, 200);
}

TEST_F(Searchd, SearchesForAsManyParenthesesAsAQueryMayHave) {
  const auto answer = get(port(), "/v1/search?q=" + std::string(512, '('));
  EXPECT_EQ(answer.status, 200);
}

TEST_F(Searchd, FindsWithEveryTypedNonsense) {
  for (const auto* query : {"%22", "-", "%22%22%22", "AND+OR+NOT", "%28%29", "title%3A", "year%3A..", "***",
                            "%F0%9F%98%80", "%E2%80%9E", "-%28-%28a", "a*b*"})
    EXPECT_EQ(get(port(), std::string("/v1/search?q=") + query).status, 200) << query;
}

TEST_F(Searchd, SaysOnItsPageWhatTheInterfaceSays) {
  const auto json = nlohmann::json::parse(get(port(), "/v1/search?q=среща").body);
  const auto page = get(port(), "/search?q=среща").body;
  EXPECT_THAT(page, HasSubstr("<h1>" + std::to_string(json["totalHits"].get<int>()) + "\u00A0резултата"));
}

TEST(SearchdProgram, FinishesWithStatusZeroWhenToldToEnd) {
  const SmallIndex index;
  for (const int signal : {SIGTERM, SIGINT}) {
    Daemon daemon(index.path());
    EXPECT_EQ(get(daemon.port(), "/health/readyz").status, 200);
    EXPECT_EQ(daemon.program().stop(signal), 0);
    EXPECT_FALSE(Client(daemon.port()).connected());
  }
}

TEST(SearchdProgram, WritesWhatPeopleSearchForOnlyWhenAskedTo) {
  const SmallIndex index;
  for (const bool asked : {false, true}) {
    Daemon daemon(index.path(), asked ? std::vector<std::string>{"--log-queries"} : std::vector<std::string>{});
    EXPECT_EQ(get(daemon.port(), "/v1/search?q=тайна").status, 200);
    EXPECT_EQ(daemon.program().stop(), 0);
    const auto log = daemon.program().error();
    EXPECT_THAT(log, HasSubstr("\"path\":\"/v1/search\""));
    EXPECT_EQ(log.find("тайна") != std::string::npos, asked) << log;
  }
}

TEST(SearchdProgram, GoesOnWithTheOldGenerationWhenTheNewOneIsBroken) {
  const SmallIndex index;
  Daemon daemon(index.path(), {"--reload-interval", "0.05"});
  index.folder().write("index/CURRENT", "generations/000999\n");
  EXPECT_TRUE(comes_true([&] { return daemon.program().error().find("the old one goes on") != std::string::npos; }));
  EXPECT_EQ(get(daemon.port(), "/v1/search?q=среща").status, 200);
}

TEST(SearchdProgram, SaysAtItsStartThatTheIndexHasNoDictionary) {
  const TemporaryFolder nothing;
  const SmallIndex index({"TARSACH_DATA=" + nothing.path().string()});
  Daemon daemon(index.path());
  // The port is open before the index is.
  EXPECT_TRUE(
      comes_true([&] { return daemon.program().error().find("the index has no dictionary") != std::string::npos; }));
}

TEST(SearchdProgram, SpeaksOverAUnixSocket) {
  const SmallIndex index;
  const auto socket = (index.folder().path() / "s").string();
  BackgroundProgram daemon(
      {program_path("tarsach-searchd").string(), "--index", index.path(), "--listen", "unix:" + socket});
  for (int i = 0; i < 200 && !std::filesystem::exists(socket); ++i) std::this_thread::sleep_for(50ms);
  const auto run = run_program({"/usr/bin/curl", "-s", "--unix-socket", socket, "http://test/health/livez"});
  if (run.status == 127) GTEST_SKIP() << "curl is not installed";
  EXPECT_EQ(run.output, "{\"status\":\"alive\"}");
  EXPECT_EQ(daemon.stop(), 0);
  EXPECT_FALSE(std::filesystem::exists(socket));
}

TEST(SearchdProgram, EndsWithAClearErrorWithoutAnIndex) {
  const TemporaryFolder folder;
  const auto run =
      run_program({program_path("tarsach-searchd").string(), "--index", (folder.path() / "none").string()});
  EXPECT_EQ(run.status, 69);
  EXPECT_THAT(run.error, HasSubstr("error: "));
}

}  // namespace
}  // namespace tarsach::testing

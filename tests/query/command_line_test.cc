#include <gtest/gtest.h>

#include <sstream>

#include "query/commands.h"
#include "query/options.h"
#include "tests/support/temporary.h"

namespace tarsach::query {
namespace {

struct Ended {
  int status = -1;
  std::string out, err;
};

Ended run(std::vector<const char*> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), "tarsach");
  std::istringstream in(input);
  std::ostringstream out, err;
  const int status = run_program(static_cast<int>(arguments.size()), arguments.data(), Console{in, out, err});
  return {status, out.str(), err.str()};
}

Result<Request> request_for(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), {"tarsach", "search", "--index", "x"});
  Settings settings;
  TARSACH_TRY(const Parsed parsed, parse_options(static_cast<int>(arguments.size()), arguments.data(), settings));
  EXPECT_FALSE(parsed.done);
  return request_of(settings);
}

TEST(CommandLine, MakesARequestOfItsOptions) {
  const auto request =
      request_for({"--topic",    "funding", "--topic",  "innovation", "--not-topic", "energy", "--year",
                   "2017..2019", "--from",  "2018-07",  "--match",    "any",         "--sort", "date:asc",
                   "--limit",    "100",     "--offset", "20",         "клъстерна",   "среща"});
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->query, "клъстерна среща");
  ASSERT_EQ(request->filters.size(), 2U);
  EXPECT_EQ(request->filters[0].field, schema::Field::kYear);
  EXPECT_EQ(request->filters[0].values, std::vector<std::string>{"2017..2019"});
  EXPECT_EQ(request->filters[1].values, (std::vector<std::string>{"funding", "innovation"}));
  EXPECT_EQ(request->filters[1].excluded, std::vector<std::string>{"energy"});
  EXPECT_EQ(schema::format_iso_date(request->from), "2018-07");
  EXPECT_FALSE(request->to.known());
  EXPECT_EQ(request->match, Match::kAny);
  EXPECT_EQ(request->sort, Sort::kOldestFirst);
  EXPECT_EQ(request->limit, 100U);
  EXPECT_EQ(request->offset, 20U);
}

TEST(CommandLine, GroupsOnlyWhenAskedTo) {
  EXPECT_EQ(request_for({"клъстер"})->group, Group::kNone);
  const auto request = request_for({"--group", "event", "--group-limit", "5", "клъстер"});
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->group, Group::kEvent);
  EXPECT_EQ(request->group_limit, 5U);
}

TEST(CommandLine, SaysWhichFormatsHoldGroups) {
  EXPECT_EQ(run({"search", "--index", "x", "--group", "event", "--format", "tsv"}).err,
            "error: --format tsv can not hold groups\n  hint: use --format text or json\n");
  EXPECT_EQ(run({"search", "--index", "x", "--group", "event", "--batch", "q.tsv"}).err,
            "error: --format trec can not hold groups\n  hint: use --format text or json\n");
}

TEST(CommandLine, TakesAWordWithADashBehindTwoDashes) {
  const auto request = request_for({"--", "клъстер", "-банка"});
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->query, "клъстер -банка");
}

TEST(CommandLine, RefusesWhatMakesNoRequest) {
  EXPECT_EQ(request_for({"--from", "утре"}).error().message, "--from is 'утре', which is not a date");
  EXPECT_EQ(request_for({"--offset", "9999"}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(request_for({"--limit", "1001"}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(request_for({"--sort", "size"}).error().code, ErrorCode::kUsage);
}

TEST(CommandLine, EndsWithTwoWhenItIsUsedWrongly) {
  for (const auto& arguments : std::vector<std::vector<const char*>>{
           {"serch"},
           {"search", "--no-such-option"},
           {"search", "--index", "x", "--format", "text", "--fields", "id", "а"},
           {"search", "--index", "x", "--format", "json", "--fields", "id,titel", "а"},
           {"search", "--index", "x", "--batch", "q.tsv", "а"},
           {"search", "--index", "x", "--batch", "q.tsv", "--format", "text"},
           {"search", "--index", "x", "--group", "topic"},
           {"search", "--index", "x", "--group", "event", "--group-limit", "0"},
           {"search", "--index", "x", "--group", "event", "--format", "tsv"},
           {"search", "--index", "x", "--group", "event", "--format", "jsonl"},
           {"search", "--index", "x", "--group", "event", "--format", "ids"},
           {"search", "--index", "x", "--group", "event", "--format", "trec"},
           {"search", "--index", "x", "--group", "event", "--batch", "q.tsv"},
           {"event", "--index", "x"},
           {"event", "--index", "x", "--limit", "101", "varna-2018"},
           {"facets", "--index", "x", "--field", "author"},
           {"show", "--index", "x"},
           {"similar", "--index", "x"},
           {"similar", "--index", "x", "a", "b"},
           {"similar", "--index", "x", "--limit", "0", "a"},
           {"explain", "--index", "x", "--format", "tsv", "a"},
           {"analyze", "--stems", "дума"}}) {
    const Ended ended = run(arguments);
    EXPECT_EQ(ended.status, 2) << ended.err;
    EXPECT_EQ(ended.out, "");
    EXPECT_TRUE(ended.err.starts_with("error: ")) << ended.err;
  }
}

TEST(CommandLine, TellsHowToBeginWhenNoCommandIsGiven) {
  const Ended ended = run({});
  EXPECT_EQ(ended.status, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_NE(ended.err.find("tarsach-indexer build --index index"), std::string::npos) << ended.err;
  EXPECT_EQ(ended.err.find("error"), std::string::npos) << ended.err;
}

TEST(CommandLine, AsksTheIndexInThisFolderUnlessAnotherOneIsNamed) {
  Settings settings;
  const std::vector<const char*> words = {"tarsach", "config", "search"};
  const auto parsed = parse_options(static_cast<int>(words.size()), words.data(), settings);
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->output.starts_with("index = \"index\"  # default\n")) << parsed->output;
  const Ended ended = run({"search", "--index", "no/such index", "дума"});
  EXPECT_EQ(ended.err,
            "error: there is no index in no/such index\n"
            "  hint: make one: tarsach-indexer build --index 'no/such index' SOURCE…\n");
}

TEST(CommandLine, EndsWith69WithoutAnIndex) {
  const testing::TemporaryFolder folder;
  const std::string missing = (folder.path() / "none").string();
  for (const char* command : {"search", "count", "facets", "explain", "show", "similar", "event"}) {
    const Ended ended = run({command, "--index", missing.c_str(), "дума"});
    EXPECT_EQ(ended.status, 69) << command << ": " << ended.err;
    EXPECT_EQ(ended.out, "");
  }
}

TEST(CommandLine, EndsWith65ForFilesThatCanNotBeUnderstood) {
  const testing::TemporaryFolder folder;
  const std::string batch = folder.write("q.tsv", "q1\tдума\nбез таб\n").string();
  Ended ended = run({"search", "--index", "x", "--batch", batch.c_str()});
  EXPECT_EQ(ended.status, 65);
  EXPECT_EQ(ended.err, "error: " + batch + ":2: no TAB\n  hint: each line is: query id, TAB, query\n");
  ended = run({"search", "--index", "x", "--batch", "-"}, "без таб");
  EXPECT_EQ(ended.status, 65);
  EXPECT_TRUE(ended.err.starts_with("error: standard input:1: no TAB")) << ended.err;
  ended = run({"evaluate", "--index", "x", "--judgments", "no/such/file"});
  EXPECT_EQ(ended.status, 65);
  ended = run({"evaluate", "--index", "x", "--judgments", batch.c_str()});
  EXPECT_EQ(ended.status, 65);
}

TEST(CommandLine, TellsItsVersionAndItsCommands) {
  EXPECT_EQ(run({"--version"}).status, 0);
  EXPECT_TRUE(run({"--version"}).out.starts_with("tarsach "));
  const Ended help = run({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_EQ(help.err, "");
  for (const char* command :
       {"search", "count", "facets", "show", "similar", "event", "explain", "analyze", "evaluate"})
    EXPECT_NE(help.out.find(command), std::string::npos) << command;
}

TEST(CommandLine, SplitsListsAtCommas) {
  EXPECT_EQ(split_at_commas({"a,b", "", "c,,d,"}), (std::vector<std::string>{"a", "b", "c", "d"}));
}

}  // namespace
}  // namespace tarsach::query

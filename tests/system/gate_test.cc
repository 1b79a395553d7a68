// The gate as an operator has it: the indexer asks the program `tarsach` beside it, over judgments of the operator.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kGood =
    R"({"id":"cluster","title":"Клъстерна среща във Варна","body":"Срещата на клъстера започна."}
{"id":"budget","title":"Бюджетът на общината","body":"Приходите растат."}
{"id":"port","title":"Пристанището","body":"Корабите чакат."}
)";
// The same articles, but the words that are judged stand in another one.
constexpr const char* kBad = R"({"id":"cluster","title":"Без заглавие","body":"Празно."}
{"id":"budget","title":"Бюджетът на общината","body":"Приходите растат."}
{"id":"port","title":"Клъстерна среща във Варна","body":"Срещата на клъстера започна."}
)";
constexpr const char* kJudgments = "q1\tклъстерна среща\tcluster\t3\nq2\tбюджет\tbudget\t3\n";

class GateProgram : public ::testing::Test {
 protected:
  [[nodiscard]] ProgramRun build(const std::string& articles, const std::vector<std::string>& more) const {
    const auto source = folder_.write("articles.jsonl", articles);
    std::vector<std::string> words = {program_path("tarsach-indexer"), "build", "--index", index()};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(source);
    return run_program(words);
  }
  [[nodiscard]] ProgramRun ask(std::vector<std::string> words) const {
    words.insert(words.begin(), program_path("tarsach"));
    words.insert(words.end(), {"--index", index()});
    return run_program(words);
  }
  [[nodiscard]] std::string index() const { return (folder_.path() / "index").string(); }

  const TemporaryFolder folder_;
  const std::string judgments_ = folder_.write("judgments.tsv", kJudgments);
};

TEST_F(GateProgram, PublishesWhatStandsAboveTheFloorAndRefusesWhatFallsBelowIt) {
  const std::vector<std::string> gate = {"--judgments", judgments_, "--floor", "mrr=0.9", "--floor", "recall@10=0.9"};
  const auto good = build(kGood, gate);
  EXPECT_EQ(good.status, 0) << good.error;

  const auto bad = build(kBad, gate);
  EXPECT_EQ(bad.status, 65);
  EXPECT_THAT(bad.error, HasSubstr("mrr is 0.5"));
  EXPECT_THAT(bad.error, HasSubstr("its floor 0.900"));
  EXPECT_THAT(bad.error, HasSubstr("fell: q1 \"клъстерна среща\" nDCG@10 1.000 → 0.000"));
  EXPECT_THAT(bad.error, Not(HasSubstr("fell: q2")));
  EXPECT_EQ(ask({"search", "--format", "ids", "Варна"}).output, "cluster\n") << "the old generation serves";
  EXPECT_EQ(build(kBad, {}).status, 0) << "without a gate it would have come";
  EXPECT_EQ(ask({"search", "--format", "ids", "Варна"}).output, "port\n");
}

TEST_F(GateProgram, StopsMeasuringWhenItIsToEnd) {
  namespace fs = std::filesystem;
  const fs::path indexer = folder_.path() / "tarsach-indexer";
  fs::copy_file(program_path("tarsach-indexer"), indexer);
  const auto begun = folder_.path() / "begun";
  const fs::path endless = folder_.write("tarsach", "#!/bin/sh\n: > '" + begun.string() + "'\nexec sleep 600\n");
  fs::permissions(endless, fs::perms::owner_all);
  ASSERT_EQ(build(kGood, {}).status, 0);
  BackgroundProgram program({indexer.string(), "build", "--index", index(), "--judgments", judgments_, "--floor",
                             "mrr=0.5", folder_.write("articles.jsonl", kGood)});
  for (int i = 0; i < 1'000 && !fs::exists(begun); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  ASSERT_TRUE(fs::exists(begun)) << program.error();
  EXPECT_EQ(program.stop(SIGTERM), 128 + SIGTERM) << program.error();
  EXPECT_THAT(program.error(), HasSubstr("interrupted; nothing was published"));
  EXPECT_THAT(ask({"search", "--generation", "2", "Варна"}).error, HasSubstr("there is no generation 2"));
}

TEST_F(GateProgram, RefusesWhatItCanNotMeasure) {
  folder_.write("judgments.tsv", "not a judgment\n");
  const auto run = build(kGood, {"--judgments", judgments_, "--floor", "mrr=0.5"});
  EXPECT_EQ(run.status, 65);
  EXPECT_THAT(run.error, HasSubstr("judgments.tsv:1"));
  EXPECT_THAT(run.error, HasSubstr("could not measure"));
}

TEST_F(GateProgram, LetsOneAskAGenerationThatIsNotCurrent) {
  ASSERT_EQ(build(kGood, {}).status, 0);
  ASSERT_EQ(build(kBad, {}).status, 0);
  EXPECT_EQ(ask({"search", "--format", "ids", "Варна", "--generation", "1"}).output, "cluster\n");
  EXPECT_EQ(ask({"search", "--format", "ids", "Варна", "--generation", "2"}).output, "port\n");
  const auto json = ask({"evaluate", "--judgments", judgments_, "--generation", "1", "--format", "json"});
  EXPECT_THAT(json.output, HasSubstr(R"("mean":{"ndcg@10":1.0,"mrr":1.0,"recall@10":1.0})"));
  const auto none = ask({"search", "--generation", "7", "Варна"});
  EXPECT_EQ(none.status, 69);
  EXPECT_THAT(none.error, HasSubstr("there is no generation 7"));
}

}  // namespace
}  // namespace tarsach::testing

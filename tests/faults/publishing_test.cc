// Whatever file operation of the indexer fails, or is its last one: the index is the old one or the new one, and whole;
// the exit status and the message tell the truth; and the next run succeeds and clears up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index_dir.h"
#include "schema/manifest.h"
#include "tests/faults/scenario.h"

namespace tarsach::testing {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::size_t kSample = 3;  // operations for each command and fault
constexpr int kKilled = 137;
constexpr int kDamaged = 65;
constexpr int kDiskFailed = 70;

/// Those with a random mark or key in them.
bool differs_each_time(std::string_view name) { return name.ends_with("iamglass") || name == "articles"; }

/// "db/postlist.glass 8192 1234567, …" of the current generation: the same articles always give the same files.
std::string files_of(const std::filesystem::path& path) {
  const auto index = schema::IndexDir::open(path);
  const auto manifest = schema::read_manifest(index->generation_path(index->current().value()));
  std::string text;
  for (const auto& [name, bytes, checksum] : manifest->files)
    text += name + " " + std::to_string(bytes) + (differs_each_time(name) ? "" : " " + std::to_string(checksum)) + "\n";
  return text;
}

/// One scenario over and over.
class Rehearsal {
 public:
  explicit Rehearsal(const Scenario& scenario) : scenario_(scenario), stage_(scenario) {
    const FaultRun run = stage_.run_with(Fault::kNone, 0);
    EXPECT_EQ(run.program.status, 0) << run.program.error;
    for (const JournalEntry& entry : run.journal) operations_[entry.number] = entry.operation;
    files_ = files_of(stage_.index());
  }

  /// What the command does when nothing fails: the operations by their numbers.
  [[nodiscard]] const std::map<long, Operation>& operations() const { return operations_; }

  /// False if the fault found no operation: their number differs a little from run to run.
  [[nodiscard]] bool survives(Fault fault, long number) const {
    stage_.restore();
    const FaultRun run = stage_.run_with(fault, number);
    if (!run.was_hit()) return false;
    SCOPED_TRACE(std::string(scenario_.name) + ", " + run.told() + "\n" + std::to_string(run.program.status) + ": " +
                 run.program.output + run.program.error);
    const State state = state_of(stage_.index());
    expect_old_or_new(state, run.program.output + run.program.error);
    expect_truth(run.program, state);
    expect_recovery();
    return true;
  }

 private:
  void expect_old_or_new(const State& state, const std::string& said) const {
    EXPECT_EQ(state.damage, "");
    EXPECT_THAT(state.generation, AnyOf(scenario_.old_generation, scenario_.new_generation));
    const bool is_new = state.generation == scenario_.new_generation;
    EXPECT_EQ(state.documents, is_new ? scenario_.new_documents : scenario_.old_documents);
    const bool is_otherwise_made = said.find("all is built anew") != std::string::npos;  // other numbers of documents
    EXPECT_TRUE(!is_new || is_otherwise_made || files_of(stage_.index()) == files_)
        << files_of(stage_.index()) << "expected\n"
        << files_;
  }

  void expect_truth(const ProgramRun& program, const State& state) const {
    const std::string said = program.output + program.error;
    if (program.status == 0) {
      EXPECT_EQ(state.generation, scenario_.new_generation);
      EXPECT_THAT(said, HasSubstr(scenario_.told));
      return;
    }
    if (program.status == kKilled) return;
    EXPECT_THAT(program.status, AnyOf(kDiskFailed, kDamaged));
    const bool by_xapian = said.find("errors in its B-trees") != std::string::npos;  // it does not tell why
    EXPECT_TRUE(program.status != kDamaged || by_xapian);
    EXPECT_THAT(said, AllOf(HasSubstr("error: "), Not(HasSubstr(scenario_.told))));
    const bool may_switch = scenario_.old_generation != scenario_.new_generation;
    if (may_switch && state.generation == scenario_.new_generation) {
      EXPECT_THAT(said, HasSubstr("generation " + std::to_string(state.generation) + " is current, but "));
      EXPECT_THAT(said, Not(HasSubstr("nothing was published")));
    } else {
      EXPECT_THAT(said, Not(HasSubstr("is current")));
    }
  }

  void expect_recovery() const {
    const ProgramRun again = stage_.run(scenario_.again);
    EXPECT_EQ(again.status, 0) << again.error;
    const State state = state_of(stage_.index());
    EXPECT_EQ(state.damage, "");
    EXPECT_EQ(state.documents, scenario_.new_documents);
    const bool writes = scenario_.again.front() != "rollback";  // going back clears nothing
    EXPECT_TRUE(writes || stage_.run({"gc", "--index", "INDEX"}).status == 0);
    EXPECT_EQ(leftovers_of(stage_.index()), "");
  }

  const Scenario& scenario_;
  const Stage stage_;
  std::map<long, Operation> operations_;
  std::string files_;
};

std::vector<long> chosen(const std::map<long, Operation>& operations, const FaultRow& row) {
  std::vector<long> numbers;
  for (const auto& [number, operation] : operations)
    if (can_befall(row, operation)) numbers.push_back(number);
  if (tries_everything()) return numbers;
  std::mt19937 random(sample_seed());
  std::vector<long> sample;
  std::ranges::sample(numbers, std::back_inserter(sample), static_cast<long>(kSample), random);
  return sample;
}

class Faults : public ::testing::TestWithParam<Scenario> {};

TEST_P(Faults, LeaveTheOldIndexOrTheNewOneAndTheTruth) {
  if (kIsSanitized) GTEST_SKIP() << "the fault library can not stand before a sanitizer";
  const Rehearsal rehearsal(GetParam());
  std::string counts;
  for (const FaultRow& row : kFaults) {
    long survived = 0;
    for (const long number : chosen(rehearsal.operations(), row))
      survived += rehearsal.survives(row.fault, number) ? 1 : 0;
    if (survived > 0) counts += " " + std::to_string(survived) + " " + std::string(row.name);
  }
  std::printf("%s: %zu operations; faults:%s\n", GetParam().name, rehearsal.operations().size(), counts.c_str());
}

/// So many that writing their words takes several blocks of each table, and a failed commit something to take back.
std::string many_articles() {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text +=
        R"({"id":"s)" + std::to_string(i) +
        R"(","title":"Среща за вода","date":"2012-05-17","body":"Клъстерна среща във Варна. За вода говориха всички."})" +
        "\n";
  return text;
}

/// A build of an index, and where the disk may be full while it writes.
class FullDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    if (kIsSanitized) GTEST_SKIP() << "the fault library can not stand before a sanitizer";
    ASSERT_EQ(run_program(build_).status, 0);
  }
  /// The numbers of the operations that write to files with this in their paths.
  std::vector<long> writes_to(const std::string& part) {
    std::vector<long> writes;
    for (const JournalEntry& entry : run_with_fault(build_, index_, Fault::kNone, 0).journal)
      if (entry.operation == Operation::kWrite && entry.path.find(part) != std::string::npos)
        writes.push_back(entry.number);
    return writes;
  }
  void is_told_at(long number) {
    const FaultRun run = run_with_fault(build_, index_, Fault::kDiskFull, number);
    SCOPED_TRACE(run.told() + "\n" + run.program.error);
    EXPECT_EQ(run.program.status, kDiskFailed);
    EXPECT_THAT(run.program.error, HasSubstr("No space left"));
    EXPECT_EQ(state_of(index_).damage, "");
  }

  const TemporaryFolder folder_;
  const std::filesystem::path index_ = folder_.path() / "index";
  const std::vector<std::string> build_ = {program_path("tarsach-indexer"), "build", "--index", index_.string(),
                                           folder_.write("articles.jsonl", many_articles()).string()};
};

// Xapian ends the process when a disk stays full while it takes back what it could not write (indexer/termination.h).
TEST_F(FullDisk, IsToldEvenWhenTheLibraryGivesUp) {
  const std::vector<long> writes = writes_to("/part-");
  EXPECT_GT(writes.size(), 10U);
  for (const long number : writes) is_told_at(number);
}

TEST_F(FullDisk, IsToldWhileTheDictionaryIsCopied) {
  const std::vector<long> writes = writes_to(".dictionary");
  ASSERT_FALSE(writes.empty());
  for (const long number : writes) is_told_at(number);
}

INSTANTIATE_TEST_SUITE_P(Of, Faults, ::testing::ValuesIn(scenarios()), [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace tarsach::testing

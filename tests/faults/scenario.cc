#include "tests/faults/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <set>

#include "indexer/generations.h"
#include "indexer/last_run.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"

namespace tarsach::testing {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kFew = 3, kMore = 5;     // articles
constexpr std::uint64_t kMany = 20, kMost = 21;  // so many that one more is no reason to build anew

std::string lines(std::uint64_t count) {
  std::string text;
  for (std::uint64_t i = 0; i < count; ++i)
    text += R"({"id": "a)" + std::to_string(i) + R"(", "title": "Статия", "body": "Среща във Варна."})" + "\n";
  return text;
}

std::vector<std::string> make(const char* command, const char* source, const char* keep, const char* index = "INDEX") {
  return {command, "--index", index, "--threads", "1", "--keep", keep, "--vocabulary", "FOLDER/vocabulary", source};
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<std::string> few = make("build", "FOLDER/few.jsonl", "5");
  static const std::vector<std::string> more = make("build", "FOLDER/more.jsonl", "5");
  static const std::vector<std::string> tidy = make("build", "FOLDER/more.jsonl", "1");
  static const std::vector<std::string> many = make("build", "FOLDER/many.jsonl", "5");
  static const std::vector<std::string> most = make("update", "FOLDER/most.jsonl", "5");
  static const std::vector<std::string> few_there = make("build", "FOLDER/few.jsonl", "5", "FOLDER/origin");
  static const std::vector<std::string> more_there = make("build", "FOLDER/more.jsonl", "5", "FOLDER/origin");
  static const std::vector<std::string> bring = {"publish", "--index", "FOLDER/origin", "--to", "INDEX"};
  static const std::vector<std::string> back = {"rollback", "--index", "INDEX"};
  static const std::vector<std::string> back_to_1 = {"rollback", "--index", "INDEX", "--to", "1"};
  static const std::vector<std::string> clear = {"gc", "--index", "INDEX", "--keep", "0"};
  static const std::vector<Scenario> table = {
      {"first_build", {}, more, more, 0, 1, 0, kMore, "generation 1 is published: 5 documents"},
      {"build", {few, few}, tidy, tidy, 2, 3, kFew, kMore, "generation 3 is published: 5 documents"},
      {"update", {many}, most, most, 1, 2, kMany, kMost, "generation 2 is published: 21 documents"},
      {"publish",
       {few_there, bring, more_there},
       bring,
       bring,
       1,
       2,
       kFew,
       kMore,
       "generation 2 is current (it was 1)"},
      {"rollback", {few, more}, back, back_to_1, 2, 1, kMore, kFew, "generation 1 is current (it was 2)"},
      {"gc", {few, few, more}, clear, clear, 3, 3, kMore, kMore, "removed generation 1\nremoved generation 2\n"},
      {"gc_of_newer", {few, more, back}, clear, clear, 1, 1, kFew, kFew, "removed generation 2\n"}};
  return table;
}

void PrintTo(const Scenario& scenario, std::ostream* stream) { *stream << scenario.name; }

State state_of(const fs::path& path) {
  const auto index = schema::IndexDir::open(path);
  if (!index) return {};
  const auto current = index->current();
  if (!current) return {0, 0, current.error().code == ErrorCode::kUnavailable ? "" : describe(current.error())};
  const auto verified = indexer::verify(*index, 0);
  if (!verified) return {*current, 0, describe(verified.error())};
  return {*current, schema::read_manifest(index->generation_path(*current))->documents, ""};
}

std::string leftovers_of(const fs::path& path) {
  static const std::set<std::string> stays = {"CURRENT", "LOCK", "generations", indexer::kLastRunName};
  std::string names;
  for (const auto& entry : fs::directory_iterator(path)) {
    const std::string name = entry.path().filename();
    const bool is_empty = name == "incoming" && fs::is_empty(entry.path());
    if (!stays.contains(name) && !is_empty) names += name + " ";
  }
  const auto index = schema::IndexDir::open(path);
  const auto generations = index->generations();
  const std::uint64_t last = index->next_generation().value() - 1;  // may be empty, so that it is not used again
  for (const auto& entry : fs::directory_iterator(path / "generations")) {
    const auto is = [&](std::uint64_t generation) { return index->generation_path(generation) == entry.path(); };
    if (!is(last) && std::ranges::none_of(*generations, is)) names += entry.path().filename().string() + " ";
  }
  return names;
}

Stage::Stage(const Scenario& scenario) : scenario_(scenario), folder_(fast_temporary_path()) {
  folder_.write("few.jsonl", lines(kFew));
  folder_.write("more.jsonl", lines(kMore));
  folder_.write("many.jsonl", lines(kMany));
  folder_.write("most.jsonl", lines(kMost));
  folder_.write("vocabulary/events.json", R"({"events": []})");
  folder_.write("vocabulary/topics.json", R"({"topics": []})");
  fs::create_directory(disk());
  for (const auto& command : scenario.before) EXPECT_EQ(run(command).status, 0);
  fs::copy(disk(), original(), fs::copy_options::recursive);
}

std::vector<std::string> Stage::words(const std::vector<std::string>& command) const {
  std::vector<std::string> words = {program_path("tarsach-indexer").string()};
  for (const std::string& word : command) {
    if (word == "INDEX")
      words.push_back(index().string());
    else if (word.starts_with("FOLDER/"))
      words.push_back((folder_.path() / word.substr(7)).string());
    else
      words.push_back(word);
  }
  return words;
}

FaultRun Stage::run_with(Fault fault, long number) const {
  return run_with_fault(words(scenario_.command), disk(), fault, number);
}

void Stage::restore() const {
  fs::remove_all(disk());
  fs::copy(original(), disk(), fs::copy_options::recursive);
}

bool tries_everything() { return std::getenv("TARSACH_ALL_FAULTS") != nullptr; }

unsigned sample_seed() {
  const char* seed = std::getenv("TARSACH_FAULT_SEED");
  return seed == nullptr ? 1U : static_cast<unsigned>(std::atol(seed));
}

}  // namespace tarsach::testing

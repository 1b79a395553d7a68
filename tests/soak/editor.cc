#include "tests/soak/editor.h"

#include <algorithm>
#include <fstream>
#include <thread>

#include "indexer/generations.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"
#include "tests/faults/journal.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kFirstArticles = 250, kMostArticles = 400;
constexpr std::size_t kSourceFiles = 8;
constexpr std::size_t kOperationsOfABuild = 900;  // on files, more or less
constexpr auto kMostTime = std::chrono::seconds(120);

std::string json_line(const std::string& id, const SoakArticle& article) {
  return R"({"id": ")" + id + R"(", "title": "Среща за )" + article.marker + R"(", "date": ")" +
         std::to_string(article.year) + R"(-05-17", "lang": "bg", "body": "Клъстерна среща във Варна. За )" +
         article.marker + " говориха всички; редакция " + std::to_string(article.revision) + R"(."})" + "\n";
}

schema::IndexDir open_index(const std::string& path) { return schema::IndexDir::open(path).value(); }

void flip_a_bit(const fs::path& path, std::size_t at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const auto place = static_cast<std::streamoff>(at % fs::file_size(path));
  file.seekg(place);
  const int byte = file.get();
  file.seekp(place);
  file.put(static_cast<char>(byte ^ 4));
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.file_size() > 0) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

}  // namespace

Desk::Desk(fs::path folder, unsigned seed) : folder_(std::move(folder)), random_(seed) {
  fs::create_directories(folder_ / "sources");
  for (std::size_t i = 0; i < kFirstArticles; ++i) add_article();
  write_sources();
}

void Desk::add_article() {
  const int year = kFirstYear + static_cast<int>(pick(kYears));
  articles_["s" + std::to_string(added_++)] = {year, kMarkers[pick(kMarkers.size())], revision_};
}

void Desk::change_articles() {
  ++revision_;
  for (std::size_t i = pick(12); i > 0; --i)
    if (articles_.size() < kMostArticles) add_article();
  for (std::size_t i = pick(10); i > 0 && articles_.size() > kFirstArticles / 2; --i)
    articles_.erase(std::next(articles_.begin(), static_cast<long>(pick(articles_.size()))));
  for (std::size_t i = pick(20); i > 0; --i) {
    SoakArticle& article = std::next(articles_.begin(), static_cast<long>(pick(articles_.size())))->second;
    article.revision = revision_;
    article.marker = kMarkers[pick(kMarkers.size())];
  }
  write_sources();
}

void Desk::write_sources() const {
  std::vector<std::string> texts(kSourceFiles);
  for (const auto& [id, article] : articles_)
    texts[std::hash<std::string>()(id) % kSourceFiles] += json_line(id, article);
  for (std::size_t i = 0; i < kSourceFiles; ++i) {
    const fs::path path = folder_ / "sources" / ("part-" + std::to_string(i) + ".jsonl");
    std::ofstream(path.string() + ".new", std::ios::binary) << texts[i];
    fs::rename(path.string() + ".new", path);
  }
}

std::vector<std::string> Desk::words(const std::string& command) const {
  std::vector<std::string> words = {program_path("tarsach-indexer"), command, "--index", index()};
  if (command == "build" || command == "update")
    words.insert(words.end(), {"--vocabulary", source_path("schema/vocabulary"), "--max-loss", "50", "--threads", "1",
                               source_path("corpus/sample"), (folder_ / "sources").string()});
  return words;
}

const std::vector<Editor::Deed>& Editor::deeds() {
  static const std::vector<Deed> table = {{"index: publish", 8, &Editor::publish},
                                          {"index: publish, killed", 5, &Editor::publish_and_be_killed},
                                          {"index: publish, disk full", 4, &Editor::publish_on_a_full_disk},
                                          {"index: rollback", 2, &Editor::go_back},
                                          {"index: gc", 2, &Editor::clear_away},
                                          {"index: a copy is damaged", 1, &Editor::damage_a_copy},
                                          {"index: a file is lost", 1, &Editor::lose_a_file}};
  return table;
}

Editor::Editor(Desk& desk, Daemon& daemon, Model& model, Record& record)
    : desk_(desk), daemon_(daemon), model_(model), record_(record) {}

void Editor::act() {
  std::vector<double> weights;
  for (const Deed& deed : deeds()) weights.push_back(deed.weight);
  const Deed& deed = deeds()[std::discrete_distribution<std::size_t>(weights.begin(), weights.end())(desk_.random())];
  record_.count(deed.name);
  (this->*deed.act)();
  expect_sound(deed.name);
  tell_the_daemon();
}

ProgramRun Editor::run(const std::string& command, const std::vector<std::string>& more) {
  std::vector<std::string> words = desk_.words(command);
  words.insert(words.end(), more.begin(), more.end());
  return run_program(words, {}, {}, kMostTime);
}

void Editor::tell_the_daemon() {
  if (desk_.pick(2) == 0) daemon_.look_for_a_new_generation();  // else it looks by itself
}

/// If the next run makes a generation, it has the articles of now.
void Editor::expect_next_generation() {
  model_.expect(open_index(desk_.index()).next_generation().value(), desk_.articles());
}

void Editor::publish() {
  desk_.change_articles();
  expect_next_generation();
  const auto begin = Clock::now();
  const ProgramRun built = run("build");
  last_build_ = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  if (built.status != 0 || built.error.find(" is published: ") == std::string::npos)
    record_.violation("index: publish", std::to_string(built.status) + ": " + built.error);
}

void Editor::publish_and_be_killed() {
  desk_.change_articles();
  expect_next_generation();
  BackgroundProgram program(desk_.words("build"));
  const auto most = static_cast<std::size_t>(last_build_.count() * 5 / 4 + 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(desk_.pick(most)));
  const int status = program.stop(SIGKILL);
  record_.count(status == 0 ? "index: killed too late" : "index: killed");
}

/// From some operation on nothing takes room any more; afterwards there is room again.
void Editor::publish_on_a_full_disk() {
  desk_.change_articles();
  expect_next_generation();
  const auto before = open_index(desk_.index()).current().value_or(0);
  const long number = 1 + static_cast<long>(desk_.pick(kOperationsOfABuild));
  const FaultRun run = run_with_fault(desk_.words("build"), desk_.index(), Fault::kDiskFull, number);
  if (run.program.status == 0) return record_.count("index: full too late");
  const bool is_told = run.program.error.find("No space left") != std::string::npos;
  const bool is_current = open_index(desk_.index()).current().value_or(0) != before;
  const bool is_said_so = run.program.error.find(" is current, but ") != std::string::npos;
  if (run.program.status == 70 && is_told && is_current == is_said_so) return record_.count("index: full");
  record_.violation("index: disk full", run.told() + ": " + std::to_string(run.program.status) + run.program.error);
}

void Editor::go_back() {
  const auto index = open_index(desk_.index());
  const auto before = index.current().value_or(0);
  const auto generations = index.generations().value_or(std::vector<std::uint64_t>());
  const bool can = !generations.empty() && generations.front() < before;
  const ProgramRun run = this->run("rollback");
  const bool has = run.status == 0 && index.current().value_or(0) < before;
  if (can ? !has : run.status != 69)
    record_.violation("index: rollback", std::to_string(run.status) + ": " + run.error);
}

void Editor::clear_away() {
  const ProgramRun run = this->run("gc", {"--keep", std::to_string(desk_.pick(3))});
  if (run.status != 0) record_.violation("index: gc", std::to_string(run.status) + ": " + run.error);
}

/// Of all the bytes of a generation there is none that may change without being noticed.
void Editor::damage_a_copy() {
  const auto index = open_index(desk_.index());
  const auto current = index.current().value();
  const auto next = index.next_generation().value();
  const fs::path copy = index.generation_path(next);
  fs::copy(index.generation_path(current), copy, fs::copy_options::recursive);
  std::vector<fs::path> files = files_of(copy);
  std::erase(files, copy / schema::kManifestName);
  flip_a_bit(files[desk_.pick(files.size())], desk_.pick(1U << 30U));
  const ProgramRun run = this->run("rollback", {"--to", std::to_string(next)});
  if (run.status != 65 || index.current().value() != current)
    record_.violation("index: damaged copy", std::to_string(run.status) + ": " + run.output + run.error);
  fs::remove_all(copy);
}

/// Somebody makes a broken copy current by hand: the daemon has to go on with what it has.
void Editor::lose_a_file() {
  const auto index = open_index(desk_.index());
  const auto current = index.current().value();
  const auto next = index.next_generation().value();
  const fs::path copy = index.generation_path(next);
  fs::copy(index.generation_path(current), copy, fs::copy_options::recursive);
  std::vector<fs::path> files = files_of(copy);
  const fs::path victim = files[desk_.pick(files.size())];
  fs::resize_file(victim, fs::file_size(victim) / 2);
  if (!index.set_current(next)) record_.violation("index: a file is lost", "CURRENT can not be written");
  daemon_.look_for_a_new_generation();
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  const ProgramRun run = this->run("rollback", {"--to", std::to_string(current)});
  if (run.status != 0) record_.violation("index: a file is lost", std::to_string(run.status) + ": " + run.error);
  fs::remove_all(copy);
}

void Editor::expect_sound(const char* after) {
  const auto verified = indexer::verify(open_index(desk_.index()), 0);
  if (!verified) record_.violation(after, describe(verified.error()));
}

void Editor::finish() {
  publish();
  clear_away();
  expect_sound("the end");
  const auto index = open_index(desk_.index());
  std::string names;
  for (const auto& entry : fs::directory_iterator(desk_.index())) names += entry.path().filename().string() + "\n";
  for (const char* expected : {"CURRENT\n", "LOCK\n", "generations\n", "last-run.json\n"})
    if (const auto at = names.find(expected); at != std::string::npos) names.erase(at, std::string(expected).size());
  if (!names.empty()) record_.violation("the end", "left behind: " + names);
  daemon_.look_for_a_new_generation();
}

}  // namespace tarsach::testing

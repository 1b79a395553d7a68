// The units, configurations and lists of deploy/ as systemd and our programs understand them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/system/daemon.h"
#include "tests/system/searchd_index.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string content(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool has(const std::string& program) { return run_program({"/bin/sh", "-c", "command -v " + program}).status == 0; }

std::string replaced(const std::string& text, const std::string& what, const std::string& by) {
  std::string result = text;
  for (auto at = result.find(what); at != std::string::npos; at = result.find(what, at + by.size()))
    result.replace(at, what.size(), by);
  return result;
}

class Units : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!has("systemd-analyze")) GTEST_SKIP() << "systemd-analyze is not installed (package systemd)";
  }
  [[nodiscard]] static fs::path unit(const std::string& name) { return source_path("deploy/systemd") / name; }
};

TEST_F(Units, AreUnderstoodBySystemd) {
  const TemporaryFolder folder;
  std::vector<std::string> words = {"systemd-analyze", "verify", "--man=no", "--recursive-errors=yes"};
  for (const auto& entry : fs::directory_iterator(source_path("deploy/systemd"))) {
    const auto text = replaced(content(entry.path()), "/usr/bin/tarsach-", program_path("tarsach-").string());
    const auto copy = folder.write(entry.path().filename(), text).string();
    words.push_back(replaced(copy, "@.service", "@tarsach-update.service"));
    if (copy != words.back()) fs::copy_file(copy, words.back());
  }
  const auto run = run_program(words);
  EXPECT_EQ(run.status, 0) << run.error;
  EXPECT_EQ(run.error, "");
}

TEST_F(Units, LeaveLittleExposed) {
  for (const auto* name : {"tarsach-searchd.service", "tarsach-update.service"}) {
    const auto run = run_program(
        {"systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=15", unit(name).string()});
    EXPECT_EQ(run.status, 0) << run.output.substr(run.output.find("Overall") - 4);
  }
}

TEST_F(Units, NameATimeThatComes) {
  std::smatch match;
  const std::string timer = content(unit("tarsach-update.timer"));
  ASSERT_TRUE(std::regex_search(timer, match, std::regex("OnCalendar=(.*)")));
  EXPECT_EQ(run_program({"systemd-analyze", "calendar", match[1]}).status, 0);
}

TEST_F(Units, FindTheirUserAndFolders) {
  if (!has("systemd-sysusers")) GTEST_SKIP() << "systemd-sysusers is not installed";
  const TemporaryFolder root;
  const auto users = run_program({"systemd-sysusers", "--dry-run", "--root=" + root.path().string(),
                                  source_path("deploy/sysusers/tarsach.conf").string()});
  EXPECT_EQ(users.status, 0) << users.error;
  EXPECT_THAT(users.output + users.error, HasSubstr("tarsach"));
  for (const auto* name : {"tarsach-searchd.service", "tarsach-update.service"})
    EXPECT_THAT(content(unit(name)), HasSubstr("\nUser=tarsach\nGroup=tarsach\n")) << name;
  const auto folders = content(source_path("deploy/tmpfiles/tarsach.conf"));
  EXPECT_THAT(folders, HasSubstr("d /var/lib/tarsach/index "));
  EXPECT_THAT(content(unit("tarsach-update.service")), HasSubstr("ReadWritePaths=/var/lib/tarsach/index\n"));
}

// ---- system calls ----

/// What a set of systemd's stands for, sets in it followed.
void expand(const std::string& name, std::set<std::string>& calls) {
  if (name[0] != '@') {
    calls.insert(name);
    return;
  }
  std::istringstream lines(run_program({"systemd-analyze", "--no-pager", "syscall-filter", name}).output);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line))
    if (const auto from = line.find_first_not_of(' '); from != std::string::npos && line[from] != '#')
      expand(line.substr(from), calls);
}

/// What SystemCallFilter= of a unit lets through.
std::set<std::string> allowed_by(const fs::path& unit) {
  std::set<std::string> allowed;
  std::istringstream lines(content(unit));
  constexpr std::string_view kKey = "SystemCallFilter=";
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(kKey)) continue;
    const bool denies = line[kKey.size()] == '~';
    std::istringstream names(line.substr(kKey.size() + (denies ? 1 : 0)));
    std::set<std::string> calls;
    for (std::string name; names >> name;) expand(name, calls);
    for (const auto& call : calls)
      denies ? static_cast<void>(allowed.erase(call)) : static_cast<void>(allowed.insert(call));
  }
  return allowed;
}

/// The last column of the table that `strace -c` writes.
std::set<std::string> calls_in(const fs::path& table) {
  std::set<std::string> calls;
  std::istringstream lines(content(table));
  for (std::string line; std::getline(lines, line);) {
    const auto name = line.substr(line.rfind(' ') + 1);
    const bool is_row = !line.empty() && line.find_first_of("0123456789") != std::string::npos && name != "total";
    if (is_row) calls.insert(name);
  }
  return calls;
}

std::string missing(const std::set<std::string>& used, const std::set<std::string>& allowed) {
  std::string names;
  for (const auto& call : used)
    if (!allowed.contains(call)) names += call + " ";
  return names;
}

TEST_F(Units, AllowTheSystemCallsOfTheIndexerAndItsGate) {
  if (!has("strace")) GTEST_SKIP() << "strace is not installed";
  const TemporaryFolder folder;
  const auto table = folder.path() / "calls";
  const auto judgments = folder.write("judgments.tsv", "q\tсреща\tvarna-2018\t3\n").string();
  const auto run =
      run_program({"strace", "-f", "-qq", "-c", "-o", table.string(), program_path("tarsach-indexer").string(), "build",
                   "--index", (folder.path() / "index").string(), "--judgments", judgments, "--floor", "mrr=0.1",
                   source_path("tests/golden/http/articles.jsonl").string()});
  if (run.status != 0 && !fs::exists(table)) GTEST_SKIP() << "strace may not trace here: " << run.error;
  EXPECT_EQ(run.status, 0) << run.error;
  const auto used = calls_in(table);
  EXPECT_TRUE(used.contains("rename") && used.contains("pipe2")) << "the table was understood";
  EXPECT_FALSE(used.contains("socket")) << "neither it nor tarsach speaks to anybody";
  EXPECT_EQ(missing(used, allowed_by(unit("tarsach-update.service"))), "");
}

TEST_F(Units, AllowTheSystemCallsOfTheDaemon) {
  if (!has("strace")) GTEST_SKIP() << "strace is not installed";
  const SmallIndex index;
  const auto table = index.folder().path() / "calls";
  const int port = free_port();
  BackgroundProgram traced({"strace", "-f", "-qq", "-c", "-o", table.string(), program_path("tarsach-searchd").string(),
                            "--index", index.path(), "--port", std::to_string(port)},
                           {"NOTIFY_SOCKET=" + (index.folder().path() / "nobody").string(), "WATCHDOG_USEC=300000"});
  if (!wait_for_port(port, std::chrono::seconds(20))) GTEST_SKIP() << "strace may not trace here: " << traced.error();
  const auto task = "/proc/" + std::to_string(traced.process()) + "/task/" + std::to_string(traced.process());
  const pid_t daemon = std::atoi(content(task + "/children").c_str());
  ASSERT_GT(daemon, 0);
  const auto url = "http://127.0.0.1:" + std::to_string(port);
  index.build(index.folder().write("one.jsonl", R"({"id":"a","title":"Нова","body":"x"})").string());
  ::kill(daemon, SIGHUP);
  for (const auto* path : {"/v1/search?q=a", "/search?q=%D0%BA%D0%BB%D1%8A%D1%81%D1%82%D0%B5%D1%80", "/metrics"})
    (void)run_program({"curl", "-s", "-o", "/dev/null", url + path});
  EXPECT_TRUE(comes_true([&] { return traced.error().find("serving a new generation") != std::string::npos; }));
  ::kill(daemon, SIGTERM);
  EXPECT_EQ(traced.wait(), 0);
  const auto used = calls_in(table);
  EXPECT_TRUE(used.contains("accept4") && used.contains("epoll_wait")) << "the table was understood";
  EXPECT_EQ(missing(used, allowed_by(unit("tarsach-searchd.service"))), "");
}

// ---- configurations ----

/// With all that is a comment but could stand there: KEY = VALUE behind "# ".
std::string with_all_options(const std::string& text) {
  return std::regex_replace(text, std::regex("(^|\n)# ([a-z-]+ = )"), "$1$2");
}

TEST(Configurations, AreUnderstoodAsTheyAreAndWithEveryOptionInThem) {
  const TemporaryFolder folder;
  struct Case {
    const char* file;
    std::vector<std::string> words;
  };
  for (const auto& [file, words] :
       std::vector<Case>{{"searchd.toml", {program_path("tarsach-searchd"), "config"}},
                         {"indexer.toml", {program_path("tarsach-indexer"), "config", "build"}}})
    for (const bool all : {false, true}) {
      const auto text = content(source_path(std::string("deploy/") + file));
      auto command = words;
      command.insert(command.end(), {"--config", folder.write(file, all ? with_all_options(text) : text).string()});
      const auto run = run_program(command);
      EXPECT_EQ(run.status, 0) << file << ": " << run.error;
      EXPECT_THAT(run.output, HasSubstr("index = \"/var/lib/tarsach/index\"  # " + folder.path().string()));
    }
}

TEST(Cron, IsSilentAboutARunThatIsLockedOut) {
  std::smatch match;
  const auto table = content(source_path("deploy/cron/tarsach"));
  ASSERT_TRUE(std::regex_search(table, match, std::regex("\\* tarsach (.*)")));
  for (const auto& [status, told] : {std::pair{0, ""}, {75, ""}, {65, "why\n"}}) {
    const auto command = std::regex_replace(match[1].str(), std::regex("nice .*toml"),
                                            "sh -c 'echo why; exit " + std::to_string(status) + "'");
    EXPECT_EQ(run_program({"/bin/sh", "-c", command}).output, told) << status;
  }
}

}  // namespace
}  // namespace tarsach::testing

// Publishing to another machine: a real sshd on loopback, with keys of its own, and the real rsync.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/file.h"
#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::HasSubstr;

std::string our_name() {
  const passwd* const entry = ::getpwuid(::getuid());
  return entry == nullptr ? "" : entry->pw_name;
}

/// What is missing on this machine; empty if nothing is.
std::string missing_program() {
  for (const char* const program : {"/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/ssh-keygen", "/usr/bin/rsync"})
    if (!fs::exists(program)) return program;
  return {};
}

/// sshd for one key, at a port of its own. Programs of this build come first in its PATH.
class SshServer {
 public:
  SshServer() : port_(free_port()) {
    if (::getuid() == 0) fs::create_directories("/run/sshd");  // where it drops its rights
    for (const char* const key : {"host", "key"})
      EXPECT_EQ(run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file(key)}).status, 0);
    folder_.write("authorized", read_file(file("key.pub")).value());
    folder_.write("known", "[127.0.0.1]:" + std::to_string(port_) + " " + read_file(file("host.pub")).value());
    const std::string path = program_path("").string() + ":/usr/bin:/bin";
    folder_.write("sshd_config", "Port " + std::to_string(port_) + "\nListenAddress 127.0.0.1\nHostKey " +
                                     file("host") + "\nAuthorizedKeysFile " + file("authorized") +
                                     "\nPidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin yes\n"
                                     "PasswordAuthentication no\nSetEnv PATH=" +
                                     path + "\n");
    folder_.write("ssh_config", "Host *\nPort " + std::to_string(port_) + "\nIdentityFile " + file("key") +
                                    "\nIdentitiesOnly yes\nUserKnownHostsFile " + file("known") +
                                    "\nStrictHostKeyChecking yes\nLogLevel ERROR\n");
    program_ = std::make_unique<BackgroundProgram>(
        std::vector<std::string>{"/usr/sbin/sshd", "-D", "-e", "-f", file("sshd_config")});
    (void)wait_for_port(port_, 10s);
  }

  [[nodiscard]] std::string config() const { return file("ssh_config"); }
  [[nodiscard]] int port() const { return port_; }
  /// Why nobody can log in here; empty if one can.
  [[nodiscard]] std::string trouble() const {
    const auto run = run_program({"ssh", "-F", config(), "-oBatchMode=yes", "127.0.0.1", "true"});
    return run.status == 0 ? "" : run.error + program_->error();
  }

 private:
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

  TemporaryFolder folder_;
  int port_;
  std::unique_ptr<BackgroundProgram> program_;
};

std::string articles(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    text += R"({"id": "a)" + number + R"(", "title": "Статия )" + number + R"(", "body": "Среща номер)" + number +
            R"( във Варна."})" + "\n";
  }
  return text;
}

class ReplicasOverSsh : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!missing_program().empty()) return;
    server_ = std::make_unique<SshServer>();
    trouble_ = server_->trouble();
  }
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    if (!missing_program().empty()) GTEST_SKIP() << missing_program() << " is missing: ./dev deps operations";
    if (!trouble_.empty()) GTEST_SKIP() << "nobody can log in at sshd here: " << trouble_;
    build(300);
  }

  void build(int count) const {
    const auto run = indexer("build", {"--index", index(), "--vocabulary", source_path("schema/vocabulary").string(),
                                       folder_.write("some.jsonl", articles(count)).string()});
    ASSERT_EQ(run.status, 0) << run.error;
  }

  static ProgramRun indexer(const std::string& command, std::vector<std::string> words) {
    words.insert(words.begin(), {program_path("tarsach-indexer").string(), command});
    return run_program(words);
  }
  [[nodiscard]] std::vector<std::string> publish_words(const std::vector<std::string>& targets) const {
    std::vector<std::string> words = {"--index", index(), "--ssh-config", server_->config()};
    for (const std::string& target : targets) words.insert(words.end(), {"--to", target});
    return words;
  }
  [[nodiscard]] ProgramRun publish(const std::vector<std::string>& targets) const {
    return indexer("publish", publish_words(targets));
  }

  [[nodiscard]] std::string index() const { return (folder_.path() / "index").string(); }
  [[nodiscard]] fs::path replica(const std::string& name = "replica") const { return folder_.path() / name; }
  [[nodiscard]] std::string remote(const std::string& name = "replica") const {
    return our_name() + "@127.0.0.1:" + replica(name).string();
  }

  static void expect_sound(const fs::path& replica, int generation) {
    EXPECT_EQ(indexer("verify", {"--index", replica.string()}).output,
              "generation " + std::to_string(generation) + " is sound\n");
  }

  static inline std::unique_ptr<SshServer> server_;
  static inline std::string trouble_;
  TemporaryFolder folder_;
};

TEST_F(ReplicasOverSsh, GetAGenerationAndOfTheNextOneWhatIsNew) {
  const auto first = publish({remote()});
  ASSERT_EQ(first.status, 0) << first.error;
  EXPECT_THAT(first.output, HasSubstr("generation 1 is current: "));
  expect_sound(replica(), 1);
  EXPECT_THAT(publish({remote()}).output, HasSubstr("generation 1 was current already"));
  build(301);
  const auto second =
      publish({"ssh://" + our_name() + "@127.0.0.1:" + std::to_string(server_->port()) + replica().string()});
  EXPECT_THAT(second.output, HasSubstr("generation 2 is current (it was 1): ")) << second.error;
  expect_sound(replica(), 2);
  EXPECT_EQ(fs::hard_link_count(replica() / "generations/000002/bulgarian.dictionary"), 2U);  // not sent again
}

TEST_F(ReplicasOverSsh, NeverGoBackUnlessTold) {
  ASSERT_EQ(publish({remote()}).status, 0);
  build(301);
  ASSERT_EQ(publish({remote()}).status, 0);
  auto words = publish_words({remote()});
  words.insert(words.end(), {"--generation", "1"});
  const auto refused = indexer("publish", words);
  EXPECT_EQ(refused.status, 65);
  EXPECT_THAT(refused.error, HasSubstr("is at generation 2, which is newer than 1"));
  words.emplace_back("--allow-older");
  EXPECT_THAT(indexer("publish", words).output, HasSubstr("generation 1 is current (it was 2)"));
  expect_sound(replica(), 1);
}

TEST_F(ReplicasOverSsh, AreToldOneByOneAndOneThatFailsStopsNoOther) {
  const auto holder =
      FileLock::acquire((fs::create_directories(replica("held") / "generations"), replica("held") / "LOCK"));
  ASSERT_TRUE(holder);
  const auto run =
      publish({remote("one"), "nobody@127.0.0.1:/nowhere", remote("held"), replica("two").string(), "/proc/nowhere"});
  EXPECT_EQ(run.status, 69);  // of the first that failed
  EXPECT_THAT(run.error, HasSubstr("error: nobody@127.0.0.1:/nowhere: ssh could not connect"));
  EXPECT_THAT(run.error, HasSubstr(remote("held") + ": "));
  EXPECT_THAT(run.error, HasSubstr("LOCK is held by process " + std::to_string(::getpid())));
  EXPECT_THAT(run.error, HasSubstr("error: /proc/nowhere: "));
  expect_sound(replica("one"), 1);
  expect_sound(replica("two"), 1);
}

TEST_F(ReplicasOverSsh, StandWhereverTheirPathSaysAndNoShellReadsIt) {
  const std::string name = "it's $(touch pwned) `touch pwned`; touch pwned & \"index\" *";
  const auto run = publish({remote(name)});
  EXPECT_EQ(run.status, 0) << run.error;
  expect_sound(replica(name), 1);
  EXPECT_FALSE(fs::exists("pwned"));
}

TEST_F(ReplicasOverSsh, StayAsTheyAreWhenThePublisherDiesAndAreServedByTheNextOne) {
  ASSERT_EQ(publish({remote()}).status, 0);
  build(3000);
  auto words = publish_words({remote()});
  words.insert(words.begin(), {program_path("tarsach-indexer").string(), "publish"});
  words.insert(words.end(), {"--bandwidth", "100"});
  {
    BackgroundProgram publisher(words);
    const fs::path incoming = replica() / "incoming/000002";
    for (int i = 0; i < 1000 && (!fs::exists(incoming) || fs::is_empty(incoming)); ++i)
      std::this_thread::sleep_for(10ms);
    EXPECT_TRUE(publisher.runs());
    EXPECT_EQ(publish({remote()}).status, 75);  // the replica is locked
    publisher.stop(SIGKILL);
  }
  expect_sound(replica(), 1);
  ProgramRun again;
  for (int i = 0; i < 200 && again.status != 0; ++i) {  // until sshd has noticed
    again = publish({remote()});
    if (again.status != 0) std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(again.status, 0) << again.error;
  expect_sound(replica(), 2);
  EXPECT_TRUE(fs::is_empty(replica() / "incoming"));
}

/// The lines of docs/operations.md that a replica's cron runs, with the addresses of this test.
std::string script_of_the_handbook(const std::string& config, const std::string& index, const std::string& replica) {
  const std::string text = read_file(source_path("docs/operations.md")).value();
  const auto begin = text.find("current=$(ssh build");
  std::string script = text.substr(begin, text.find("```", begin) - begin);
  const std::string place = "/var/lib/tarsach/index", ssh = "ssh -F " + config + " ";
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>{"ssh build cat " + place, ssh + "127.0.0.1 cat " + index},
        {"\"build:" + place, "-e '" + ssh + "' \"127.0.0.1:" + index},
        {place, replica}})
    for (std::size_t at = 0; (at = script.find(from, at)) != std::string::npos; at += to.size())
      script.replace(at, from.size(), to);
  return script;
}

TEST_F(ReplicasOverSsh, CanFetchGenerationsThemselves) {
  const std::string script = "PATH=" + program_path("").string() + ":$PATH; " +
                             script_of_the_handbook(server_->config(), index(), replica().string());
  const auto first = run_program({"/bin/sh", "-c", script});
  EXPECT_EQ(first.output, "generation 1 is current\n") << first.error << script;
  EXPECT_EQ(run_program({"/bin/sh", "-c", script}).output, "");
  build(301);
  EXPECT_EQ(run_program({"/bin/sh", "-c", script}).output, "generation 2 is current (it was 1)\n");
  expect_sound(replica(), 2);
  EXPECT_EQ(fs::hard_link_count(replica() / "generations/000002/bulgarian.dictionary"), 2U);
}

}  // namespace
}  // namespace tarsach::testing

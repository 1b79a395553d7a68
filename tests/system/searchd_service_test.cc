// The daemon under a service manager and its operator: what it tells systemd, what the watchdog sees, SIGHUP, an index
// that comes later, a socket that outlives it. The test plays systemd's part.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/searchd/client.h"
#include "tests/system/daemon.h"
#include "tests/system/searchd_index.h"

namespace tarsach::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

/// The other end of NOTIFY_SOCKET.
class NotifySocket {
 public:
  NotifySocket() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path().c_str(), sizeof address.sun_path - 1);
    EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~NotifySocket() { close(socket_); }
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  [[nodiscard]] std::string path() const { return (folder_.path() / "notify").string(); }

  /// The next message; empty when none comes in that time.
  [[nodiscard]] std::string receive(std::chrono::milliseconds most = 20s) const {
    pollfd waiting{socket_, POLLIN, 0};
    std::array<char, 4'096> text{};
    if (poll(&waiting, 1, static_cast<int>(most.count())) <= 0) return {};
    const auto size = recv(socket_, text.data(), text.size(), 0);
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }
  /// Passes over what comes before; false when none such comes.
  [[nodiscard]] bool receives(const std::string& wanted) const {
    for (auto message = receive(); !message.empty(); message = receive())
      if (message.find(wanted) != std::string::npos) return true;
    return false;
  }
  void forget_all() const {
    while (!receive(0ms).empty()) {
    }
  }

 private:
  TemporaryFolder folder_;
  int socket_;
};

std::string article(const std::string& id) { return R"({"id":")" + id + R"(","title":"Нова статия","body":"x"})"; }

std::string ready(const Daemon& daemon) { return get(daemon.port(), "/health/readyz").body; }

// ---- systemd ----

TEST(SearchdService, TellsWhenItIsReadyWhatItServesAndThatItStops) {
  const SmallIndex index;
  const NotifySocket systemd;
  Daemon daemon(index.path(), {"--reload-interval", "0"}, {"NOTIFY_SOCKET=" + systemd.path()});
  EXPECT_EQ(systemd.receive(), "STATUS=serving generation 1, 5 documents");
  EXPECT_EQ(systemd.receive(), "READY=1");
  index.build(index.folder().write("one.jsonl", article("a")).string());
  EXPECT_EQ(systemd.receive(), "STATUS=serving generation 2, 1 documents");
  daemon.program().signal(SIGHUP);
  EXPECT_THAT(systemd.receive(), HasSubstr("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_TRUE(systemd.receives("READY=1"));
  EXPECT_EQ(daemon.program().stop(), 0);
  EXPECT_TRUE(systemd.receives("STOPPING=1"));
}

/// The thread of a process by its name; 0: there is none.
pid_t thread_named(pid_t process, const std::string& name) {
  for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
    std::string found;
    std::getline(std::ifstream(task.path() / "comm"), found);
    if (found == name) return std::stoi(task.path().filename());
  }
  return 0;
}

/// One thread of the daemon stands still as if it waited for a lock for ever, and no other one does.
class Stuck {
 public:
  explicit Stuck(pid_t thread) : thread_(thread) {
    stopped_ = ptrace(PTRACE_SEIZE, thread, nullptr, nullptr) == 0 &&
               ptrace(PTRACE_INTERRUPT, thread, nullptr, nullptr) == 0 && waitpid(thread, nullptr, __WALL) == thread;
  }
  ~Stuck() {
    if (stopped_) ptrace(PTRACE_DETACH, thread_, nullptr, nullptr);
  }
  Stuck(const Stuck&) = delete;
  Stuck& operator=(const Stuck&) = delete;

  [[nodiscard]] bool is_stopped() const { return stopped_; }

 private:
  pid_t thread_;
  bool stopped_ = false;
};

TEST(SearchdService, LetsTheWatchdogBiteWhenAThreadHangs) {
  const SmallIndex index;
  const NotifySocket systemd;
  Daemon daemon(index.path(), {"--threads", "1", "--reload-interval", "0"},
                {"NOTIFY_SOCKET=" + systemd.path(), "WATCHDOG_USEC=600000"});
  ASSERT_TRUE(systemd.receives("WATCHDOG=1"));
  for (const auto* name : {"reactor", "reloader"}) {
    const Stuck stuck(thread_named(daemon.program().process(), name));
    if (!stuck.is_stopped()) GTEST_SKIP() << "this test may not trace the daemon";
    std::this_thread::sleep_for(450ms);  // two looks, so that none has the beats of before
    systemd.forget_all();
    EXPECT_EQ(systemd.receive(700ms), "") << name;
  }
  systemd.forget_all();
  EXPECT_TRUE(systemd.receives("WATCHDOG=1")) << "it lives again when the thread goes on";
}

// ---- a socket that outlives the daemon ----

/// The daemon with our socket as systemd would hand it over.
class Activated {
 public:
  Activated(int socket, const std::string& index)
      : program_({"/bin/sh", "-c",
                  "exec 3<&" + std::to_string(socket) + "; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" --index \"$1\"",
                  program_path("tarsach-searchd").string(), index}) {}
  [[nodiscard]] BackgroundProgram& program() { return program_; }

 private:
  BackgroundProgram program_;
};

TEST(SearchdService, LosesNoConnectionWhenItIsStartedAnewOnAnInheritedSocket) {
  const SmallIndex index;
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);  // inherited by whatever is started
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(bind(socket, reinterpret_cast<const sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(socket, 128), 0);
  ASSERT_EQ(getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const int port = ntohs(address.sin_port);

  std::atomic<bool> done = false;
  std::atomic<int> answered = 0, failed = 0;
  std::thread clients([&] {
    while (!done) ++(get(port, "/v1/search?q=среща").status == 200 ? answered : failed);
  });
  const auto serves = [&] {
    const int before = answered;
    return comes_true([&] { return answered > before; });
  };
  for (int i = 0; i < 3; ++i) {
    Activated daemon(socket, index.path());
    EXPECT_TRUE(serves()) << daemon.program().error();
    EXPECT_EQ(daemon.program().stop(), 0);
  }
  Activated last(socket, index.path());  // answers whoever still waits
  EXPECT_TRUE(serves());
  done = true;
  clients.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(last.program().stop(), 0);
  close(socket);
}

TEST(SearchdService, RefusesAnInheritedDescriptorThatIsNoListeningSocket) {
  const SmallIndex index;
  const auto run =
      run_program({"/bin/sh", "-c", "exec 3</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" --index \"$1\"",
                   program_path("tarsach-searchd").string(), index.path()});
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.error, HasSubstr("descriptor 3 is no socket"));
}

// ---- SIGHUP ----

TEST(SearchdService, ReadsItsConfigurationAgainWhenToldSo) {
  const SmallIndex index;
  const auto& folder = index.folder();
  const auto file = folder.write("searchd.toml", "threads = 1\ncors-origin = \"https://one.example\"\n").string();
  Daemon daemon(index.path(), {"--config", file, "--deadline", "5000"});
  const auto is_allowed = [&](const std::string& origin) {
    const auto answer = get(daemon.port(), "/v1/search?q=тайна", "Origin: " + origin + "\r\n");
    return !answer.header("Access-Control-Allow-Origin").empty();
  };
  EXPECT_TRUE(is_allowed("https://one.example"));

  folder.write("searchd.toml", "threads = 2\nport = 1\ncors-origin = \"https://two.example\"\nlog-queries = true\n");
  daemon.program().signal(SIGHUP);
  EXPECT_TRUE(comes_true([&] { return is_allowed("https://two.example"); }));
  EXPECT_FALSE(is_allowed("https://one.example"));
  const auto log_has = [&](const char* text) { return daemon.program().error().find(text) != std::string::npos; };
  EXPECT_TRUE(comes_true([&] { return log_has("тайна"); }));
  EXPECT_TRUE(log_has("needs a restart\",\"options\":\"threads\"")) << "--port is a flag";
}

TEST(SearchdService, LetsScriptsOfSitesThatAreNewInItsConfigurationReadRefusals) {
  const SmallIndex index;
  const auto file = index.folder().write("searchd.toml", "").string();
  Daemon daemon(index.path(), {"--config", file, "--rate-limit", "1", "--rate-burst", "1"});
  const auto is_refused_and_allowed = [&] {
    const auto answer = get(daemon.port(), "/v1/search?q=a", "Origin: https://one.example\r\n");
    return answer.status == 429 && !answer.header("Access-Control-Allow-Origin").empty();
  };
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(is_refused_and_allowed());
  index.folder().write("searchd.toml", "cors-origin = \"https://one.example\"\n");
  daemon.program().signal(SIGHUP);
  EXPECT_TRUE(comes_true(is_refused_and_allowed));
}

TEST(SearchdService, KeepsItsConfigurationWhenTheNewOneIsWrong) {
  const SmallIndex index;
  const auto file = index.folder().write("searchd.toml", "cors-origin = \"https://one.example\"\n").string();
  Daemon daemon(index.path(), {"--config", file});
  index.folder().write("searchd.toml", "cors-origin = \"https://two.example\"\ndeadline = 0\n");
  daemon.program().signal(SIGHUP);
  const auto log_has = [&](const char* text) { return daemon.program().error().find(text) != std::string::npos; };
  EXPECT_TRUE(comes_true([&] { return log_has("everything stays as it was"); }));
  EXPECT_THAT(daemon.program().error(), HasSubstr("searchd.toml:2: deadline"));
  const auto answer = get(daemon.port(), "/v1/search?q=a", "Origin: https://one.example\r\n");
  EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "https://one.example");
}

// ---- generations ----

TEST(SearchdService, ServesANewGenerationTheMomentItIsPublished) {
  const SmallIndex index;
  Daemon daemon(index.path(), {"--reload-interval", "0"});
  EXPECT_THAT(ready(daemon), HasSubstr("\"documents\":5"));
  index.build(index.folder().write("one.jsonl", article("a")).string());
  EXPECT_TRUE(comes_true([&] { return ready(daemon).find("\"documents\":1") != std::string::npos; }));
}

TEST(SearchdService, WaitsForAnIndexThatIsNotThereYet) {
  const SmallIndex index;
  const TemporaryFolder folder;
  const auto place = folder.path() / "srv" / "index";
  Daemon daemon(place.string(), {"--await-index", "--reload-interval", "0"});
  for (const auto* path : {"/health/readyz", "/v1/search?q=a", "/search", "/feed.atom", "/v1/suggest?q=a"}) {
    const auto answer = get(daemon.port(), path, "Accept-Language: en\r\n");
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_EQ(answer.header("Retry-After"), "10") << path;
  }
  EXPECT_THAT(ready(daemon), HasSubstr("\"code\":\"no_index\""));
  EXPECT_THAT(get(daemon.port(), "/search").body, HasSubstr("Още няма индекс"));
  for (const auto* path : {"/health/livez", "/page.css", "/version", "/openapi.json"})
    EXPECT_EQ(get(daemon.port(), path).status, 200) << path;

  std::filesystem::create_directories(place.parent_path());
  std::filesystem::copy(index.path(), place.string() + ".new", std::filesystem::copy_options::recursive);
  std::filesystem::rename(place.string() + ".new", place);
  EXPECT_TRUE(comes_true([&] { return get(daemon.port(), "/health/readyz").status == 200; }));
  EXPECT_EQ(get(daemon.port(), "/v1/search?q=среща").status, 200);
  EXPECT_EQ(daemon.program().stop(), 0);
}

TEST(SearchdService, WaitsForAGenerationThatItCanReadOnlyWhenAskedTo) {
  const SmallIndex index;
  index.folder().write("index/CURRENT", "generations/000999\n");
  const auto run = run_program({program_path("tarsach-searchd").string(), "--index", index.path(), "--port", "0"});
  EXPECT_NE(run.status, 0);
  Daemon daemon(index.path(), {"--await-index", "--reload-interval", "0"});
  EXPECT_TRUE(comes_true([&] { return daemon.program().error().find("no index yet") != std::string::npos; }));
  index.build(index.folder().write("one.jsonl", article("a")).string());
  EXPECT_TRUE(comes_true([&] { return get(daemon.port(), "/health/readyz").status == 200; }));
  EXPECT_THAT(daemon.program().error(), Not(HasSubstr("the old one goes on")));
}

}  // namespace
}  // namespace tarsach::testing

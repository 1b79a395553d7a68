// Three machines with a replica each, behind haproxy as deploy/haproxy configures it: while one of them freezes, dies,
// falls behind or gets a new generation, no request fails. The machines are network namespaces, so the file's own
// addresses and port are used; haproxy stands in a fourth one, and so do the clients.
//
// TARSACH_REPLICAS_PAUSE=5 makes each state last so many seconds; a line of figures for each is printed.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temporary.h"

namespace tarsach::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int kMachines = 3;
constexpr int kClients = 6;
constexpr auto kPatience = 15s;  // of a client: two tries at timeout server, and an answer

int run(const std::vector<std::string>& words) { return run_program(words).status; }

/// A bridge in a namespace of its own, and machines at it with the addresses of deploy/haproxy/haproxy.cfg.
class Network {
 public:
  Network() : name_("tarsach" + std::to_string(::getpid())) {
    is_up_ = run({"ip", "netns", "add", front()}) == 0 &&
             in(front(), {"ip", "link", "add", "bridge", "type", "bridge"}) &&
             in(front(), {"ip", "address", "add", "10.0.0.1/24", "dev", "bridge"}) &&
             in(front(), {"ip", "link", "set", "bridge", "up"}) && in(front(), {"ip", "link", "set", "lo", "up"});
    for (int machine = 0; machine < kMachines; ++machine) is_up_ = is_up_ && add(machine);
  }
  ~Network() {
    for (int machine = 0; machine < kMachines; ++machine) run({"ip", "netns", "delete", name_of(machine)});
    run({"ip", "netns", "delete", front()});
  }
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  [[nodiscard]] bool is_up() const { return is_up_; }
  [[nodiscard]] std::string front() const { return name_ + "front"; }
  [[nodiscard]] std::string name_of(int machine) const { return name_ + "m" + std::to_string(machine); }
  [[nodiscard]] static std::string address_of(int machine) { return "10.0.0.1" + std::to_string(machine + 1); }

  /// The calling thread's sockets are in the front's namespace from now on.
  void enter() const {
    const int file = ::open(("/run/netns/" + front()).c_str(), O_RDONLY | O_CLOEXEC);
    EXPECT_EQ(::setns(file, CLONE_NEWNET), 0);
    ::close(file);
  }

 private:
  static bool in(const std::string& name, std::vector<std::string> words) {
    words.insert(words.begin(), {"ip", "netns", "exec", name});
    return run(words) == 0;
  }
  bool add(int machine) const {
    const std::string name = name_of(machine), port = "port" + std::to_string(machine);
    return run({"ip", "netns", "add", name}) == 0 &&
           in(front(), {"ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name}) &&
           in(front(), {"ip", "link", "set", port, "master", "bridge", "up"}) &&
           in(name, {"ip", "address", "add", address_of(machine) + "/24", "dev", "eth0"}) &&
           in(name, {"ip", "link", "set", "eth0", "up"}) && in(name, {"ip", "link", "set", "lo", "up"});
  }

  std::string name_;
  bool is_up_ = false;
};

/// One request on a connection of its own; empty when there was no whole answer with 200.
std::string ask(const std::string& address, int port, const std::string& target) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to = {};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  ::inet_pton(AF_INET, address.c_str(), &to.sin_addr);
  std::string answer;
  const std::string request = "GET " + target + " HTTP/1.1\r\nHost: search\r\nConnection: close\r\n\r\n";
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 &&
      ::send(socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    const auto deadline = Clock::now() + kPatience;
    std::array<char, 8192> block{};
    while (true) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
      pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
      if (left <= 0 || ::poll(&waiting, 1, static_cast<int>(left)) <= 0) break;
      const ssize_t size = ::recv(socket, block.data(), block.size(), 0);
      if (size <= 0) break;
      answer.append(block.data(), static_cast<std::size_t>(size));
    }
  }
  ::close(socket);
  const auto body = answer.find("\r\n\r\n");
  const bool is_whole = answer.starts_with("HTTP/1.1 200 ") && body != std::string::npos && answer.ends_with("}");
  return is_whole ? answer.substr(body + 4) : "";
}

int generation_in(const std::string& answer) {
  const std::string member = R"("generation":)";
  const auto begin = answer.find(member);
  return begin == std::string::npos ? 0 : std::atoi(answer.c_str() + begin + member.size());
}

struct Figures {
  int requests = 0;
  int failed = 0;
  std::chrono::duration<double, std::milli> longest{0};
  std::map<int, int> by_generation;
};

/// Clients that ask one after the other without a pause, until the object's end.
class Clients {
 public:
  explicit Clients(const Network& network) {
    for (int i = 0; i < kClients; ++i)
      threads_.emplace_back([this, &network, i] {
        network.enter();
        for (int n = 0; !done_; ++n)
          ask_once("/v1/search?q=%D1%81%D1%80%D0%B5%D1%89%D0%B0+" + std::to_string((n * kClients + i) % 97));
      });
  }
  ~Clients() {
    done_ = true;
    for (std::thread& thread : threads_) thread.join();
  }
  Clients(const Clients&) = delete;
  Clients& operator=(const Clients&) = delete;

  /// Since the last call.
  Figures take() {
    const std::lock_guard guard(mutex_);
    return std::exchange(figures_, {});
  }

 private:
  void ask_once(const std::string& target) {
    const auto start = Clock::now();
    const std::string answer = ask("10.0.0.1", 80, target);
    const std::chrono::duration<double, std::milli> time = Clock::now() - start;
    const std::lock_guard guard(mutex_);
    ++figures_.requests;
    if (answer.empty()) ++figures_.failed;
    figures_.longest = std::max(figures_.longest, time);
    ++figures_.by_generation[generation_in(answer)];
    std::this_thread::sleep_for(2ms);
  }

  std::atomic<bool> done_ = false;
  std::mutex mutex_;
  Figures figures_;
  std::vector<std::thread> threads_;
};

class ReplicasBehindHaproxy : public ::testing::Test {
 protected:
  void SetUp() override {
    if (::getuid() != 0) GTEST_SKIP() << "network namespaces need root";
    for (const char* const program : {"/usr/sbin/haproxy", "/usr/sbin/ip"})
      if (!fs::exists(program)) GTEST_SKIP() << program << " is missing: ./dev deps operations";
    network_ = std::make_unique<Network>();
    if (!network_->is_up()) GTEST_SKIP() << "no network namespace with a bridge can be made here";
    build(20);
    publish({0, 1, 2});
    for (int machine = 0; machine < kMachines; ++machine) start(machine);
    haproxy_ = std::make_unique<BackgroundProgram>(
        std::vector<std::string>{"ip", "netns", "exec", network_->front(), "/usr/sbin/haproxy", "-f",
                                 source_path("deploy/haproxy/haproxy.cfg").string()});
  }
  void TearDown() override {
    haproxy_.reset();
    for (auto& daemon : daemons_) daemon.reset();
    network_.reset();
  }

  void build(int count) const {
    std::string text;
    for (int i = 0; i < count; ++i)
      text += R"({"id": "a)" + std::to_string(i) + R"(", "title": "Среща )" + std::to_string(i) +
              R"(", "body": "Клъстерна среща във Варна."})" + "\n";
    const auto built =
        run_program({program_path("tarsach-indexer").string(), "build", "--index", index(), "--vocabulary",
                     source_path("schema/vocabulary").string(), folder_.write("some.jsonl", text).string()});
    ASSERT_EQ(built.status, 0) << built.error;
  }
  void publish(const std::vector<int>& machines) const {
    std::vector<std::string> words = {program_path("tarsach-indexer").string(), "publish", "--index", index()};
    for (const int machine : machines) words.insert(words.end(), {"--to", replica(machine)});
    const auto published = run_program(words);
    ASSERT_EQ(published.status, 0) << published.error;
  }
  void start(int machine) {
    daemons_.at(static_cast<std::size_t>(machine)) = std::make_unique<BackgroundProgram>(std::vector<std::string>{
        "ip", "netns", "exec", network_->name_of(machine), program_path("tarsach-searchd").string(), "--index",
        replica(machine), "--listen", Network::address_of(machine), "--port", "8080", "--reload-interval", "0.2"});
  }
  [[nodiscard]] const BackgroundProgram& daemon(int machine) const {
    return *daemons_.at(static_cast<std::size_t>(machine));
  }
  [[nodiscard]] std::string index() const { return (folder_.path() / "index").string(); }
  [[nodiscard]] std::string replica(int machine) const {
    return (folder_.path() / ("replica" + std::to_string(machine))).string();
  }

  /// Until all answers, of whichever machine, are of this generation (each is asked by itself); false after a while.
  [[nodiscard]] bool all_serve(int generation) const {
    bool all = false;
    std::thread([&] {
      network_->enter();
      for (int i = 0; i < 200 && !all; ++i) {
        all = true;
        for (int machine = 0; machine < kMachines; ++machine)
          all = all && generation_in(ask(Network::address_of(machine), 8080, "/v1/search?q=a")) == generation;
        if (!all) std::this_thread::sleep_for(50ms);
      }
    }).join();
    return all;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Network> network_;
  std::array<std::unique_ptr<BackgroundProgram>, kMachines> daemons_;
  std::unique_ptr<BackgroundProgram> haproxy_;
};

std::chrono::milliseconds pause_length() {
  const char* const seconds = std::getenv("TARSACH_REPLICAS_PAUSE");
  return std::chrono::milliseconds(seconds == nullptr ? 700 : 1000 * std::atoi(seconds));
}

void tell(const char* state, Figures figures) {
  std::printf("%-34s %6d requests  %d failed  longest %6.0f ms  generations", state, figures.requests, figures.failed,
              figures.longest.count());
  for (const auto& [generation, count] : figures.by_generation) std::printf(" %d: %d", generation, count);
  std::printf("\n");
  EXPECT_EQ(figures.failed, 0) << state;
  EXPECT_GT(figures.requests, 0) << state;
}

TEST_F(ReplicasBehindHaproxy, AnswerEveryRequestWhateverBecomesOfOne) {
  ASSERT_TRUE(all_serve(1));
  std::this_thread::sleep_for(1500ms);  // until haproxy has looked at all
  Clients clients(*network_);
  const auto hold = [&](const char* state) {
    std::this_thread::sleep_for(pause_length());
    tell(state, clients.take());
  };
  hold("all three answer");
  daemon(0).signal(SIGSTOP);
  std::this_thread::sleep_for(5s);  // timeout server, for those that it had taken
  hold("one is frozen");
  daemon(0).signal(SIGCONT);
  hold("it goes on");
  daemons_[1]->stop(SIGKILL);
  hold("one is killed");
  start(1);
  hold("it is started again");
  build(21);
  publish({0, 2});
  hold("one is a generation behind");
  publish({1});
  EXPECT_TRUE(all_serve(2));
  (void)clients.take();
  hold("it has caught up");
  build(22);
  publish({0, 1, 2});
  EXPECT_TRUE(all_serve(3));
  hold("a generation is published to all");
  daemons_[2]->stop(SIGTERM);
  start(2);
  hold("one is restarted in good order");
  (void)clients.take();
}

}  // namespace
}  // namespace tarsach::testing

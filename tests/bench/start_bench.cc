// How long tarsach-searchd takes from exec to READY=1 with warm caches, and what memory it has of its own (RssAnon)
// and of mapped files (RssFile, shared and reclaimable), at once and after 1,000 searches:
//
//   TARSACH_BENCH_INDEX=/tmp/law TARSACH_PROGRAMS=build/release/bin build/bench/start_bench
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace {

constexpr int kStarts = 10;
constexpr int kSearches = 1'000;
constexpr std::uint16_t kPort = 18'749;
constexpr std::array kQueries = {"закон", "министерски съвет", "„министерски съвет“", "клъстерна среща", "вода"};

/// A socket as systemd gives it to what it starts.
class Notifications {
 public:
  Notifications() : path_("@tarsach-start-bench-" + std::to_string(::getpid())) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path + 1, sizeof address.sun_path - 1, 1);  // "@" stands for the byte 0: no file
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path_.size());
    bound_ = ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0;
  }
  ~Notifications() { ::close(socket_); }
  Notifications(const Notifications&) = delete;
  Notifications& operator=(const Notifications&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// False when nothing comes for a minute.
  [[nodiscard]] bool wait_until_ready() const {
    const timeval most{60, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    for (std::array<char, 4096> text{}; bound_;) {
      const ssize_t bytes = ::recv(socket_, text.data(), text.size(), 0);
      if (bytes <= 0) return false;
      if (std::string_view(text.data(), static_cast<std::size_t>(bytes)).find("READY=1") != std::string_view::npos)
        return true;
    }
    return false;
  }

 private:
  std::string path_;
  int socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  bool bound_ = false;
};

std::string environment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

class Daemon {
 public:
  explicit Daemon(const Notifications& notifications) {
    const std::string program = environment("TARSACH_PROGRAMS", "build/release/bin") + "/tarsach-searchd";
    const std::string index = environment("TARSACH_BENCH_INDEX", ""), port = std::to_string(kPort);
    process_ = ::fork();
    if (process_ != 0) return;
    ::setenv("NOTIFY_SOCKET", notifications.path().c_str(), 1);
    static_cast<void>(std::freopen("/dev/null", "w", stdout));
    static_cast<void>(std::freopen("/dev/null", "w", stderr));
    ::execl(program.c_str(), program.c_str(), "--index", index.c_str(), "--port", port.c_str(), nullptr);
    ::_exit(127);
  }
  ~Daemon() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /// In MiB: "RssAnon", "RssFile".
  [[nodiscard]] double memory(const std::string& kind) const {
    std::ifstream status("/proc/" + std::to_string(process_) + "/status");
    for (std::string line; std::getline(status, line);)
      if (line.starts_with(kind + ":")) return std::strtod(line.c_str() + kind.size() + 1, nullptr) / 1024;
    return 0;
  }

 private:
  pid_t process_ = -1;
};

std::string escaped(std::string_view query) {
  std::string text;
  for (const char letter : query) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(letter);
    text += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
  }
  return text;
}

bool search(std::string_view query) {
  const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(kPort);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string request =
      "GET /v1/search?q=" + escaped(query) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  std::string answer(16, '\0');
  const bool asked = ::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                     ::send(connection, request.data(), request.size(), 0) == static_cast<ssize_t>(request.size()) &&
                     ::recv(connection, answer.data(), answer.size(), MSG_WAITALL) > 0;
  ::close(connection);
  return asked && answer.starts_with("HTTP/1.1 200");
}

void start(benchmark::State& state) {
  if (environment("TARSACH_BENCH_INDEX", "").empty()) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  const Notifications notifications;
  for (auto unused : state) {
    const auto begin = std::chrono::steady_clock::now();
    const Daemon daemon(notifications);
    if (!notifications.wait_until_ready()) return state.SkipWithError("the daemon does not become ready");
    state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    state.counters["own_MiB"] = daemon.memory("RssAnon");
    state.counters["mapped_MiB"] = daemon.memory("RssFile");
  }
}

void memory_after_searches(benchmark::State& state) {
  if (environment("TARSACH_BENCH_INDEX", "").empty()) return state.SkipWithError("set TARSACH_BENCH_INDEX to an index");
  const Notifications notifications;
  const Daemon daemon(notifications);
  if (!notifications.wait_until_ready()) return state.SkipWithError("the daemon does not become ready");
  for (auto unused : state)
    for (int i = 0; i < kSearches; ++i)
      if (!search(kQueries[static_cast<std::size_t>(i) % kQueries.size()]))
        return state.SkipWithError("a search was not answered");
  state.counters["own_MiB"] = daemon.memory("RssAnon");
  state.counters["mapped_MiB"] = daemon.memory("RssFile");
}

BENCHMARK(start)->Iterations(1)->Repetitions(kStarts)->ReportAggregatesOnly()->UseManualTime()->Unit(
    benchmark::kMillisecond);
BENCHMARK(memory_after_searches)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

// What a request costs a daemon beside the search: processor time of the server (all its threads and the kernel's
// part), over connections that stay open, against the library alone (cpp-httplib with its own sockets and threads),
// which answers the same bytes. The rows take turns, so that whatever else the machine does hits all alike.
//
//   TARSACH_BENCH_INDEX=DIR build/bench/http_bench           TARSACH_BENCH_REQUESTS=20000
//
// A request of the daemon goes from its reactor to a worker and back; the library has one thread for a connection. In a
// virtual machine a wake across processors costs tens of microseconds, and the system may put the threads together or
// not: `taskset -c 0 …/http_bench` leaves that out and shows what the programs themselves take.
#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/process.h"

namespace {

constexpr int kRounds = 5;
constexpr std::size_t kRequestsOnAConnection = 100;  // then both servers close it

int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(socket);
    return -1;
  }
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

bool is_up(int port) {
  for (int i = 0; i < 200; ++i) {
    if (const int socket = connect_to(port); socket >= 0) return close(socket) == 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

/// One answer off a connection; empty if it broke. Only a 304 has no length.
std::string receive(int socket) {
  std::string answer;
  std::array<char, 65'536> chunk;
  for (;;) {
    const auto end = answer.find("\r\n\r\n");
    if (end != std::string::npos) {
      const auto length = answer.find("Content-Length: ");
      const auto body = length < end ? std::strtoul(answer.c_str() + length + 16, nullptr, 10) : 0;
      if (answer.size() >= end + 4 + body) return answer;
    }
    const auto count = recv(socket, chunk.data(), chunk.size(), 0);
    if (count <= 0) return {};
    answer.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

std::string request_of(const std::string& target, const std::string& more) {
  return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nUser-Agent: http_bench\r\n" + more + "\r\n";
}

std::string ask(int port, const std::string& request) {
  const int socket = connect_to(port);
  send(socket, request.data(), request.size(), MSG_NOSIGNAL);
  auto answer = receive(socket);
  close(socket);
  return answer;
}

double processor_seconds(pid_t process) {
  clockid_t clock = 0;
  timespec time{};
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

struct Row {
  const char* name;
  pid_t process;
  int port;
  std::string request;
  std::size_t bytes = 0;
  std::vector<double> microseconds = {};  // of processor time a request, of each round
};

void measure(Row& row, std::size_t requests) {
  int socket = -1;
  const double begin = processor_seconds(row.process);
  for (std::size_t i = 0; i < requests; ++i) {
    if (i % (kRequestsOnAConnection - 1) == 0) {
      close(socket);
      socket = connect_to(row.port);
    }
    send(socket, row.request.data(), row.request.size(), MSG_NOSIGNAL);
    row.bytes = receive(socket).size();
  }
  close(socket);
  row.microseconds.push_back((processor_seconds(row.process) - begin) * 1e6 / static_cast<double>(requests));
}

std::string header_of(const std::string& answer, const std::string& name) {
  const auto begin = answer.find(name + ": ") + name.size() + 2;
  return answer.substr(begin, answer.find("\r\n", begin) - begin);
}

/// Answers everything with what our daemon has answered to the same request.
pid_t serve_by_library(int port, const std::string& answer) {
  const pid_t process = fork();
  if (process != 0) return process;
  httplib::Server server;
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(kRequestsOnAConnection);
  server.Get("/health/livez", [&](const httplib::Request&, httplib::Response& response) {
    for (const auto* name : {"Cache-Control", "Date", "X-Request-Id", "Content-Security-Policy", "Referrer-Policy",
                             "X-Content-Type-Options", "Accept-Ranges"})
      if (answer.find(name) != std::string::npos) response.set_header(name, header_of(answer, name));
    response.set_content(answer.substr(answer.find("\r\n\r\n") + 4), "application/json; charset=utf-8");
  });
  server.listen("127.0.0.1", port);
  std::_Exit(0);
}

pid_t serve_by_daemon(const std::string& program, const std::string& index, int port) {
  const pid_t process = fork();
  if (process != 0) return process;
  std::freopen("/dev/null", "w", stdout);
  std::freopen("/dev/null", "w", stderr);
  execl(program.c_str(), program.c_str(), "--index", index.c_str(), "--port", std::to_string(port).c_str(), nullptr);
  std::_Exit(1);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int /*argc*/, char** words) {
  const char* index = std::getenv("TARSACH_BENCH_INDEX");
  const char* number = std::getenv("TARSACH_BENCH_REQUESTS");
  const auto requests = static_cast<std::size_t>(number == nullptr ? 20'000 : std::atoi(number));
  const auto program = std::filesystem::absolute(words[0]).parent_path() / "bin" / "tarsach-searchd";
  if (index == nullptr || !std::filesystem::exists(program)) {
    std::fprintf(stderr, "set TARSACH_BENCH_INDEX to an index, and build tarsach-searchd beside this program\n");
    return 2;
  }
  const int port = tarsach::testing::free_port();
  const pid_t daemon = serve_by_daemon(program.string(), index, port);
  if (!is_up(port)) return 1;
  const std::string alive = request_of("/health/livez", ""),
                    search = request_of("/v1/search?q=%D0%BC%D0%BE%D1%81%D1%82", "");
  const auto tag = header_of(ask(port, search), "ETag");
  const int library_port = tarsach::testing::free_port();
  const pid_t library = serve_by_library(library_port, ask(port, alive));
  if (!is_up(library_port)) return 1;
  std::vector<Row> rows = {{"the library alone, 20 bytes of JSON", library, library_port, alive},
                           {"/health/livez", daemon, port, alive},
                           {"/v1/search, 304", daemon, port,
                            request_of("/v1/search?q=%D0%BC%D0%BE%D1%81%D1%82", "If-None-Match: " + tag + "\r\n")},
                           {"/v1/search, kept", daemon, port, search}};
  for (int round = 0; round < kRounds; ++round)
    for (auto& row : rows) measure(row, requests / kRounds);
  std::printf("| answer | bytes | processor µs a request | ratio | from – to µs |\n|---|---|---|---|---|\n");
  for (const auto& row : rows) {
    const auto [least, most] = std::minmax_element(row.microseconds.begin(), row.microseconds.end());
    std::printf("| %s | %zu | %.1f | %.2f | %.1f – %.1f |\n", row.name, row.bytes, median(row.microseconds),
                median(row.microseconds) / median(rows.front().microseconds), *least, *most);
  }
  for (const pid_t process : {daemon, library}) {
    kill(process, SIGTERM);
    waitpid(process, nullptr, 0);
  }
  return 0;
}

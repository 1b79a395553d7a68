#include "tests/support/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <system_error>
#include <thread>
#include <utility>

namespace tarsach::testing {
namespace {

constexpr auto kPause = std::chrono::milliseconds(5);

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Ours, with the additions in place of variables of the same name.
std::vector<std::string> merged_environment(const std::vector<std::string>& additions) {
  std::vector<std::string> all = additions;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    const std::string name = text.substr(0, text.find('=') + 1);
    bool replaced = false;
    for (const std::string& addition : additions) replaced = replaced || addition.starts_with(name);
    if (!replaced) all.push_back(text);
  }
  return all;
}

/// The folder holds "input"; "output" and "error" are written there.
pid_t start(std::vector<std::string> words, const std::vector<std::string>& additions,
            const std::filesystem::path& folder) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, (folder / "input").c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, (folder / "output").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&files, 2, (folder / "error").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  auto environment = merged_environment(additions);
  pid_t process = -1;
  const int failed = posix_spawnp(&process, words.at(0).c_str(), &files, nullptr, pointers_to(words).data(),
                                  pointers_to(environment).data());
  posix_spawn_file_actions_destroy(&files);
  if (failed == 0) return process;
  ADD_FAILURE() << "cannot start " << words[0] << ": " << std::generic_category().message(failed);
  return -1;
}

int exit_status_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

sockaddr_in local_address(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool accepts_connections(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = local_address(port);
  const bool connected = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return connected;
}

}  // namespace

std::filesystem::path program_path(const std::string& name) {
  return std::filesystem::path(TARSACH_BINARY_DIR) / "bin" / name;
}

ProgramRun run_program(const std::vector<std::string>& words, std::string_view input,
                       const std::vector<std::string>& environment, std::chrono::seconds most) {
  const TemporaryFolder folder;
  folder.write("input", input);
  ProgramRun run;
  const pid_t process = start(words, environment, folder.path());
  if (process < 0) return run;
  const auto deadline = std::chrono::steady_clock::now() + most;
  int status = 0;
  while (::waitpid(process, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) ::kill(process, SIGKILL);
    std::this_thread::sleep_for(kPause);
  }
  run.status = exit_status_of(status);
  run.output = content_of(folder.path() / "output");
  run.error = content_of(folder.path() / "error");
  return run;
}

BackgroundProgram::BackgroundProgram(const std::vector<std::string>& words,
                                     const std::vector<std::string>& environment) {
  folder_.write("input", "");
  process_ = start(words, environment, folder_.path());
}

BackgroundProgram::~BackgroundProgram() {
  if (runs()) stop(SIGKILL);
}

bool BackgroundProgram::runs() {
  if (process_ < 0) return false;
  int status = 0;
  if (::waitpid(process_, &status, WNOHANG) == 0) return true;
  status_ = exit_status_of(status);
  process_ = -1;
  return false;
}

void BackgroundProgram::signal(int number) const {
  if (process_ > 0) ::kill(process_, number);
}

int BackgroundProgram::stop(int number, std::chrono::seconds most) {
  if (runs()) signal(number);
  return wait(most);
}

int BackgroundProgram::wait(std::chrono::seconds most) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (runs()) {
    if (std::chrono::steady_clock::now() > deadline) signal(SIGKILL);
    std::this_thread::sleep_for(kPause);
  }
  return status_;
}

std::string BackgroundProgram::output() const { return content_of(folder_.path() / "output"); }
std::string BackgroundProgram::error() const { return content_of(folder_.path() / "error"); }

bool wait_for_port(int port, std::chrono::milliseconds most) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (!accepts_connections(port)) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = local_address(0);
  socklen_t size = sizeof address;
  const bool bound = ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  if (!bound) ADD_FAILURE() << "no free TCP port";
  return ntohs(address.sin_port);
}

}  // namespace tarsach::testing

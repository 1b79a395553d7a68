#include "query/pager.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>
#include <vector>

namespace tarsach::query {
namespace {

constexpr std::string_view kLess = "if command -v less > /dev/null; then exec less; else exec cat; fi";
constexpr int kNotExecutable = 126;  // what sh ends with when it has not found the command, or may not run it

/// F: leave at once what fits; R: emphasis and links as they are meant; X: leave the text on the screen.
constexpr std::array kDefaults = {std::pair("LESS", "LESS=FRX"), std::pair("LV", "LV=-c")};

/// Ours are ignored as long as the object lives: Ctrl-C and Ctrl-\ are for the pager, and it may stop to read.
class SignalsLeftToThePager {
 public:
  SignalsLeftToThePager() {
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &ignore, &before_[i]);
  }
  ~SignalsLeftToThePager() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
  }
  SignalsLeftToThePager(const SignalsLeftToThePager&) = delete;
  SignalsLeftToThePager& operator=(const SignalsLeftToThePager&) = delete;

  /// The signals that the pager gets as we got them: those that somebody had ignored for us stay so.
  [[nodiscard]] sigset_t of_the_pager() const {
    sigset_t set;
    ::sigemptyset(&set);
    for (std::size_t i = 0; i < kSignals.size(); ++i)
      if (before_[i].sa_handler != SIG_IGN) ::sigaddset(&set, kSignals[i]);
    return set;
  }

 private:
  static constexpr std::array kSignals = {SIGINT, SIGQUIT, SIGPIPE};
  std::array<struct sigaction, kSignals.size()> before_ = {};
};

std::vector<char*> environment_of_the_pager() {
  std::vector<char*> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.push_back(*variable);
  for (const auto& [name, text] : kDefaults)
    if (std::getenv(name) == nullptr) variables.push_back(const_cast<char*>(text));
  variables.push_back(nullptr);
  return variables;
}

/// The process that runs the command, with `input` as its standard input; -1 if there is none.
pid_t start(const std::string& command, int input, const sigset_t& signals) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  ::posix_spawnattr_setsigdefault(&attributes, &signals);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  std::string line = command;
  std::array<std::string, 2> words = {"sh", "-c"};
  std::array<char*, 4> arguments = {words[0].data(), words[1].data(), line.data(), nullptr};
  auto environment = environment_of_the_pager();
  pid_t process = -1;
  const int failed = ::posix_spawn(&process, "/bin/sh", &files, &attributes, arguments.data(), environment.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? process : -1;
}

/// Until everything is written, or nobody reads on.
void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

int status_of(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

}  // namespace

std::string pager_command(const std::string& chosen) {
  const char* usual = std::getenv("PAGER");
  std::string command = !chosen.empty() ? chosen : usual != nullptr ? usual : std::string(kLess);
  return command == "cat" ? "" : command;
}

std::size_t rows_of(std::string_view text, const Screen& screen) {
  std::size_t rows = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t width = screen.width == 0 ? 1 : display_width(line);
    rows += std::max<std::size_t>(1, screen.width == 0 ? 1 : (width + screen.width - 1) / screen.width);
  }
  return rows;
}

Paged page(std::string_view text, const std::string& command) {
  std::array<int, 2> ends = {-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return Paged::kNo;
  const SignalsLeftToThePager signals;
  const pid_t process = start(command, ends[0], signals.of_the_pager());
  ::close(ends[0]);
  if (process >= 0) write_all(ends[1], text);
  ::close(ends[1]);
  if (process < 0) return Paged::kNo;
  const int status = status_of(process);
  return status == kNotExecutable || status == kNotExecutable + 1 ? Paged::kNo : Paged::kYes;
}

}  // namespace tarsach::query

#include "indexer/replica_child.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

namespace tarsach::indexer {
namespace {

constexpr int kNoSuchProgram = 127;  // as shells have it

tl::unexpected<Error> system_error(const char* doing) {
  return fail(ErrorCode::kInternal, std::string(doing) + ": " + std::generic_category().message(errno));
}

/// In the child: nothing but calls that are allowed between fork and exec.
[[noreturn]] void become(char* const* words, int socket, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(kNoSuchProgram);
  if (::dup2(socket, STDIN_FILENO) < 0 || ::dup2(socket, STDOUT_FILENO) < 0) ::_exit(kNoSuchProgram);
  ::execvp(words[0], words);
  ::_exit(kNoSuchProgram);
}

}  // namespace

Result<Child> Child::start(std::vector<std::string> words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  std::array<int, 2> sockets{};
  // A socket, not two pipes: whoever writes to one that was closed can ask for an error instead of a signal.
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) return system_error("making a socket");
  const pid_t parent = ::getpid();
  const pid_t process = ::fork();
  if (process == 0) become(pointers.data(), sockets[1], parent);
  ::close(sockets[1]);
  if (process > 0) return Child(process, sockets[0]);
  ::close(sockets[0]);
  return system_error("starting a program");
}

Child::Child(Child&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      socket_(std::exchange(other.socket_, -1)),
      heard_(std::move(other.heard_)) {}

Child::~Child() {
  if (process_ > 0) ::kill(process_, SIGTERM);
  if (socket_ >= 0) (void)end();
}

Result<void> Child::say(const std::string& line) const {
  const std::string text = line + "\n";
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t size = ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return fail(ErrorCode::kUnavailable, "the program has ended");
    sent += static_cast<std::size_t>(size);
  }
  return {};
}

Result<std::string> Child::hear(std::chrono::seconds most) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (true) {
    if (const auto end = heard_.find('\n'); end != std::string::npos) {
      std::string line = heard_.substr(0, end);
      heard_.erase(0, end + 1);
      return line;
    }
    if (heard_.size() > kMaxLineBytes) return fail(ErrorCode::kBadData, "a line without an end");
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return fail(ErrorCode::kTimeout, "no answer in " + std::to_string(most.count()) + " s");
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) continue;
    std::array<char, 4096> block{};
    const ssize_t size = ::read(socket_, block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return fail(ErrorCode::kUnavailable, "the program has ended");
    heard_.append(block.data(), static_cast<std::size_t>(size));
  }
}

int Child::end() {
  ::close(std::exchange(socket_, -1));
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace tarsach::indexer

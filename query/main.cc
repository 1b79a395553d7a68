// tarsach: the search on the command line. Everything is in query/commands.h; here is only the process.
#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>

#include "query/commands.h"

namespace {

constexpr int kBrokenPipeStatus = 141;  // what a shell reports of a program that SIGPIPE has ended
constexpr int kInternalStatus = 70;     // EX_SOFTWARE

int run(int argc, const char* const* argv) {
  const tarsach::query::Console console{std::cin, std::cout, std::cerr, tarsach::query::screen_of_standard_output()};
  errno = 0;
  const int status = tarsach::query::run_program(argc, argv, console);
  if (std::cout.flush()) return status;
  if (errno == EPIPE) return kBrokenPipeStatus;
  std::cerr << "error: can not write to standard output: " << std::strerror(errno) << '\n';
  return kInternalStatus;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {  // memory that has run out, at most: nothing of ours throws
    std::cerr << "error: " << error.what() << '\n';
    return kInternalStatus;
  }
}

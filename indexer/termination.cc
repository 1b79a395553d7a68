#include "indexer/termination.h"

#include <unistd.h>

#include <cerrno>
#include <exception>
#include <iostream>
#include <string>
#include <system_error>

#include "base/result.h"

namespace tarsach::indexer {
namespace {

[[noreturn]] void say_last_words() {
  const int reason = errno;  // of the call that failed last on this thread
  const Error error{
      ErrorCode::kInternal,
      "a library has given up, after: " + std::generic_category().message(reason) + "; nothing was published",
      reason == ENOSPC || reason == EDQUOT ? "make room on the disk" : "look after the disk"};
  std::cerr << describe(error) << std::endl;
  ::_exit(exit_status(error.code));
}

}  // namespace

void explain_termination() { std::set_terminate(say_last_words); }

}  // namespace tarsach::indexer

#include "searchd/signals.h"

#include <sys/resource.h>

#include <initializer_list>

namespace tarsach::searchd {

Signals::Signals() {
  sigemptyset(&waited_);
  for (const int number : {SIGHUP, SIGINT, SIGTERM}) sigaddset(&waited_, number);
  pthread_sigmask(SIG_BLOCK, &waited_, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int Signals::wait() const {
  int number = 0;
  while (sigwait(&waited_, &number) != 0) {
  }
  return number;
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace tarsach::searchd

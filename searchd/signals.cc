#include "searchd/signals.h"

#include <sys/resource.h>

#include <algorithm>
#include <initializer_list>

namespace tarsach::searchd {

Signals::Signals() {
  sigemptyset(&waited_);
  for (const int number : {SIGHUP, SIGINT, SIGTERM}) sigaddset(&waited_, number);
  pthread_sigmask(SIG_BLOCK, &waited_, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int Signals::wait(std::chrono::nanoseconds most) const {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(most);
  const timespec time{seconds.count(), (most - seconds).count()};
  return std::max(0, sigtimedwait(&waited_, nullptr, &time));
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace tarsach::searchd

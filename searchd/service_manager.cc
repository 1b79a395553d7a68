#include "searchd/service_manager.h"

#include <systemd/sd-daemon.h>
#include <time.h>

#include <cstdint>
#include <string>

namespace tarsach::searchd::service_manager {
namespace {

constexpr int kKeepTheVariables = 0;
constexpr int kTakeTheVariablesAway = 1;

/// Lines of NAME=value. There is nobody who could be told that it fails.
void tell(const std::string& state) { sd_notify(kKeepTheVariables, state.c_str()); }

/// systemd wants to know which of its wishes is answered: microseconds since the machine was started.
std::string monotonic_time() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::to_string(std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000);
}

}  // namespace

void tell_ready() { tell("READY=1"); }
void tell_reloading() { tell("RELOADING=1\nMONOTONIC_USEC=" + monotonic_time()); }
void tell_stopping() { tell("STOPPING=1\nSTATUS=stopping: finishing what runs"); }
void tell_alive() { tell("WATCHDOG=1"); }

void tell_index(const query::IndexState& index) {
  if (index.generation == 0)
    tell("STATUS=waiting for the first generation of the index");
  else
    tell("STATUS=serving generation " + std::to_string(index.generation) + ", " + std::to_string(index.documents) +
         " documents");
}

std::optional<std::chrono::microseconds> watchdog() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(kKeepTheVariables, &microseconds) <= 0) return std::nullopt;
  return std::chrono::microseconds(microseconds);
}

std::optional<int> inherited_socket() {
  if (sd_listen_fds(kTakeTheVariablesAway) < 1) return std::nullopt;
  return SD_LISTEN_FDS_START;
}

}  // namespace tarsach::searchd::service_manager

// What systemd is told, and what it hands over: sd_notify(3), sd_watchdog_enabled(3), sd_listen_fds(3). Where nobody
// has asked for it (NOTIFY_SOCKET, WATCHDOG_USEC and LISTEN_FDS are not set), nothing happens.
//
//   service_manager::tell_ready();
//   service_manager::tell_index(engine.state());                   // a line of `systemctl status`
//   if (service_manager::watchdog()) service_manager::tell_alive();     // several times in that time
#pragma once

#include <chrono>
#include <optional>

#include "query/request.h"

namespace tarsach::searchd::service_manager {

// Any thread.
void tell_ready();
void tell_reloading();  // until tell_ready()
void tell_stopping();
void tell_index(const query::IndexState& index);  // what is served now; generation 0: nothing yet
void tell_alive();

/// The time after which the process is killed if it has not told that it is alive; nothing without a watchdog.
[[nodiscard]] std::optional<std::chrono::microseconds> watchdog();

/// The descriptor of the socket that was opened for us; nothing without one. Once: the variables are taken away, so
/// that no child takes it for its own.
[[nodiscard]] std::optional<int> inherited_socket();

}  // namespace tarsach::searchd::service_manager

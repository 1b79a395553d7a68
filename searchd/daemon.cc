#include "searchd/daemon.h"

#include <algorithm>
#include <csignal>
#include <iostream>

#include "base/log.h"
#include "searchd/listener.h"
#include "searchd/metrics.h"
#include "searchd/reload.h"
#include "searchd/server.h"
#include "searchd/service.h"
#include "searchd/service_manager.h"
#include "searchd/signals.h"

namespace tarsach::searchd {
namespace {

/// The watchdog is told so often in its time that one look that comes late does no harm.
constexpr int kLooksInWatchdogTime = 3;
constexpr std::chrono::hours kUntilASignal{24};
/// A search that is told that its time is over ends soon, however busy the machine is.
constexpr std::chrono::minutes kToNoticeADeadline{1};

std::chrono::milliseconds interval_of(const Settings& settings) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(settings.reload_interval * 1000));
}

Result<std::unique_ptr<query::Engine>> open_engine(const Settings& settings) {
  TARSACH_TRY(const schema::RemoteShards remote, remote_shards_of(settings));
  if (!settings.await_index) return query::Engine::open(settings.index, remote);
  auto engine = query::Engine::waiting_for(settings.index, remote);
  [[maybe_unused]] const auto opened = engine->reload();  // the reloader tries it again, and tells what is wrong
  return engine;
}

Result<Listener> open_listener(const Settings& settings) {
  if (const auto socket = service_manager::inherited_socket()) return Listener::take_over(*socket);
  return Listener::open(settings.listen, static_cast<std::uint16_t>(settings.port));
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// What works, as far as signals reach it.
struct Running {
  Settings settings;
  Service& service;
  Reloader& reloader;
  Server& server;
};

void read_again(Running& running, const ReadSettings& read_settings) {
  service_manager::tell_reloading();
  if (auto wanted = read_settings()) {
    if (const auto names = keep_what_needs_a_restart(running.settings, *wanted); !names.empty())
      log::warning("some of the configuration that was changed needs a restart", {{"options", joined(names)}});
    running.settings = *wanted;
    running.service.apply(*wanted);
    running.server.allow_origins(wanted->cors_origins);
    running.reloader.set_interval(interval_of(*wanted));
    log::info("the configuration was read again");
  } else {
    log::error("the configuration can not be read again; everything stays as it was",
               {{"reason", describe(wanted.error())}});
  }
  running.reloader.reload_now();
  service_manager::tell_ready();
}

bool is_alive(Running& running) {
  const auto longest_search = std::chrono::milliseconds(running.settings.deadline) + kToNoticeADeadline;
  const bool serves = running.server.is_alive(longest_search);
  const bool reloads = running.reloader.is_alive();
  return serves && reloads;
}

/// Until SIGTERM or SIGINT. This thread tells the watchdog that the others live: it can not do so when it hangs itself.
void wait_until_stopped(const Signals& signals, Running& running, const ReadSettings& read_settings) {
  using std::chrono::nanoseconds;
  const auto watchdog = service_manager::watchdog();
  const nanoseconds between_looks = watchdog ? nanoseconds(*watchdog) / kLooksInWatchdogTime : kUntilASignal;
  for (;;) {
    const int signal = signals.wait(between_looks);
    if (signal == SIGTERM || signal == SIGINT) return;
    if (signal == SIGHUP) read_again(running, read_settings);
    if (signal == 0 && watchdog && is_alive(running)) service_manager::tell_alive();
  }
}

}  // namespace

Result<void> serve(const Settings& settings, const ReadSettings& read_settings) {
  const Signals signals;  // before any thread is there
  raise_descriptor_limit();
  TARSACH_TRY(const auto engine, open_engine(settings));
  if (engine->state().generation != 0) tell_shortcomings(engine->state());
  Metrics metrics;
  Service service(*engine, settings, metrics);
  TARSACH_TRY(auto listener, open_listener(settings));
  Reloader reloader(*engine, settings.index, metrics.reloads, interval_of(settings));
  TARSACH_TRY(const auto server, Server::start(std::move(listener), server_options(settings), metrics,
                                               [&](Request&& request) { return service.answer(std::move(request)); }));
  std::cout << "tarsach-searchd serves " << settings.index << " at " << server->address() << std::endl;
  service_manager::tell_index(engine->state());
  service_manager::tell_ready();
  Running running{settings, service, reloader, *server};
  wait_until_stopped(signals, running, read_settings);
  log::info("stopping: finishing what runs");
  service_manager::tell_stopping();
  service.drain();
  server->stop();
  return {};
}

}  // namespace tarsach::searchd

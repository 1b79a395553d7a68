// tarsach-searchd: serves one index over HTTP until it is told to stop.
#include <csignal>
#include <iostream>

#include "base/log.h"
#include "searchd/listener.h"
#include "searchd/reload.h"
#include "searchd/server.h"
#include "searchd/service.h"
#include "searchd/settings.h"
#include "searchd/signals.h"

namespace tarsach::searchd {
namespace {

/// SIGHUP looks for a new generation; SIGTERM and SIGINT end the service.
void wait_until_stopped(const Signals& signals, Reloader& reloader) {
  while (signals.wait() == SIGHUP) reloader.reload_now();
}

Result<void> serve(const Settings& settings) {
  const Signals signals;  // before any thread is there
  raise_descriptor_limit();
  TARSACH_TRY(const auto engine, query::Engine::open(settings.index));
  tell_shortcomings(engine->state());
  Metrics metrics;
  Service service(*engine, settings, metrics);
  TARSACH_TRY(auto listener, Listener::open(settings.listen, static_cast<std::uint16_t>(settings.port)));
  Reloader reloader(*engine, metrics.reloads,
                    std::chrono::milliseconds(static_cast<std::int64_t>(settings.reload_interval * 1000)));
  TARSACH_TRY(const auto server, Server::start(std::move(listener), service.threads(),
                                               [&](const Request& request) { return service.answer(request); }));
  std::cout << "tarsach-searchd serves " << settings.index << " at " << server->address() << std::endl;
  wait_until_stopped(signals, reloader);
  log::info("stopping: finishing what runs");
  service.drain();
  server->stop();
  return {};
}

int report(const Error& error) {
  std::cerr << describe(error) << '\n';
  return exit_status(error.code);
}

int run(int argc, const char* const* argv) {
  Settings settings;
  const auto parsed = parse_settings(argc, argv, settings);
  if (!parsed) return report(parsed.error());
  if (parsed->done) {
    std::cout << parsed->output;
    return 0;
  }
  log::set_format(log::Format::kJson);
  const auto served = serve(settings);
  return served ? 0 : report(served.error());
}

}  // namespace
}  // namespace tarsach::searchd

int main(int argc, char** argv) { return tarsach::searchd::run(argc, argv); }

// tarsach-searchd: serves one index over HTTP until it is told to stop.
#include <iostream>

#include "base/log.h"
#include "searchd/daemon.h"

namespace tarsach::searchd {
namespace {

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
  const log::Background background;
  const auto read_settings = [&]() -> Result<Settings> {
    Settings fresh;
    TARSACH_CHECK(parse_settings(argc, argv, fresh));
    return fresh;
  };
  const auto served = serve(settings, read_settings);
  return served ? 0 : report(served.error());
}

}  // namespace
}  // namespace tarsach::searchd

int main(int argc, char** argv) { return tarsach::searchd::run(argc, argv); }

// The running daemon: its parts in the order in which they begin and end, and what signals mean to them.
#pragma once

#include <functional>

#include "base/result.h"
#include "searchd/settings.h"

namespace tarsach::searchd {

/// Reads flags, environment and configuration file as at the start of the program.
using ReadSettings = std::function<Result<Settings>()>;

/// Serves until SIGTERM or SIGINT; SIGHUP reads the settings again. Before the first thread is started.
[[nodiscard]] Result<void> serve(const Settings& settings, const ReadSettings& read_settings);

}  // namespace tarsach::searchd

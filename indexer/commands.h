// The program: command line in, exit status out.
#pragma once

namespace tarsach::indexer {

/// Data goes to standard output, everything else to standard error.
[[nodiscard]] int run(int argc, const char* const* argv);

}  // namespace tarsach::indexer

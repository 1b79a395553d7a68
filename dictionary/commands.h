// The verbs of tarsach-dictionary, which makes the tables of share/tarsach when the programs are built.
#pragma once

namespace tarsach::dictionary {

/// The exit status. Messages go to standard error.
[[nodiscard]] int run_program(int argc, const char* const* argv);

}  // namespace tarsach::dictionary

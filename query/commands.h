// The program `tarsach`, without the process around it: what main() calls and what tests call.
//
//   const int status = run_program(argc, argv, Console{std::cin, std::cout, std::cerr, screen});
#pragma once

#include "query/console.h"

namespace tarsach::query {

/// The exit status: 0 found, 1 nothing found, else exit_status() of the error that was written to `console.err`.
[[nodiscard]] int run_program(int argc, const char* const* argv, const Console& console);

}  // namespace tarsach::query

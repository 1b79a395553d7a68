// Where a command reads and writes: the process's own streams, or strings in a test.
#pragma once

#include <iosfwd>

#include "query/terminal.h"

namespace tarsach::query {

struct Console {
  std::istream& in;
  std::ostream& out;  // data only
  std::ostream& err;  // everything else
  Screen screen = {};
};

}  // namespace tarsach::query

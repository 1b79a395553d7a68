// The house's rules on who may include whom, as a check over a tree of sources (tests/base/includes_test.cc runs it
// over ours): rooms, the confinement of libraries, #pragma once, and where Xapian's exceptions end.
//
//   for (const Violation& violation : check_house(source_path(""))) FAIL() << violation.text();
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tarsach::testing {

struct Violation {
  std::string file;      // relative to the root: "text/analyzer.h"
  std::size_t line = 0;  // from 1; 0 for the file as a whole
  std::string message;

  [[nodiscard]] std::string text() const;
};

/// Reads the .h and .cc files of the rooms' top folders under `root`, in the order of their names.
[[nodiscard]] std::vector<Violation> check_house(const std::filesystem::path& root);

}  // namespace tarsach::testing

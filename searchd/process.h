// What the kernel says of this process (/proc/self, getrusage). A few small reads: for a scrape, not for a request.
#pragma once

#include <cstdint>

namespace tarsach::searchd {

struct ProcessReading {
  // bytes; 0 where the kernel does not tell
  std::uint64_t resident = 0;
  std::uint64_t resident_anonymous = 0;  // our own: heap, stacks, columns
  std::uint64_t resident_file = 0;       // mapped files: the index and the tables; the kernel can take it back
  std::uint64_t resident_shared = 0;
  std::uint64_t virtual_size = 0;
  std::uint64_t threads = 0;
  std::uint64_t open_descriptors = 0;
  std::uint64_t most_descriptors = 0;
  double cpu_seconds = 0;         // user and system
  double start_time_seconds = 0;  // since 1970
};

[[nodiscard]] ProcessReading read_process();

}  // namespace tarsach::searchd

// What was counted of a generation: any bytes are read or refused, and what is read can be counted on with.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "indexer/gathered.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach::indexer;
  auto counts = decode_counts({reinterpret_cast<const char*>(data), size});
  if (!counts) return 0;
  const std::string bytes = encode_counts(*counts);
  const auto read_again = decode_counts(bytes);
  if (!read_again || encode_counts(*read_again) != bytes) std::abort();
  counts->phrases.clear();
  (void)Gathered::again(std::move(*counts)).take();
  return 0;
}

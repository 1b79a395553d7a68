// Any bytes as a file of lines, which is unpacked when it begins like gzip: no crash, lines no longer than asked for,
// and never more of them than bytes were unpacked.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "corpus/input.h"
#include "tests/support/temporary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tarsach::corpus;
  static const tarsach::testing::TemporaryFolder folder;
  constexpr std::size_t kMostBytes = 100;
  constexpr int kMostLines = 10'000;  // a good stream may unpack to a thousand times its size
  const auto file = folder.write("input", {reinterpret_cast<const char*>(data), size});
  auto input = Input::open(file.string());
  if (!input) std::abort();
  std::string line;
  for (int lines = 0; lines < kMostLines; ++lines) {
    const LineRead read = input->next_line(line, kMostBytes);
    if (line.size() > kMostBytes) std::abort();
    if (read == LineRead::kBroken && input->error().empty()) std::abort();
    if (read == LineRead::kEnd || read == LineRead::kBroken) break;
  }
  auto again = Input::open(file.string());
  if (!again) std::abort();
  const auto whole = again->read_all(kMostBytes);
  if (whole && whole->size() > kMostBytes) std::abort();
  return 0;
}

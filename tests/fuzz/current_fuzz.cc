// The file CURRENT of an index: any bytes name a generation or are refused, and what is named is a plain number.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "schema/index_dir.h"
#include "tests/support/temporary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tarsach::testing::TemporaryFolder folder;
  static const bool made = [] {
    std::filesystem::create_directories(folder.path() / "generations" / "000001");
    return true;
  }();
  (void)made;
  folder.write("CURRENT", {reinterpret_cast<const char*>(data), size});
  const auto index = tarsach::schema::IndexDir::open(folder.path());
  if (!index) std::abort();
  const auto current = index->current();
  if (!current) return 0;
  const auto path = index->generation_path(*current);
  if (path.parent_path() != folder.path() / "generations") std::abort();
  return 0;
}

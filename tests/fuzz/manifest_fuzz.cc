// The manifest of a generation: any bytes are read or refused, and what is read names files of its folder only and can
// be written and read to the same.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "schema/manifest.h"
#include "tests/support/temporary.h"

namespace {

using namespace tarsach::schema;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tarsach::testing::TemporaryFolder folder;
  folder.write(kManifestName, {reinterpret_cast<const char*>(data), size});
  const auto manifest = read_manifest(folder.path());
  if (!manifest || manifest->schema_version != kSchemaVersion) return 0;
  for (const FileEntry& file : manifest->files) {
    const auto place = (folder.path() / file.name).lexically_normal().lexically_relative(folder.path());
    require(!place.empty() && *place.begin() != "..");
  }
  require(write_manifest(*manifest, folder.path()).has_value());
  const auto again = read_manifest(folder.path());
  require(again && again->files.size() == manifest->files.size() && again->documents == manifest->documents);
  return 0;
}

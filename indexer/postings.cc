#include "indexer/postings.h"

#include <string_view>
#include <utility>

#include "base/file.h"
#include "base/mapped_file.h"
#include "schema/databases.h"
#include "schema/index_dir.h"
#include "schema/posting_writer.h"
#include "schema/xapian_try.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

/// To where the sink puts them.
Result<void> encode(std::span<const fs::path> databases, const schema::ByteSink& sink) {
  Result<void> encoded;
  TARSACH_CHECK(schema::xapian_try("collecting the posting lists", [&] {
    encoded = schema::encode_postings(schema::open_databases(databases), sink);
  }));
  return encoded;
}

}  // namespace

Result<void> write_postings(std::span<const fs::path> databases, const fs::path& folder) {
  TARSACH_TRY(FileWriter file, FileWriter::create(folder / schema::kPostingsName));
  const auto written = encode(databases, [&](std::string_view bytes) { return file.write(bytes); });
  // The databases are this run's alone: that Xapian refuses them tells of the disk.
  if (!written) return fail(ErrorCode::kInternal, written.error().message);
  return file.finish();
}

Result<void> check_postings(std::span<const fs::path> databases, const fs::path& folder) {
  const fs::path path = folder / schema::kPostingsName;
  const auto differs = [&] {
    return fail(ErrorCode::kBadData, path.string() + ": it is not that of the databases", "build the index again");
  };
  TARSACH_TRY(const MappedFile file, MappedFile::open(path));
  std::string_view rest = file.bytes();
  TARSACH_CHECK(encode(databases, [&](std::string_view bytes) -> Result<void> {
    if (!rest.starts_with(bytes)) return differs();
    rest.remove_prefix(bytes.size());
    return {};
  }));
  if (!rest.empty()) return differs();
  return {};
}

}  // namespace tarsach::indexer

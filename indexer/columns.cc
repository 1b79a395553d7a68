#include "indexer/columns.h"

#include "base/file.h"
#include "base/mapped_file.h"
#include "schema/column_file.h"
#include "schema/column_writer.h"
#include "schema/databases.h"
#include "schema/index_dir.h"
#include "schema/xapian_try.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;

Result<void> write_columns(std::span<const fs::path> databases, const fs::path& folder) {
  const auto bytes = schema::xapian_try(
      "collecting the columns", [databases] { return schema::encode_columns(schema::open_databases(databases)); });
  // The databases are this run's alone: that Xapian refuses them tells of the disk.
  if (!bytes) return fail(ErrorCode::kInternal, bytes.error().message);
  return write_file_durably(folder / schema::kColumnsName, *bytes);
}

Result<void> check_columns(std::span<const fs::path> databases, const fs::path& folder) {
  const fs::path path = folder / schema::kColumnsName;
  TARSACH_TRY(const schema::ColumnFile columns, schema::ColumnFile::open(path));
  TARSACH_TRY(const MappedFile file, MappedFile::open(path));
  TARSACH_TRY(const bool is_same, schema::xapian_try("collecting the columns", [&] {
                const schema::Databases opened = schema::open_databases(databases);
                return file.bytes() == schema::encode_columns(opened, columns.size());
              }));
  if (is_same) return {};
  return fail(ErrorCode::kBadData, path.string() + ": it is not that of the databases", "build the index again");
}

}  // namespace tarsach::indexer

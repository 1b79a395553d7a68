// A Xapian database, all of it. When the system refuses to open one of the tables (no descriptors left, a failing
// disk), Xapian takes it for one that was never made, and a document has no terms. This notices.
//
//   xapian_try("opening the index", [&] { return open_database(path); });
#pragma once

#include <xapian.h>

#include <filesystem>

namespace tarsach::schema {

/// Throws what Xapian throws, and Xapian::DatabaseOpeningError for a table that is not there or was not opened. For
/// databases of articles: each has terms.
[[nodiscard]] Xapian::Database open_database(const std::filesystem::path& path);

/// The same check of a database that was opened in another way, as one that is to be changed.
void check_tables(const Xapian::Database& database, const std::filesystem::path& path);

}  // namespace tarsach::schema

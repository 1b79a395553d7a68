#include "schema/open_database.h"

#include <cerrno>

namespace tarsach::schema {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& table) {
  // Xapian keeps no reason, and a second attempt may succeed where the first one failed.
  const bool is_there = std::filesystem::exists(table);
  throw Xapian::DatabaseOpeningError("Couldn't open " + table.string(), is_there ? EIO : ENOENT);
}

}  // namespace

Xapian::Database open_database(const std::filesystem::path& path) {
  Xapian::Database database(path.string());
  check_tables(database, path);
  return database;
}

void check_tables(const Xapian::Database& database, const std::filesystem::path& path) {
  const Xapian::PostingIterator first = database.postlist_begin("");
  if (first == database.postlist_end("")) return;
  if (database.termlist_begin(*first) == database.termlist_end(*first)) refuse(path / "termlist.glass");
}

}  // namespace tarsach::schema

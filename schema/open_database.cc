#include "schema/open_database.h"

#include <cerrno>

namespace tarsach::schema {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& table) {
  // Xapian keeps no reason, and a second attempt may succeed where the first one failed.
  const bool is_there = std::filesystem::exists(table);
  throw Xapian::DatabaseOpeningError("Couldn't open " + table.string(), is_there ? EIO : ENOENT);
}

/// Words are lower case or figures, so they sort before all prefixes or behind them.
bool has_words(const Xapian::Database& database) {
  Xapian::TermIterator term = database.allterms_begin();
  const Xapian::TermIterator end = database.allterms_end();
  if (term == end || *term < "A") return term != end;
  term.skip_to("[");
  return term != end;
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
  if (!database.has_positions() && has_words(database)) refuse(path / "position.glass");
}

}  // namespace tarsach::schema

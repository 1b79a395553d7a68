// A docid as a table of the database gives it. Whoever can write to an index can give a word an article that there is
// not: what is asked of a docid that is past the end would be read, and written, behind it.
//
//   for (auto posting = …; posting != end; ++posting) documents.set(checked_docid(*posting, documents.size()));
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>

namespace tarsach::query {

/// `end` is the last docid + 1. Throws Xapian::DatabaseCorruptError, which ends in schema/xapian_try.h.
[[nodiscard]] inline std::uint32_t checked_docid(Xapian::docid docid, std::size_t end) {
  if (docid >= end) throw Xapian::DatabaseCorruptError("an article behind the last one");
  return docid;
}

}  // namespace tarsach::query

// Finished databases → the file of schema/column_file.h.
//
//   write_file_durably(folder / kColumnsName, encode_columns(open_databases(paths)));
//
// The same documents under the same numbers always give the same bytes, in however many shards they stand. Memory: the
// file, 60 to 80 bytes a document, and as much again as its largest column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "schema/databases.h"

namespace tarsach::schema {

/// Throws Xapian::Error; a DatabaseCorruptError for a docid of `end` or more.
[[nodiscard]] std::string encode_columns(const Databases& databases,
                                         std::size_t end = std::numeric_limits<std::uint32_t>::max());

}  // namespace tarsach::schema

// The file `postings` of a generation (schema/posting_file.h), made of its finished databases.
//
//   TARSACH_CHECK(write_postings(databases, folder));
#pragma once

#include <filesystem>
#include <span>

#include "base/result.h"

namespace tarsach::indexer {

/// The databases in the order of their shards. Not synced.
[[nodiscard]] Result<void> write_postings(std::span<const std::filesystem::path> databases,
                                          const std::filesystem::path& folder);

/// kBadData when the file is not what would be written of these databases. They are read once more, term by term, and
/// what comes out is compared where it would stand: no second file, and no memory but that of writing one.
[[nodiscard]] Result<void> check_postings(std::span<const std::filesystem::path> databases,
                                          const std::filesystem::path& folder);

}  // namespace tarsach::indexer

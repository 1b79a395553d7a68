// The file `columns` of a generation (schema/column_file.h), made of its finished databases.
//
//   TARSACH_CHECK(write_columns(databases, folder));
#pragma once

#include <filesystem>
#include <span>

#include "base/result.h"

namespace tarsach::indexer {

/// The databases in the order of their shards.
[[nodiscard]] Result<void> write_columns(std::span<const std::filesystem::path> databases,
                                         const std::filesystem::path& folder);

/// kBadData when the file is not what would be written of these databases.
[[nodiscard]] Result<void> check_columns(std::span<const std::filesystem::path> databases,
                                         const std::filesystem::path& folder);

}  // namespace tarsach::indexer

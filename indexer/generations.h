// What can be done with an index that is there: check it, go back, clear away. (To look at it: status.h.)
// Each returns what the command prints on standard output.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"

namespace tarsach::indexer {

/// Reads every byte of a generation (0: the current one). kBadData tells the first thing that is wrong.
[[nodiscard]] Result<std::string> verify(const schema::IndexDir& index, std::uint64_t generation);

/// Reads every byte of what `manifest` describes and `folder` holds. kBadData tells the first thing that is wrong.
[[nodiscard]] Result<void> check_content(const schema::Manifest& manifest, const std::filesystem::path& folder);

/// Switches to a generation (0: the newest that is older than the current one), if it is whole and readable.
[[nodiscard]] Result<std::string> rollback(const schema::IndexDir& index, std::uint64_t generation);

/// Removes leftovers, and all but `keep` generations beside the current one.
[[nodiscard]] Result<std::string> collect_garbage(const schema::IndexDir& index, std::uint64_t keep);

}  // namespace tarsach::indexer

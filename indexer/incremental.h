// The databases of the next generation as changed copies of the one before it. A changed article keeps its document's
// number; a new one takes the lowest number that is free, so that numbers do not run away.
//
//   TARSACH_TRY(const Revision revision, plan_revision(databases, comparison));
//   TARSACH_CHECK(revise_databases(revision, before, building, shards));
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"
#include "indexer/intake.h"

namespace tarsach::indexer {

struct Revision {
  /// A document of a batch's part in the building folder, and the number that it gets.
  struct Copy {
    std::uint32_t batch = 0, from = 0, to = 0;
  };
  std::vector<Copy> copies;
  std::vector<std::uint32_t> gone;
  std::vector<std::uint32_t> removed;  // those of changed and of gone articles, as they were; ascending
};

/// kBadData when an article that should be there is not.
[[nodiscard]] Result<Revision> plan_revision(std::span<const std::filesystem::path> before,
                                             const Comparison& comparison);

/// Copies the databases of the generation in `before` to `building`, and changes the copies.
[[nodiscard]] Result<void> revise_databases(const Revision& revision, const std::filesystem::path& before,
                                            const std::filesystem::path& building, std::size_t shards);

}  // namespace tarsach::indexer

// Gathers once more what was gathered of articles when they were indexed, from what is stored of them: to take it back.
//
//   Gathered gone(Phrasing::kLeave);
//   TARSACH_CHECK(gather_again(databases, docids, analyzer, gone));
//   gathered.subtract(gone);
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "base/result.h"
#include "indexer/gathered.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

/// The numbers are those of all databases together. The analyzer must be what they were indexed with. kBadData when a
/// document can not be read.
[[nodiscard]] Result<void> gather_again(std::span<const std::filesystem::path> databases,
                                        std::span<const std::uint32_t> docids, text::Analyzer& analyzer,
                                        Gathered& gathered);

}  // namespace tarsach::indexer

// Gathers once more what was gathered of articles when they were indexed, from what is stored of them: to take it back.
//
//   Gathered gone(Phrasing::kLeave);
//   TARSACH_CHECK(gather_again(folder, docids, analyzer, gone));
//   gathered.subtract(gone);
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "base/result.h"
#include "indexer/gathered.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

/// Of a generation or of a batch (indexer/document_files.h). The analyzer must be what they were indexed with. kBadData
/// when a record can not be read.
[[nodiscard]] Result<void> gather_again(const std::filesystem::path& folder, std::span<const std::uint32_t> docids,
                                        text::Analyzer& analyzer, Gathered& gathered);

}  // namespace tarsach::indexer

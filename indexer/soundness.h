// Whether a generation is what its builder says it is, and how much of another one it lacks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "base/result.h"

namespace tarsach::indexer {

/// The databases of one generation, in the order of its shards (schema/shards.h).
using DatabasePaths = std::span<const std::filesystem::path>;

/// Opens the databases, counts their documents, checks all B-trees (about 5 s a GB). kBadData tells what is wrong.
[[nodiscard]] Result<void> check_databases(DatabasePaths databases, std::uint64_t documents);

/// Opens the files of a generation that queries are understood with. Words are sorted, and none is in more than
/// `documents` articles. kBadData tells what is wrong.
[[nodiscard]] Result<void> check_query_files(const std::filesystem::path& folder, std::uint64_t documents);

/// kBadData if there is no article with this id.
[[nodiscard]] Result<void> check_article(DatabasePaths databases, const std::string& id);

/// How many of the articles in `before` are not in `after`, by id.
[[nodiscard]] Result<std::uint64_t> count_lost(DatabasePaths before, DatabasePaths after);

}  // namespace tarsach::indexer

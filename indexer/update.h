// The next generation out of the current one and what has changed in the sources since: the same index as
// build_database() would make of them (docs/decisions/0011-update.md tells in what it differs).
//
//   TARSACH_TRY(const Before before, read_before(index, {program_version(), building_folder}));   // else build anew
//   TARSACH_TRY(const Updated updated, update_database(plan, before, vocabulary, report, progress));
//   if (updated.built) publish(…);                                                              // else nothing changed
//
// The current generation is only read: the new one begins as a copy.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "indexer/article_list.h"
#include "indexer/builder.h"
#include "indexer/intake.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"

namespace tarsach::indexer {

/// The generation that an update starts from.
struct Before {
  std::filesystem::path folder;
  schema::Manifest manifest;
  ArticleList articles;
};

/// When this part of the articles has changed since the last full build, the index is built anew: that finds new
/// phrases, and brings the documents in order and the database to its least size.
inline constexpr double kMostChanges = 0.25;

/// What the index depends on beside the articles.
struct Wanted {
  std::string built_by;
  std::filesystem::path folder;  // with the vocabulary and the dictionary of now
  std::size_t shards = 1;
  double most_changes = kMostChanges;
};

/// The current generation, if an update may start from it: it is whole, was made by the same program with the same
/// vocabulary and dictionary, and not too much has changed since the last full build. An error tells why all has to be
/// built anew; whatever it is, a build cures it.
[[nodiscard]] Result<Before> read_before(const schema::IndexDir& index, const Wanted& wanted);

struct Updated {
  std::optional<Built> built;  // nothing, if nothing has changed
  Changes changes;
};

/// Makes the database and all files of the next generation in the plan's folder. Errors as of build_database().
[[nodiscard]] Result<Updated> update_database(const BuildPlan& plan, const Before& before,
                                              const schema::Vocabulary& vocabulary, Report& report, Progress& progress);

/// Reads the sources and tells what update_database() would find, without writing anything.
[[nodiscard]] Result<Comparison> compare_sources(const BuildPlan& plan, const Before& before, Report& report,
                                                 Progress& progress);

}  // namespace tarsach::indexer

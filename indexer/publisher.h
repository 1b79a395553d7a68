// From a finished database to the current generation, in steps that can each be the last one that happens: whenever
// the process or the machine dies, the index is the old one or the new one, and whole.
//
//   TARSACH_TRY(const Outcome outcome, publish(index, {.folder = building, .built = built, …}));
//
//   vocabulary   copies of the labels into the building folder
//   verify       the database opens, counts right, finds articles by their ids, and has sound B-trees (this goes on
//                beside the next two steps); so do the columns and the files that queries are understood with
//   compare      not too many documents of the current generation vanish
//   sync         every file and folder is on the disk
//   manifest     sizes and checksums, when all of the above is known; from now on the folder is a generation
//   rename       to generations/N
//   judge        it answers the operator's judged queries well enough; if not, it is removed
//   switch       CURRENT names it
//   retire       the oldest generations go
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "indexer/builder.h"
#include "indexer/report.h"
#include "schema/index_dir.h"
#include "schema/vocabulary.h"

namespace tarsach::indexer {

enum class PublishStep : std::uint8_t {
  kVocabulary,
  kVerify,
  kCompare,
  kSync,
  kManifest,
  kRename,
  kJudge,
  kSwitch,
  kRetire,
  kDone  // nothing is left to do
};

inline constexpr std::array<std::string_view, 10> kPublishStepNames = {
    "vocabulary", "verify", "compare", "sync", "manifest", "rename", "judge", "switch", "retire", "done"};

/// Of a generation that is in its place but not current; an error keeps it from becoming so.
using Judge = std::function<Result<void>(std::uint64_t generation)>;

/// Called before each step; an error ends the publication there.
using BeforeStep = std::function<Result<void>(PublishStep)>;

struct Publication {
  std::filesystem::path folder;  // the building folder, with what the builder has made
  Built built;
  const schema::Vocabulary* vocabulary = nullptr;
  std::string built_by;
  double max_loss = 20;    // per cent of the current generation's documents that may vanish
  std::uint64_t keep = 2;  // older generations beside the current one
  Judge judge = [](std::uint64_t) { return Result<void>(); };
  BeforeStep before_step = [](PublishStep) { return Result<void>(); };
};

/// The caller holds the index's lock. kBadData when too much would vanish, or nothing would be left.
[[nodiscard]] Result<Outcome> publish(const schema::IndexDir& index, const Publication& publication);

/// Makes a folder and all that is in it durable.
[[nodiscard]] Result<void> sync_tree(const std::filesystem::path& folder);

/// kBadData when more than `max_loss` per cent of so many documents would vanish.
[[nodiscard]] Result<void> check_loss(std::uint64_t lost, std::uint64_t before, double max_loss);

/// Removes all but the current generation and the `keep` newest others; returns what is gone. The caller holds the
/// lock.
[[nodiscard]] Result<std::vector<std::uint64_t>> retire_generations(const schema::IndexDir& index, std::uint64_t keep);

}  // namespace tarsach::indexer

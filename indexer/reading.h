// From sources to parts of shards that are not merged yet: this thread reads, workers complete, analyse and write.
//
//   BatchQueue queue(plan.threads);
//   Intake intake(plan, queue, report, progress);
//   TARSACH_TRY(Gathered gathered, read_sources(plan, intake, queue, vocabulary, report));
#pragma once

#include "base/result.h"
#include "indexer/batch_queue.h"
#include "indexer/builder.h"
#include "indexer/gathered.h"
#include "indexer/intake.h"
#include "indexer/report.h"

namespace tarsach::indexer {

/// kInternal when the plan was asked to stop.
[[nodiscard]] Result<void> check_stop(const BuildPlan& plan);

/// Reads all sources into the intake alone. kBadData after too many bad articles.
[[nodiscard]] Result<void> read_into(const BuildPlan& plan, Intake& intake, const Report& report);

/// Reads all sources, and writes what the intake hands over to parts (parts_of()). Gives what was gathered of them.
[[nodiscard]] Result<Gathered> read_sources(const BuildPlan& plan, Intake& intake, BatchQueue& queue,
                                            const schema::Vocabulary& vocabulary, Report& report);

}  // namespace tarsach::indexer

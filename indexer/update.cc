#include "indexer/update.h"

#include <algorithm>
#include <array>
#include <future>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "indexer/columns.h"
#include "indexer/counts.h"
#include "indexer/document_files.h"
#include "indexer/incremental.h"
#include "indexer/postings.h"
#include "indexer/reading.h"
#include "indexer/regather.h"
#include "indexer/shard.h"
#include "schema/shards.h"
#include "schema/vocabulary.h"
#include "text/analyzer.h"
#include "text/dictionary.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

/// Articles of a batch: so few, that all threads have something to do when little has changed.
constexpr std::size_t kUpdateBatch = 100;

tl::unexpected<Error> other(const std::string& what) { return fail(ErrorCode::kBadData, what); }

/// Whether both folders have the same file, or neither has it.
Result<bool> is_same(const fs::path& one, const fs::path& two, const char* name) {
  const auto first = read_file(one / name), second = read_file(two / name);
  for (const auto* file : {&first, &second})
    if (!*file && file->error().code != ErrorCode::kNotFound) return tl::unexpected(file->error());
  if (first && second) return *first == *second;
  return first.has_value() == second.has_value();
}

Result<void> check_surroundings(const fs::path& before, const fs::path& now) {
  constexpr std::array<std::pair<const char*, const char*>, 3> kFiles = {{{text::kDictionaryName, "the dictionary"},
                                                                          {schema::kEventsFile, "the list of events"},
                                                                          {schema::kTopicsFile, "the list of topics"}}};
  for (const auto& [name, what] : kFiles) {
    TARSACH_TRY(const bool same, is_same(before, now, name));
    if (!same) return other(std::string(what) + " has changed");
  }
  return {};
}

Result<ArticleList> read_articles(const fs::path& folder) {
  TARSACH_TRY(const std::string bytes, read_file(folder / kArticlesName));
  return decode_articles(bytes);
}

/// Takes an update from what was read to what is written: the database on one thread, all else on this one.
class Update {
 public:
  Update(const BuildPlan& plan, const Before& before, const schema::Vocabulary& vocabulary)
      : plan_(plan),
        before_(before),
        vocabulary_(vocabulary),
        databases_(schema::database_paths(before.folder, before.manifest.shards.size())) {}

  Result<QueryFigures> run(const Intake& intake, const Comparison& comparison, Gathered&& added) {
    TARSACH_TRY(const Revision revision, plan_revision(databases_, comparison));
    auto database = std::async(std::launch::async, [&]() -> Result<void> {
      TARSACH_CHECK(revise_databases(revision, before_.folder, plan_.folder, databases_.size()));
      TARSACH_CHECK(revise_document_files(revision, before_.folder, plan_.folder));
      TARSACH_CHECK(write_columns(schema::database_paths(plan_.folder, databases_.size()), plan_.folder));
      return write_postings(schema::database_paths(plan_.folder, databases_.size()), plan_.folder);
    });
    auto figures = write_files(intake, comparison, revision, std::move(added));
    if (auto written = database.get(); !written) return tl::unexpected(std::move(written).error());
    return figures;
  }

 private:
  Result<QueryFigures> write_files(const Intake& intake, const Comparison& comparison, const Revision& revision,
                                   Gathered&& added) {
    TARSACH_TRY(const Gathered removed, gather_removed(intake, revision));
    TARSACH_TRY(const std::string bytes, read_file(before_.folder / kCountsName));
    TARSACH_TRY(Counts before, decode_counts(bytes));
    std::vector<Phrase> phrases = std::move(before.phrases);
    Gathered gathered = Gathered::again(std::move(before));
    gathered.merge(std::move(added));
    gathered.subtract(removed);
    Counts counts = std::move(gathered).take();
    counts.phrases = std::move(phrases);
    ArticleList articles = intake.articles();
    articles.changes += comparison.changes.total();
    TARSACH_CHECK(write_file_durably(plan_.folder / kArticlesName, encode_articles(articles)));
    return write_query_files(counts, {intake.documents(), &vocabulary_, plan_.dictionary}, plan_.folder);
  }

  /// What was gathered of articles that are not in the new generation, or not as they were.
  Result<Gathered> gather_removed(const Intake& intake, const Revision& revision) {
    text::Analyzer analyzer(plan_.dictionary);
    Gathered removed{Phrasing::kLeave};
    TARSACH_CHECK(gather_again(before_.folder, revision.removed, analyzer, removed));
    for (const auto& [batch, docids] : intake.replaced()) {
      TARSACH_CHECK(gather_again(batch_files(plan_.folder, batch), docids, analyzer, removed));
    }
    return removed;
  }

  const BuildPlan& plan_;
  const Before& before_;
  const schema::Vocabulary& vocabulary_;
  const std::vector<fs::path> databases_;  // of the generation before
};

Result<void> remove_parts(const BuildPlan& plan, std::uint32_t batches) {
  for (std::uint32_t batch = 0; batch < batches; ++batch) {
    TARSACH_CHECK(remove_part(part_path(plan.folder, batch, 0)));
    TARSACH_CHECK(remove_part(batch_files(plan.folder, batch)));
  }
  return {};
}

}  // namespace

Result<Before> read_before(const schema::IndexDir& index, const Wanted& wanted) {
  TARSACH_TRY(const std::uint64_t generation, index.current());
  Before before{index.generation_path(generation), {}, {}};
  TARSACH_TRY(before.manifest, schema::read_manifest(before.folder));
  TARSACH_CHECK(schema::check_versions(before.manifest, text::kAnalysisVersion, index.path()));
  const schema::Manifest& manifest = before.manifest;
  if (manifest.built_by != wanted.built_by) return other("the index was built by " + manifest.built_by);
  if (!manifest.lists(kArticlesName) || !manifest.lists(kCountsName))
    return other("generation " + std::to_string(generation) + " does not tell what it was made of");
  if (manifest.shards.size() != wanted.shards)
    return other("it has " + std::to_string(manifest.shards.size()) + " shards, not " + std::to_string(wanted.shards));
  TARSACH_CHECK(check_surroundings(before.folder, wanted.folder));
  TARSACH_CHECK(schema::check_files(manifest, before.folder, schema::Thoroughness::kChecksums));
  TARSACH_TRY(before.articles, read_articles(before.folder));
  if (before.articles.articles.size() != manifest.documents)
    return other("its list of articles is not that of the index");
  if (static_cast<double>(before.articles.changes) > wanted.most_changes * static_cast<double>(manifest.documents))
    return other("more than a quarter of the articles has changed since the last full build");
  return before;
}

Result<Updated> update_database(const BuildPlan& wishes, const Before& before, const schema::Vocabulary& vocabulary,
                                Report& report, Progress& progress) {
  BuildPlan plan = wishes;
  plan.phrasing = Phrasing::kLeave;
  plan.shards = 1;  // of each batch; its documents are copied to the shards of the index
  TARSACH_TRY(const DocumentFiles files_before, DocumentFiles::open(before.folder));
  plan.record_dictionaries = std::make_shared<const std::string>(files_before.dictionaries());
  plan.batch_articles = std::min(plan.batch_articles, kUpdateBatch);
  BatchQueue queue(plan.threads);
  Intake intake(plan, queue, report, progress, &before.articles);
  TARSACH_TRY(Gathered added, read_sources(plan, intake, queue, vocabulary, report));
  const Comparison comparison = intake.compare();
  if (comparison.changes.total() == 0) return Updated{std::nullopt, comparison.changes};
  report.add(comparison.changes);
  progress.stage("writing what has changed");
  TARSACH_TRY(const QueryFigures figures, Update(plan, before, vocabulary).run(intake, comparison, std::move(added)));
  report.add(figures);
  TARSACH_CHECK(remove_parts(plan, intake.batches()));
  TARSACH_CHECK(check_stop(plan));
  return Updated{Built{intake.documents(), before.manifest.shards.size(),
                       comparison.fresh.empty() ? intake.last_id() : comparison.fresh.back().id},
                 comparison.changes};
}

Result<Comparison> compare_sources(const BuildPlan& plan, const Before& before, Report& report, Progress& progress) {
  BatchQueue queue(1);
  queue.close(BatchQueue::Close::kDropTheRest);
  Intake intake(plan, queue, report, progress, &before.articles);
  TARSACH_CHECK(read_into(plan, intake, report));
  return intake.compare();
}

}  // namespace tarsach::indexer

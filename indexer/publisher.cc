#include "indexer/publisher.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <future>
#include <system_error>
#include <utility>
#include <vector>

#include "base/file.h"
#include "indexer/columns.h"
#include "indexer/document_files.h"
#include "indexer/postings.h"
#include "indexer/soundness.h"
#include "schema/databases.h"
#include "schema/manifest.h"
#include "schema/shards.h"
#include "schema/xapian_try.h"
#include "text/analyzer.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

std::string utc_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

/// The steps, each of which needs what the ones before it have done.
class Publisher {
 public:
  Publisher(const schema::IndexDir& index, const Publication& publication) : index_(index), publication_(publication) {}

  Result<Outcome> run() {
    for (const auto& [step, action] : kSteps) {
      TARSACH_CHECK(publication_.before_step(step));
      if (auto done = (this->*action)(); !done)
        return step > PublishStep::kSwitch ? published_but(done.error()) : tl::unexpected(done.error());
    }
    TARSACH_CHECK(publication_.before_step(PublishStep::kDone));
    return outcome_;
  }

 private:
  struct StepRow {
    PublishStep step;
    Result<void> (Publisher::*action)();
  };
  static const std::array<StepRow, 9> kSteps;

  /// For whoever is told that something failed takes it that nothing was published.
  [[nodiscard]] tl::unexpected<Error> published_but(const Error& error) const {
    return fail(error.code, "generation " + std::to_string(outcome_.generation) + " is current, but " + error.message,
                error.hint);
  }

  Result<void> copy_vocabulary() { return schema::save_vocabulary(*publication_.vocabulary, publication_.folder); }

  /// The databases take the longest, and syncing waits for the disk: they are checked beside all that comes before the
  /// manifest, which is not written until it is known that they are sound.
  Result<void> verify() {
    databases_checked_ = std::async(std::launch::async, [databases = new_databases(), built = publication_.built] {
      return check_databases(databases, built.documents);
    });
    TARSACH_CHECK(check_query_files(publication_.folder, publication_.built.documents));
    TARSACH_CHECK(check_columns(new_databases(), publication_.folder));
    TARSACH_CHECK(check_document_files(new_databases(), publication_.folder));
    TARSACH_CHECK(check_postings(new_databases(), publication_.folder));
    if (publication_.built.documents == 0) return {};
    return check_article(new_databases(), publication_.built.last_id);
  }

  Result<void> compare() {
    const bool forced = publication_.max_loss >= 100;
    if (forced) return {};
    if (publication_.built.documents == 0)
      return fail(ErrorCode::kBadData, "not one article could be indexed; nothing was published",
                  "check the sources; to publish an empty index, give --max-loss 100");
    const auto current = index_.current();
    if (!current) return {};  // nothing is there that could be lost
    const auto manifest = schema::read_manifest(index_.generation_path(*current));
    if (!manifest || manifest->shards.empty()) return {};  // what can not be read is lost, and this build is its cure
    const auto lost =
        count_lost(schema::database_paths(index_.generation_path(*current), manifest->shards.size()), new_databases());
    if (!lost) return {};
    return check_loss(*lost, manifest->documents, publication_.max_loss);
  }

  Result<void> sync() { return sync_tree(publication_.folder); }

  Result<void> write_manifest() {
    TARSACH_TRY(outcome_.generation, index_.next_generation());
    schema::Manifest manifest;
    manifest.analysis_version = text::kAnalysisVersion;
    manifest.generation = outcome_.generation;
    manifest.built_at = utc_now();
    manifest.built_by = publication_.built_by;
    manifest.documents = outcome_.documents = publication_.built.documents;
    TARSACH_TRY(manifest.shards, schema::xapian_try("opening the databases", [this] {
                  return schema::describe_shards(schema::open_databases(new_databases()));
                }));
    TARSACH_TRY(manifest.files, schema::list_files(publication_.folder));
    TARSACH_CHECK(databases_checked_.get());
    for (const schema::FileEntry& file : manifest.files) outcome_.bytes += file.bytes;
    return schema::write_manifest(manifest, publication_.folder);
  }

  Result<void> rename() {
    const fs::path target = index_.generation_path(outcome_.generation);
    std::error_code error;
    fs::rename(publication_.folder, target, error);
    if (error) return fail(ErrorCode::kInternal, "renaming to " + target.string() + ": " + error.message());
    return sync_path(target.parent_path());
  }

  /// What is refused does not stay: a timer would fill the disk with it.
  Result<void> judge() {
    auto judged = publication_.judge(outcome_.generation);
    if (!judged) TARSACH_CHECK(index_.retire(outcome_.generation));
    return judged;
  }

  Result<void> switch_current() { return index_.set_current(outcome_.generation); }

  Result<void> retire() {
    TARSACH_TRY(outcome_.retired, retire_generations(index_, publication_.keep));
    return {};
  }

  [[nodiscard]] std::vector<fs::path> new_databases() const {
    return schema::database_paths(publication_.folder, publication_.built.shards);
  }

  const schema::IndexDir& index_;
  const Publication& publication_;
  Outcome outcome_;
  std::future<Result<void>> databases_checked_;
};

const std::array<Publisher::StepRow, 9> Publisher::kSteps = {{
    {PublishStep::kVocabulary, &Publisher::copy_vocabulary},
    {PublishStep::kVerify, &Publisher::verify},
    {PublishStep::kCompare, &Publisher::compare},
    {PublishStep::kSync, &Publisher::sync},
    {PublishStep::kManifest, &Publisher::write_manifest},
    {PublishStep::kRename, &Publisher::rename},
    {PublishStep::kJudge, &Publisher::judge},
    {PublishStep::kSwitch, &Publisher::switch_current},
    {PublishStep::kRetire, &Publisher::retire},
}};

}  // namespace

Result<Outcome> publish(const schema::IndexDir& index, const Publication& publication) {
  return Publisher(index, publication).run();
}

Result<void> sync_tree(const fs::path& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    TARSACH_CHECK(sync_path(entry->path()));
  }
  if (error) return fail(ErrorCode::kInternal, "listing " + folder.string() + ": " + error.message());
  return sync_path(folder);
}

Result<void> check_loss(std::uint64_t lost, std::uint64_t before, double max_loss) {
  if (max_loss >= 100 || static_cast<double>(lost) * 100 <= static_cast<double>(before) * max_loss) return {};
  return fail(ErrorCode::kBadData,
              with_commas(lost) + " of " + with_commas(before) +
                  " documents of the current generation would vanish; nothing was published",
              "check that all sources were given; if it is meant, give --max-loss 100");
}

Result<std::vector<std::uint64_t>> retire_generations(const schema::IndexDir& index, std::uint64_t keep) {
  TARSACH_TRY(const std::uint64_t current, index.current());
  TARSACH_TRY(std::vector<std::uint64_t> generations, index.generations());
  std::erase(generations, current);
  if (generations.size() <= keep) return std::vector<std::uint64_t>();
  generations.resize(generations.size() - keep);
  for (const std::uint64_t generation : generations) {
    TARSACH_CHECK(index.retire(generation));
  }
  return generations;
}

}  // namespace tarsach::indexer

#include "indexer/build_command.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "corpus/reader.h"
#include "indexer/builder.h"
#include "indexer/dictionary_copy.h"
#include "indexer/gate.h"
#include "indexer/interruption.h"
#include "indexer/publisher.h"
#include "indexer/update.h"
#include "schema/index_dir.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
namespace {

/// Removed at the end of the run, unless it has become a generation.
class BuildingFolder {
 public:
  explicit BuildingFolder(fs::path path) : path_(std::move(path)) {}
  ~BuildingFolder() { remove(); }
  BuildingFolder(const BuildingFolder&) = delete;
  BuildingFolder& operator=(const BuildingFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  /// Twice, for a thread may still be writing into it.
  void remove() const {
    std::error_code ignored;
    for (int i = 0; i < 2; ++i) fs::remove_all(path_, ignored);
  }

 private:
  const fs::path path_;
};

bool holds_vocabulary(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "events.json", ignored) || fs::exists(folder / "topics.json", ignored);
}

/// The folder that was installed with the program or set up by the administrator; empty if there is none.
fs::path installed_vocabulary() {
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  for (const fs::path& folder :
       {fs::path("/etc/tarsach/vocabulary"), program.parent_path().parent_path() / "share" / "tarsach" / "vocabulary"})
    if (holds_vocabulary(folder)) return folder;
  return {};
}

Result<schema::Vocabulary> find_vocabulary(const std::string& given, Progress& progress) {
  if (!given.empty() && !holds_vocabulary(given))
    return fail(ErrorCode::kConfiguration, "--vocabulary " + given + ": there is no events.json and no topics.json",
                "docs/operations.md tells what belongs into them");
  const fs::path folder = given.empty() ? installed_vocabulary() : fs::path(given);
  if (!folder.empty()) return schema::load_vocabulary(folder);
  progress.message("warning: no vocabulary was given (--vocabulary DIR): events and topics are not worked out");
  return schema::Vocabulary{};
}

/// The generation's own copy; nullptr, and a line about it, without an installed one.
Result<std::shared_ptr<const text::Dictionary>> find_dictionary(const fs::path& folder, Progress& progress) {
  auto dictionary = copy_dictionary(folder);
  if (dictionary || dictionary.error().code != ErrorCode::kNotFound) return dictionary;
  progress.message("warning: " + dictionary.error().message +
                   ": rules alone find the forms of a word, and miss some; " + dictionary.error().hint +
                   ", and build again");
  return nullptr;
}

std::uint64_t total_bytes(const std::vector<std::string>& sources) {
  std::uint64_t total = 0;
  for (const std::string& source : sources) {
    const std::uint64_t bytes = corpus::source_bytes(source);
    if (source == "-") return 0;
    total += bytes;
  }
  return total;
}

Result<BuildPlan> plan_of(const Settings& settings, const fs::path& folder, const Interruption& interruption) {
  BuildPlan plan;
  plan.sources = settings.sources;
  plan.folder = folder;
  plan.threads = settings.threads > 0 ? static_cast<unsigned>(settings.threads) : std::thread::hardware_concurrency();
  TARSACH_TRY(plan.memory, share_memory(static_cast<std::uint64_t>(settings.memory), plan.threads));
  plan.shards = static_cast<std::size_t>(settings.shards);
  if (settings.max_errors >= 0) plan.max_problems = static_cast<std::uint64_t>(settings.max_errors);
  if (settings.strict) plan.max_problems = 0;
  plan.stop_requested = [&interruption] { return interruption.requested(); };
  return plan;
}

/// What stays the same through one run.
struct Run {
  const Settings& settings;
  const schema::IndexDir& index;
  const Gate& gate;
  const schema::Vocabulary& vocabulary;
  Progress& progress;
  Report& report;
};

/// What there is to publish; or nothing, when all that is to be said has been said.
using Made = Result<std::optional<Built>>;

Made make_anew(const Run& run, const BuildPlan& plan) {
  TARSACH_TRY(Built built, build_database(plan, run.vocabulary, run.report, run.progress));
  return built;
}

/// Each article that would be written or removed, a line each on standard output; the numbers as a message.
Result<void> print(const Comparison& comparison, const Before& before, const Run& run) {
  for (const Fresh& fresh : comparison.fresh)
    std::printf("%s\t%s\n", fresh.kind == Fresh::Kind::kNew ? "new" : "changed", fresh.id.c_str());
  for (const std::string& id : comparison.gone) std::printf("gone\t%s\n", id.c_str());
  const Changes& changes = comparison.changes;
  run.progress.message(with_commas(changes.added) + " new, " + with_commas(changes.changed) + " changed, " +
                       with_commas(changes.gone) + " gone, " + with_commas(changes.unchanged) +
                       " unchanged; nothing was published (--dry-run)");
  return check_loss(changes.gone, before.manifest.documents, run.settings.max_loss);
}

Made tell_changes(const Run& run, const BuildPlan& plan) {
  TARSACH_CHECK(schema::save_vocabulary(run.vocabulary, plan.folder));
  const auto before = read_before(run.index, {program_version(), plan.folder, plan.shards});
  if (!before) {
    run.progress.message("all would be built anew: " + before.error().message + "; nothing was published (--dry-run)");
    return std::nullopt;
  }
  TARSACH_TRY(const Comparison comparison, compare_sources(plan, *before, run.report, run.progress));
  TARSACH_CHECK(print(comparison, *before, run));
  return std::nullopt;
}

/// A schedule may begin before the first article: of nothing, nothing is made, and that is no failure.
bool is_still_empty(const Run& run, const Built& built) {
  const auto current = run.index.current();
  const bool first = !current && current.error().code == ErrorCode::kUnavailable;
  return first && built.documents == 0 && run.report.problems() == 0 && run.settings.max_loss < 100;
}

Made make_of_changes(const Run& run, const BuildPlan& plan) {
  if (run.settings.dry_run) return tell_changes(run, plan);
  TARSACH_CHECK(schema::save_vocabulary(run.vocabulary, plan.folder));
  const auto before = read_before(run.index, {program_version(), plan.folder, plan.shards});
  if (!before) {
    run.progress.message("all is built anew: " + before.error().message);
    TARSACH_TRY(Built built, build_database(plan, run.vocabulary, run.report, run.progress));
    if (!is_still_empty(run, built)) return built;
    run.progress.message("there are no articles yet; nothing was published");
    return std::nullopt;
  }
  TARSACH_TRY(const Updated updated, update_database(plan, *before, run.vocabulary, run.report, run.progress));
  if (!updated.built)
    run.progress.message("nothing has changed; generation " + std::to_string(before->manifest.generation) + " stays");
  return updated.built;
}

using Make = Made (*)(const Run&, const BuildPlan&);

Result<std::optional<Outcome>> make_and_publish(const Run& run, Make make, const fs::path& folder,
                                                Interruption& interruption) {
  TARSACH_TRY(BuildPlan plan, plan_of(run.settings, folder, interruption));
  TARSACH_TRY(plan.dictionary, find_dictionary(folder, run.progress));
  TARSACH_TRY(const std::optional<Built> built, make(run, plan));
  if (!built) return std::nullopt;
  run.progress.stage("verifying and publishing");
  Publication publication;
  publication.folder = folder;
  publication.built = *built;
  publication.vocabulary = &run.vocabulary;
  publication.built_by = program_version();
  publication.max_loss = run.settings.max_loss;
  publication.keep = static_cast<std::uint64_t>(run.settings.keep);
  publication.judge = [&](std::uint64_t generation) -> Result<void> {
    const auto judged = run.gate.judge(run.index, generation, plan.stop_requested);
    const bool stopped = plan.stop_requested() || (judged && !interruption.pass_point_of_no_return());
    if (stopped) return fail(ErrorCode::kInternal, "interrupted; nothing was published");
    return judged;
  };
  TARSACH_TRY(Outcome outcome, publish(run.index, publication));
  return outcome;
}

Result<int> run_in(const BuildingFolder& folder, const Run& run, Make make) {
  Interruption interruption([&folder, &run] {
    run.progress.message("error: interrupted; nothing was published");
    folder.remove();
  });
  const auto outcome = make_and_publish(run, make, folder.path(), interruption);
  if (const std::string unshown = run.report.unshown(); !unshown.empty()) run.progress.message(unshown);
  if (!outcome && interruption.requested()) {
    run.progress.message(describe(outcome.error()));
    return 128 + interruption.signal();
  }
  if (!outcome) return tl::unexpected(outcome.error());
  if (!*outcome) return 0;
  std::string summary = run.report.summary(**outcome);
  summary.pop_back();  // message() ends the line
  run.progress.message(summary);
  return 0;
}

fs::path resolved(const fs::path& path) {
  std::error_code error;
  fs::path absolute = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : absolute;
}

bool is_inside(const fs::path& inner, const fs::path& outer) {
  const fs::path relative = resolved(inner).lexically_relative(resolved(outer));
  return !relative.empty() && *relative.begin() != "..";
}

Result<void> check_source(const std::string& source, const std::string& index) {
  if (source == "-") return {};
  std::error_code error;
  if (!fs::exists(source, error)) return fail(ErrorCode::kUsage, "there is no source " + source, "check its path");
  if (fs::is_directory(source, error) && is_inside(index, source))
    return fail(ErrorCode::kUsage, "the index " + index + " is inside the source " + source,
                "put the index elsewhere: its files would be read as articles");
  return {};
}

}  // namespace

Result<void> check_sources(const Settings& settings) {
  for (const std::string& source : settings.sources) {
    TARSACH_CHECK(check_source(source, settings.index));
  }
  return {};
}

namespace {

Result<int> run_with(const Settings& settings, Make make) {
  TARSACH_CHECK(check_sources(settings));
  TARSACH_TRY(const Gate gate, Gate::open({settings.queries, settings.judgments, settings.floors}));
  TARSACH_TRY(const schema::IndexDir index,
              settings.dry_run ? schema::IndexDir::open(settings.index) : schema::IndexDir::create(settings.index));
  TARSACH_TRY(const FileLock lock, index.lock());
  TARSACH_CHECK(index.remove_leftovers());
  Progress progress(Progress::Style::kAuto, total_bytes(settings.sources));
  Report report(progress);
  TARSACH_TRY(const schema::Vocabulary vocabulary, find_vocabulary(settings.vocabulary, progress));
  TARSACH_TRY(fs::path path, index.make_building_folder());
  const BuildingFolder folder(std::move(path));
  return run_in(folder, {settings, index, gate, vocabulary, progress, report}, make);
}

}  // namespace

Result<int> run_build(const Settings& settings) { return run_with(settings, make_anew); }
Result<int> run_update(const Settings& settings) { return run_with(settings, make_of_changes); }

}  // namespace tarsach::indexer

#include "indexer/replica.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "indexer/generations.h"
#include "indexer/publisher.h"
#include "text/analyzer.h"

namespace tarsach::indexer {
namespace fs = std::filesystem;
using schema::Manifest;
namespace {

constexpr const char* kIncoming = "incoming";
constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325;
constexpr std::uint64_t kFnvPrime = 0x100000001b3;

std::string fingerprint_of(const Manifest& manifest) {
  std::string text = manifest.built_at + "\n" + manifest.built_by + "\n";
  for (const schema::FileEntry& file : manifest.files)
    text += file.name + "\n" + std::to_string(file.bytes) + " " + std::to_string(file.crc32) + "\n";
  std::uint64_t hash = kFnvOffset;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return digits.data();
}

std::string number(std::uint64_t generation) { return std::to_string(generation); }

tl::unexpected<Error> disk_error(const char* doing, const fs::path& path, const std::error_code& error) {
  return fail(ErrorCode::kInternal, std::string(doing) + " " + path.string() + ": " + error.message(),
              error == std::errc::no_space_on_device ? "make room on the disk" : "");
}

tl::unexpected<Error> not_whole(const fs::path& path, const std::string& what) {
  return fail(ErrorCode::kBadData, path.string() + " " + what, "copy the generation again");
}

Result<void> check_version(const char* which, std::uint32_t found, std::uint32_t expected) {
  if (found == expected) return {};
  return fail(ErrorCode::kBadData,
              std::string("the generation has ") + which + " version " + std::to_string(found) +
                  ", the replica's program reads " + std::to_string(expected),
              "install the same version on both machines; its replicas first");
}

/// Names of the manifest are those of files that are there, one for one.
Result<void> check_names(const Manifest& manifest, const fs::path& folder) {
  TARSACH_TRY(const std::vector<std::string> found, names_in(folder));
  std::vector<std::string> listed;
  for (const schema::FileEntry& file : manifest.files) listed.push_back(file.name);
  std::ranges::sort(listed);
  std::vector<std::string> differences;
  std::ranges::set_symmetric_difference(found, listed, std::back_inserter(differences));
  if (differences.empty()) return {};
  const bool is_there = std::ranges::binary_search(found, differences.front());
  return not_whole(folder / differences.front(), is_there ? "is not in the manifest" : "is missing");
}

/// A link where there can be one, else a copy. The name is not followed if it is a link itself.
Result<void> take(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  if (error) return disk_error("making", to.parent_path(), error);
  fs::create_hard_link(from, to, error);
  if (!error) return {};
  return copy_to_new_file(from, to);
}

/// The steps of accepting a generation that is not there yet.
class Acceptor {
 public:
  Acceptor(const schema::IndexDir& index, const fs::path& incoming, const Manifest& manifest)
      : index_(index), incoming_(incoming), manifest_(manifest) {}

  Result<void> run(const std::function<Result<void>(AcceptStep)>& before_step) {
    for (const auto& [step, action] : kSteps) {
      TARSACH_CHECK(before_step(step));
      TARSACH_CHECK((this->*action)());
    }
    return {};
  }

 private:
  struct StepRow {
    AcceptStep step;
    Result<void> (Acceptor::*action)();
  };
  static const std::array<StepRow, 4> kSteps;

  Result<void> gather() {
    TARSACH_CHECK(index_.remove_leftovers());
    TARSACH_CHECK(check_names(manifest_, incoming_));
    TARSACH_TRY(folder_, index_.make_building_folder());
    for (const schema::FileEntry& file : manifest_.files) {
      TARSACH_CHECK(take(incoming_ / file.name, folder_ / file.name));
    }
    return take(incoming_ / schema::kManifestName, folder_ / schema::kManifestName);
  }

  Result<void> verify() {
    const auto checked = check_content(manifest_, folder_);
    if (checked) return {};
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    if (checked.error().code != ErrorCode::kBadData) return tl::unexpected(checked.error());
    std::string message = checked.error().message;  // of the folder that is gone
    const std::string from = folder_.string(), to = incoming_.string();
    if (message.starts_with(from)) message.replace(0, from.size(), to);
    return fail(ErrorCode::kBadData, message,
                "copy the generation again; if that does not help, verify it where it comes from");
  }

  Result<void> sync() { return sync_tree(folder_); }

  Result<void> rename() {
    const fs::path target = index_.generation_path(manifest_.generation);
    std::error_code error;
    fs::rename(folder_, target, error);
    if (error) return disk_error("renaming to", target, error);
    return sync_path(target.parent_path());
  }

  const schema::IndexDir& index_;
  const fs::path& incoming_;
  const Manifest& manifest_;
  fs::path folder_;
};

const std::array<Acceptor::StepRow, 4> Acceptor::kSteps = {{{AcceptStep::kGather, &Acceptor::gather},
                                                            {AcceptStep::kVerify, &Acceptor::verify},
                                                            {AcceptStep::kSync, &Acceptor::sync},
                                                            {AcceptStep::kRename, &Acceptor::rename}}};

/// The folders of generations that come or came in; names that are no numbers are nobody's.
std::vector<std::pair<std::uint64_t, fs::path>> incoming_generations(const schema::IndexDir& index) {
  std::vector<std::pair<std::uint64_t, fs::path>> found;
  std::error_code error;
  for (fs::directory_iterator entry(incoming_folder(index), error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename();
    constexpr std::size_t kMostDigits = 18;  // fits in 64 bits
    const bool is_number = !name.empty() && name.size() <= kMostDigits &&
                           std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) continue;
    const std::uint64_t generation = std::stoull(name);
    if (index.generation_path(generation).filename() == name) found.emplace_back(generation, entry->path());
  }
  std::ranges::sort(found);
  return found;
}

Result<void> clear_away(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return disk_error("removing", path, error);
  return {};
}

/// A copy by hand makes the folder incoming before there is an index: with nothing else beside it, it becomes one.
Result<void> adopt(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path / kIncoming, error)) return {};
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().filename() != kIncoming) return {};
  if (!error) fs::create_directory(path / "generations", error);
  if (error) return disk_error("making", path / "generations", error);
  return {};
}

}  // namespace

Offer offer_of(const Manifest& manifest) {
  return {.schema_version = manifest.schema_version,
          .analysis_version = manifest.analysis_version,
          .generation = manifest.generation,
          .fingerprint = fingerprint_of(manifest)};
}

fs::path incoming_folder(const schema::IndexDir& index) { return index.path() / kIncoming; }

Result<void> remove_incoming(const schema::IndexDir& index) { return clear_away(incoming_folder(index)); }

Result<std::vector<std::string>> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const fs::file_status status = entry->symlink_status(error);
    if (error || fs::is_directory(status)) continue;
    if (!fs::is_regular_file(status)) return not_whole(entry->path(), "is neither a file nor a folder");
    names.push_back(entry->path().lexically_relative(folder).generic_string());
  }
  if (error) return disk_error("listing", folder, error);
  std::erase(names, schema::kManifestName);
  std::ranges::sort(names);
  return names;
}

Result<Replica> Replica::open(const fs::path& path) {
  TARSACH_CHECK(adopt(path));
  TARSACH_TRY(schema::IndexDir index, schema::IndexDir::create(path));
  TARSACH_TRY(FileLock lock, index.lock());
  TARSACH_CHECK(index.remove_leftovers());
  return Replica(std::move(index), std::move(lock));
}

Result<Standing> Replica::consider(const Offer& offer, Direction direction) const {
  TARSACH_CHECK(check_version("schema", offer.schema_version, schema::kSchemaVersion));
  TARSACH_CHECK(check_version("analysis", offer.analysis_version, text::kAnalysisVersion));
  const auto current = index_.current();  // none, or a damaged CURRENT: this generation is its cure
  if (current && *current > offer.generation && direction == Direction::kForward)
    return fail(
        ErrorCode::kBadData,
        "the replica is at generation " + number(*current) + ", which is newer than " + number(offer.generation),
        "if it is to go back, give --allow-older");
  const fs::path folder = index_.generation_path(offer.generation);
  const auto held = schema::read_manifest(folder);
  const bool is_current = current && *current == offer.generation;
  if (held && fingerprint_of(*held) != offer.fingerprint)
    return fail(ErrorCode::kBadData,
                "the replica has another generation " + number(offer.generation) + ", built " + held->built_at,
                "was the index begun anew? give the replica a new folder");
  if (is_current && held && schema::check_files(*held, folder, schema::Thoroughness::kSizes)) return Standing::kCurrent;
  if (is_current)
    return fail(ErrorCode::kBadData, folder.string() + " is current on the replica, and damaged",
                "there: tarsach-indexer rollback, then gc --keep 0; then publish again");
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) return Standing::kMissing;
  if (held && check_content(*held, folder)) return Standing::kHeld;
  TARSACH_CHECK(index_.retire(offer.generation));
  return Standing::kMissing;
}

Result<fs::path> Replica::make_incoming(std::uint64_t generation) const {
  const fs::path folder = incoming_folder(index_) / index_.generation_path(generation).filename();
  for (const auto& [other, path] : incoming_generations(index_)) {
    if (other != generation) TARSACH_CHECK(clear_away(path));
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return disk_error("making", folder, error);
  return folder;
}

Result<std::uint64_t> Replica::newest_incoming() const {
  const auto found = incoming_generations(index_);
  if (!found.empty()) return found.back().first;
  return fail(ErrorCode::kUnavailable, "nothing has come in: " + incoming_folder(index_).string() + " is empty",
              "copy a generation to incoming/NNNNNN first, or let tarsach-indexer publish do it");
}

Result<Acceptance> Replica::accept(std::uint64_t generation, const Wishes& wishes) const {
  const fs::path incoming = incoming_folder(index_) / index_.generation_path(generation).filename();
  const fs::path held = index_.generation_path(generation);
  std::error_code ignored;
  const bool came_in = fs::exists(incoming / schema::kManifestName, ignored);
  auto manifest = schema::read_manifest(came_in ? incoming : held);
  if (!manifest && manifest.error().code == ErrorCode::kNotFound) return not_whole(incoming, "has no manifest");
  if (!manifest) return tl::unexpected(manifest.error());
  if (manifest->generation != generation)
    return not_whole(incoming, "has the manifest of generation " + number(manifest->generation));
  TARSACH_TRY(const Standing standing, consider(offer_of(*manifest), wishes.direction));
  Acceptance acceptance{.generation = generation, .before = {}, .retired = {}};
  if (const auto current = index_.current()) acceptance.before = *current;
  if (standing == Standing::kMissing) TARSACH_CHECK(Acceptor(index_, incoming, *manifest).run(wishes.before_step));
  TARSACH_CHECK(wishes.before_step(AcceptStep::kSwitch));
  if (standing != Standing::kCurrent) TARSACH_CHECK(index_.set_current(generation));
  TARSACH_CHECK(wishes.before_step(AcceptStep::kClear));
  auto retired = clear(generation, wishes.keep);
  if (!retired)
    return fail(retired.error().code,
                "generation " + number(generation) + " is current, but " + retired.error().message,
                "tarsach-indexer gc clears up");
  acceptance.retired = std::move(*retired);
  TARSACH_CHECK(wishes.before_step(AcceptStep::kDone));
  return acceptance;
}

/// What came in up to this generation, and the oldest ones; gives the numbers of the latter.
Result<std::vector<std::uint64_t>> Replica::clear(std::uint64_t generation, std::uint64_t keep) const {
  for (const auto& [other, path] : incoming_generations(index_)) {
    if (other <= generation) TARSACH_CHECK(clear_away(path));
  }
  return retire_generations(index_, keep);
}

}  // namespace tarsach::indexer

// The receiving side of several machines for reading: an index folder that takes whole generations from elsewhere.
// Nothing is built in it, and nothing that is not whole can become current:
//
//   REPLICA/incoming/000042/       a copy on its way, resumed if it was interrupted; no reader looks here
//   REPLICA/generations/000042/    … and the rest as in schema/index_dir.h
//
//   TARSACH_TRY(const Replica replica, Replica::open("/srv/index"));                    // its lock is ours from here
//   on TARSACH_TRY(const Standing standing, replica.consider(offer, Direction::kForward)); // is there anything to
//   copy? TARSACH_TRY(const fs::path folder, replica.make_incoming(42));                      // copy into it, then
//   TARSACH_TRY(const Acceptance acceptance, replica.accept(42, {.keep = 2}));
//
// accept() goes in steps, each of which can be the last one that happens:
//
//   gather       the files that the manifest lists, and no others, are linked into a building folder, so that a copier
//                that still runs can not touch them
//   verify       sizes, checksums, B-trees, words: what `tarsach-indexer verify` reads
//   sync         every file and folder is on the disk
//   rename       to generations/N
//   switch       CURRENT names it
//   clear        what came in, and the oldest generations, go
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "schema/index_dir.h"
#include "schema/manifest.h"

namespace tarsach::indexer {

/// What a replica is told of a generation before any of it is copied.
struct Offer {
  std::uint32_t schema_version = 0;
  std::uint32_t analysis_version = 0;
  std::uint64_t generation = 0;
  std::string fingerprint;  // of when it was built and of all its files; equal for the same generation only
};
[[nodiscard]] Offer offer_of(const schema::Manifest& manifest);

/// Whether a replica may go back to an older generation.
enum class Direction : std::uint8_t { kForward, kAny };

/// Where an offered generation is on the replica.
enum class Standing : std::uint8_t {
  kMissing,  // it has to be copied
  kHeld,     // there and whole, but not current
  kCurrent   // nothing is to be done
};

enum class AcceptStep : std::uint8_t { kGather, kVerify, kSync, kRename, kSwitch, kClear, kDone };
inline constexpr std::array<std::string_view, 7> kAcceptStepNames = {"gather", "verify", "sync", "rename",
                                                                     "switch", "clear",  "done"};

struct Wishes {
  std::uint64_t keep = 2;  // older generations beside the current one
  Direction direction = Direction::kForward;
  /// Called before each step; an error ends it there.
  std::function<Result<void>(AcceptStep)> before_step = [](AcceptStep) { return Result<void>(); };
};

struct Acceptance {
  std::uint64_t generation = 0;         // now current
  std::optional<std::uint64_t> before;  // current until then; empty: none was
  std::vector<std::uint64_t> retired;
};

class Replica {
 public:
  /// Makes the folder if it is missing, and locks it. kUsage for a folder that holds something else, kLocked while
  /// another copy or an indexer is at work there.
  [[nodiscard]] static Result<Replica> open(const std::filesystem::path& path);

  [[nodiscard]] const schema::IndexDir& index() const { return index_; }

  /// kBadData if this program can not read it, if it is older than the current one (unless told), or if the replica has
  /// another generation of this number. One that is held and is not whole is removed.
  [[nodiscard]] Result<Standing> consider(const Offer& offer, Direction direction) const;

  /// The folder to copy a generation into, with what an interrupted copy has left of it. Copies of others go.
  [[nodiscard]] Result<std::filesystem::path> make_incoming(std::uint64_t generation) const;
  /// The highest generation that has come in, whole or not. kUnavailable if none has.
  [[nodiscard]] Result<std::uint64_t> newest_incoming() const;

  /// Checks what has come in and switches to it; or to a generation that is held already.
  [[nodiscard]] Result<Acceptance> accept(std::uint64_t generation, const Wishes& wishes) const;

 private:
  [[nodiscard]] Result<std::vector<std::uint64_t>> clear(std::uint64_t generation, std::uint64_t keep) const;
  Replica(schema::IndexDir index, FileLock lock) : index_(std::move(index)), lock_(std::move(lock)) {}

  schema::IndexDir index_;
  FileLock lock_;
};

/// REPLICA/incoming
[[nodiscard]] std::filesystem::path incoming_folder(const schema::IndexDir& index);
/// Removes what interrupted copies have left. The caller holds the index's lock.
[[nodiscard]] Result<void> remove_incoming(const schema::IndexDir& index);

/// Each file under `folder` but the manifest, by its name in it. kBadData if there is anything but files and folders.
[[nodiscard]] Result<std::vector<std::string>> names_in(const std::filesystem::path& folder);

}  // namespace tarsach::indexer

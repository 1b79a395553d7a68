// A generation copied to a folder of this machine, be it local or mounted. What an interrupted copy has left there and
// what the replica's other generations have is not copied again.
//
//   TARSACH_TRY(const Copied copied, copy_generation({.from = folder, .manifest = manifest, .to = incoming, …}));
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"
#include "schema/manifest.h"

namespace tarsach::indexer {

struct Copy {
  std::filesystem::path from;
  const schema::Manifest& manifest;           // that of `from`
  std::filesystem::path to;                   // a folder; files in it that are not in the manifest are removed
  std::vector<std::filesystem::path> others;  // generations on the file system of `to` whose files may be linked
  std::uint64_t bytes_per_second = 0;         // 0: as fast as it goes
};

struct Copied {
  std::uint64_t bytes = 0;    // that went over
  std::uint64_t linked = 0;   // files that another generation has
  std::uint64_t resumed = 0;  // files that were there
};

/// The manifest comes last. Nothing is synced, and what was linked is not read: Replica::accept() does both.
[[nodiscard]] Result<Copied> copy_generation(const Copy& copy);

}  // namespace tarsach::indexer

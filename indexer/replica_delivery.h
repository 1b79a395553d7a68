// A generation brought to one replica: offered, copied, checked there, switched to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "indexer/replica.h"
#include "indexer/replica_target.h"
#include "schema/manifest.h"

namespace tarsach::indexer {

struct Consignment {
  std::filesystem::path folder;  // of the generation; absolute
  schema::Manifest manifest;
  std::uint64_t keep = 2;  // older generations on the replica
  Direction direction = Direction::kForward;
  std::uint64_t kib_per_second = 0;  // 0: as fast as it goes
  std::string ssh_config;            // ssh -F; empty: ssh's own
};

struct Delivery {
  Standing standing = Standing::kMissing;  // before it
  Acceptance acceptance;
  std::uint64_t bytes_copied = 0;
};

/// To a folder of this machine.
[[nodiscard]] Result<Delivery> deliver_to_folder(const Consignment& consignment, const std::filesystem::path& folder);

/// To another machine: rsync copies, and the replica's own tarsach-indexer, started by ssh, checks and switches.
/// kUnavailable if there is no way to it.
[[nodiscard]] Result<Delivery> deliver_over_ssh(const Consignment& consignment, const Target& target);

/// deliver_over_ssh()'s two commands. `others` are names of generations on the replica.
[[nodiscard]] std::vector<std::string> session_words(const Consignment& consignment, const Target& target);
[[nodiscard]] std::vector<std::string> rsync_words(const Consignment& consignment, const Target& target,
                                                   const std::vector<std::string>& others);

}  // namespace tarsach::indexer

// Where a generation is published to: a folder of this machine, or one of another machine that ssh reaches.
//
//   parse_target("/mnt/replica")                    // a folder; so is ./a:b
//   parse_target("tarsach@west:/var/lib/index")     // as for scp and rsync; a path without / begins at home
//   parse_target("ssh://tarsach@west:2222/var/lib/index")
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace tarsach::indexer {

inline constexpr std::size_t kMaxTargetBytes = 4096;

struct Target {
  std::string user;        // empty: whom ssh chooses
  std::string host;        // a name or an address, IPv6 without brackets; empty: this machine
  std::uint16_t port = 0;  // 0: the one that ssh chooses
  std::string path;

  [[nodiscard]] bool is_remote() const { return !host.empty(); }
};

/// kUsage for what no folder can be, and for names that ssh or rsync would take for something else than a host.
[[nodiscard]] Result<Target> parse_target(const std::string& text);

/// "ssh -F config -p 2222", as words.
[[nodiscard]] std::vector<std::string> ssh_words(const Target& target, const std::string& ssh_config);
/// "user@host", as ssh takes it.
[[nodiscard]] std::string ssh_destination(const Target& target);
/// "user@[::1]:path/folder/", as rsync takes it.
[[nodiscard]] std::string rsync_destination(const Target& target, const std::string& folder);
/// Words as one text that rsync's -e cuts into the same words.
[[nodiscard]] std::string rsync_shell(const std::vector<std::string>& words);

}  // namespace tarsach::indexer

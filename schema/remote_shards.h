// Shards whose databases stand on other hosts, each served there by Xapian's own xapian-tcpsrv.
//
//   TARSACH_TRY(const RemoteShard shard, parse_remote_shard("1=10.0.0.7:7001"));
//   RemoteShards{.shards = {shard}, .timeout = 1s}
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tarsach::schema {

struct RemoteShard {
  std::size_t number = 0;  // of the shard, from 0 (schema/shards.h)
  std::string host;
  std::uint16_t port = 0;

  [[nodiscard]] std::string place() const { return host + ":" + std::to_string(port); }
};

struct RemoteShards {
  std::vector<RemoteShard> shards = {};
  /// For each message that is waited for; a connection that took longer is not used again.
  std::chrono::milliseconds timeout = std::chrono::seconds(1);

  /// nullptr: the shard stands in the generation's folder.
  [[nodiscard]] const RemoteShard* find(std::size_t number) const;
};

/// "N=HOST:PORT". kUsage.
[[nodiscard]] Result<RemoteShard> parse_remote_shard(std::string_view text);
/// kUsage for a shard that is named twice.
[[nodiscard]] Result<RemoteShards> parse_remote_shards(const std::vector<std::string>& texts,
                                                       std::chrono::milliseconds timeout);

}  // namespace tarsach::schema

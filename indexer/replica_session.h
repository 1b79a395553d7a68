// What `tarsach-indexer publish` and, on the replica, `tarsach-indexer accept --session` say to each other over ssh.
// A line is an object of JSON:
//
//   publish  {"generation": 42, "schemaVersion": 2, "analysisVersion": 2, "fingerprint": "90c9…"}
//   accept   {"standing": "missing", "others": ["000041"]}    the replica is locked until the session ends
//   publish  {"copied": true}                                behind rsync
//   accept   {"generation": 42, "before": 41, "retired": [39]}
//
// Instead of either line accept may say {"error": "…", "hint": "…", "status": 65}, which ends the session.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "indexer/replica.h"

namespace tarsach::indexer {

inline constexpr std::size_t kMaxSessionLineBytes = 64 * 1024;

struct Invitation {
  Standing standing = Standing::kMissing;
  std::vector<std::string> others;  // folders of generations that the replica has, the newest first
};

[[nodiscard]] std::string encode(const Offer& offer);
[[nodiscard]] std::string encode(const Invitation& invitation);
[[nodiscard]] std::string encode(const Acceptance& acceptance);
[[nodiscard]] std::string encode(const Error& error);
[[nodiscard]] std::string copied_line();

// kBadData for anything else than such a line; for the replica's answers also the error that stands in it.
[[nodiscard]] Result<Offer> decode_offer(std::string_view line);
[[nodiscard]] Result<Invitation> decode_invitation(std::string_view line);
[[nodiscard]] Result<Acceptance> decode_acceptance(std::string_view line);

/// The replica's side, to its end; the error was told to the other side as well.
[[nodiscard]] Result<Acceptance> serve_session(const std::filesystem::path& path, const Wishes& wishes,
                                               std::istream& input, std::ostream& output);

}  // namespace tarsach::indexer

// Which build of Търсач this is.
#pragma once

#include <string>
#include <string_view>

namespace tarsach {

[[nodiscard]] std::string_view version();      // "0.1.0"
[[nodiscard]] std::string_view commit();       // abbreviated, "unknown" outside of a git checkout
[[nodiscard]] std::string_view commit_date();  // "2026-11-22", empty outside of a git checkout

/// "tarsach-indexer 0.1.0 (commit 1a2b3c4d5e, schema 1, analysis 1)"
[[nodiscard]] std::string version_text(std::string_view program, unsigned schema_version, unsigned analysis_version);

}  // namespace tarsach

// Which build this is, for the programs that read an index.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tarsach::query {

[[nodiscard]] std::uint32_t analysis_version();

/// "tarsach-searchd 0.1.0 (commit 1a2b3c4d5e, schema 1, analysis 1)"
[[nodiscard]] std::string version_text(std::string_view program);

}  // namespace tarsach::query

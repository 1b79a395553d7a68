// The tables that are built with the programs and installed beside them: bulgarian.dictionary and others.
//
//   TARSACH_TRY(const auto path, find_data_file("bulgarian.dictionary"));
//
// Looked for in $TARSACH_DATA, if that is set; else in share/tarsach beside the program's folder, or in it (a build
// tree and an installation look alike: …/bin/tarsach and …/share/tarsach).
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace tarsach {

/// kNotFound names the folders that were looked into.
[[nodiscard]] Result<std::filesystem::path> find_data_file(std::string_view name);

}  // namespace tarsach

// The files of searchd/api, built into the program (cmake/embed.cmake): what /openapi.json takes over as it stands.
#pragma once

#include <string_view>

namespace tarsach::searchd {

/// The content of a file by its name; empty if there is none of that name. Lives as long as the program.
[[nodiscard]] std::string_view api_file(std::string_view name);

}  // namespace tarsach::searchd

// The files of searchd/page, built into the program (cmake/embed.cmake), so that it needs no folder beside it.
#pragma once

#include <string_view>

namespace tarsach::searchd {

/// The content of a file by its name; empty if there is none of that name. Lives as long as the program.
[[nodiscard]] std::string_view page_file(std::string_view name);

}  // namespace tarsach::searchd

// Completion of a program's words by a shell, as a script that knows the whole table of options: commands, flags,
// choices, and where a file or a folder is expected (a value called DIR or FILE, an argument called SOURCE or FILE).
//
//   TARSACH_TRY(const std::string script, completion_script(program, "zsh"));
//
// Whatever stands in the table is quoted for the shell, and nothing that was typed is ever evaluated.
#pragma once

#include <string>
#include <vector>

#include "base/options.h"

namespace tarsach {

[[nodiscard]] std::vector<std::string> completed_shells();  // bash, zsh, fish

/// kUsage for another shell.
[[nodiscard]] Result<std::string> completion_script(const Program& program, const std::string& shell);

/// How the scripts are put to use.
[[nodiscard]] std::string completion_help(const Program& program);

}  // namespace tarsach

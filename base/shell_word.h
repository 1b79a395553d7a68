// A text as one word of a shell's line, for hints that people copy and scripts that shells read.
//
//   "tarsach-indexer build --index " + shell_word(path)        // index, 'my index', 'it'\''s'
#pragma once

#include <string>
#include <string_view>

namespace tarsach {

/// In single quotes, whatever it is.
[[nodiscard]] std::string shell_quoted(std::string_view text);

/// In single quotes only if something in it means something to a shell.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace tarsach

// What is longer than the screen goes through a pager, as git's output does. The text is whole before the pager begins,
// so Ctrl-C ends a search as ever, and what fits the screen is just printed.
//
//   const std::string command = pager_command(settings.pager);            // "less -S", or empty: none
//   if (command.empty() || rows_of(text, screen) < screen.height || page(text, command) == Paged::kNo) out << text;
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "query/terminal.h"

namespace tarsach::query {

/// The line for /bin/sh: `chosen` (of --pager or TARSACH_PAGER), else PAGER, else less if there is one. Empty for none,
/// which an empty PAGER and "cat" mean.
[[nodiscard]] std::string pager_command(const std::string& chosen);

/// Rows of the screen that printable text takes, long lines broken at its right edge.
[[nodiscard]] std::size_t rows_of(std::string_view text, const Screen& screen);

enum class Paged : std::uint8_t { kYes, kNo };

/// Shows the text and returns when the pager has ended; it may end before it has read everything. kNo when it could not
/// be started. LESS is FRX for it and LV is -c unless they are set. Meanwhile Ctrl-C is the pager's.
[[nodiscard]] Paged page(std::string_view text, const std::string& command);

}  // namespace tarsach::query

// Names and texts from outside in a message: a file may be called "\x1b]0;…", which would rename the terminal's window,
// or have a line feed in its name, which would make a message of its own.
//
//   visible("статия\x1b[2J\n.txt")      "статия\x1b[2J\x0a.txt", with the escapes written out
#pragma once

#include <string>
#include <string_view>

namespace tarsach {

/// Control characters (C0, DEL, C1), marks that turn the direction of writing (U+202A…U+202E, U+2066…U+2069) and bytes
/// that are no UTF-8 as \xNN, byte by byte; all else as it is.
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace tarsach

// What may reach a terminal. Titles and bodies come from strangers: a control character in one of them could clear the
// screen, rename the window or turn the text around, so everything from an article goes through here first.
//
//   const Screen screen = screen_of_standard_output();
//   out << emphasised(hit.formatted_title, screen) << '\n' << printable(hit.url) << '\n';
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tarsach::query {

enum class Style : std::uint8_t { kPlain, kAnsi };

enum class Links : std::uint8_t { kUnknown, kShown };

struct Screen {
  Style style = Style::kPlain;
  std::size_t width = 0;   // in columns; 0: lines are never wrapped
  std::size_t height = 0;  // in rows; 0: no terminal, nothing is paged
  Links links = Links::kUnknown;
};

/// ANSI and the size when standard output is a terminal; plain for pipes and files, NO_COLOR (https://no-color.org)
/// and TERM=dumb.
[[nodiscard]] Screen screen_of_standard_output();

enum class Lines : std::uint8_t { kOne, kMany };

/// The same text in valid UTF-8 without C0 and C1 controls, DEL, and the marks that reorder text (U+202A…U+202E,
/// U+2066…U+2069). Broken bytes become U+FFFD. White space of every kind becomes a space; kMany keeps line feeds.
[[nodiscard]] std::string printable(std::string_view text, Lines lines = Lines::kOne);

/// One line of escaped HTML with <mark>…</mark>, as Hit::formatted_body has it, made printable; what is marked is
/// emphasised, with plain screens showing just the text.
[[nodiscard]] std::string emphasised(std::string_view html, const Screen& screen);

/// Bold on a terminal that can. `text` must be printable, or what emphasised() made.
[[nodiscard]] std::string bold(std::string_view text, const Screen& screen);
[[nodiscard]] std::string dim(std::string_view text, const Screen& screen);

/// A link to the address where the terminal knows them (OSC 8, as gcc and systemd write it); others show the text. Only
/// http and https, and nothing in the address can end the sequence. `text` must be printable and not be wrapped later.
[[nodiscard]] std::string linked(std::string_view text, std::string_view url, const Screen& screen);

/// Columns that printable text takes: its letters, without combining accents and without what bold() and linked() add.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The rows of a line that is broken between words so that each fits the width (0: one row); several spaces become one.
[[nodiscard]] std::vector<std::string> broken(std::string_view line, std::size_t width);

/// Breaks a line between words so that it fits the screen (several spaces become one), each row behind `indent` spaces;
/// ends with a line feed.
[[nodiscard]] std::string indented(std::string_view line, std::size_t indent, const Screen& screen);

}  // namespace tarsach::query

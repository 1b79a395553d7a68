// A piece of text as the page rules compare it: on one line, without case, as plain words.
//
//   one_line("  Клъстерна\n среща ")        "Клъстерна среща"
//   fold("Клъстерна СРЕЩА")                 "клъстерна среща"
//   key_of("„Клъстерна“ среща!")            "клъстерна среща"      equal keys: the same words
//
// UTF-8 in and out; broken bytes separate words. Only Latin and Cyrillic letters have case here: no Unicode tables.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/letters.h"

namespace tarsach::corpus {

/// White space of every kind (also no-break and zero-width spaces) becomes single spaces, none at the ends.
[[nodiscard]] std::string one_line(std::string_view text);
/// The same for each line; empty lines stay as empty strings. CR LF, LF and CR end a line.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

using text::fold;
/// Runs of letters and digits, folded.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
/// The words with a space between.
[[nodiscard]] std::string key_of(std::string_view text);

/// Number of letters (code points), not bytes.
[[nodiscard]] std::size_t letters_in(std::string_view text);

/// Well-formed paragraphs: CR LF → LF, NUL and other control characters off, ends trimmed.
[[nodiscard]] std::string clean_text(std::string_view text);

/// Trims ASCII white space and nothing else.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace tarsach::corpus

// Text → HTML that is safe in an element and in a quoted attribute.
#pragma once

#include <string>
#include <string_view>

namespace tarsach::query {

inline constexpr std::string_view kMarkBegin = "<mark>";
inline constexpr std::string_view kMarkEnd = "</mark>";
inline constexpr std::string_view kEllipsis = "…";

/// Appends `text` with & < > " ' as entities. Broken UTF-8 and control characters become U+FFFD, so that the result is
/// always valid UTF-8 and XML; line ends and tabs stay. Characters that turn the direction of what stands behind
/// them, out of the text too (U+202A–U+202E, U+2066–U+2069), are left out.
void append_escaped(std::string& html, std::string_view text);

[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace tarsach::query

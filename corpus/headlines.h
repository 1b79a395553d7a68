// Which headline of a saved page is the title of its article, and who wrote it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/page_lines.h"

namespace tarsach::corpus {

inline constexpr std::size_t kNoHeadline = static_cast<std::size_t>(-1);

/// The line that is the title, before the first passage of the article; kNoHeadline if there is none. A title is said
/// again on the page, its words come back in the text, it is longer than an entry of a menu and near the text; a
/// headline with a date below it and further headlines after that is other news.
[[nodiscard]] std::size_t choose_title(const std::vector<Line>& lines, std::string_view known_title);

/// The share of the longer words of the first line that come back, by their beginnings, in the passages below; 0..1.
[[nodiscard]] double title_agreement(const std::vector<Line>& lines);

/// "Ana Ilieva" from "Submitted by Ana Ilieva on 11 July 2018"; empty if no name is said.
[[nodiscard]] std::string author_of(const Line& byline);

[[nodiscard]] bool starts_in_lower_case(std::string_view text);

}  // namespace tarsach::corpus

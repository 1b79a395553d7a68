// The words by which a site's furniture is known: buttons, menus, counters, notices, names of pictures. Tables of
// phrases that Bulgarian and English sites use, not of single sites.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/page_lines.h"

namespace tarsach::corpus {

/// The kind of a line that one of the tables knows. `key` is key_of(text).
[[nodiscard]] std::optional<LineKind> furniture_kind(std::string_view text, const std::string& key);

/// „публикувано“, „на“, "posted": words that stand beside the date of a page.
[[nodiscard]] bool is_date_word(std::string_view folded_word);

enum class BylineDate : std::uint8_t { kPresent, kAbsent };
/// "Submitted by …", „Автор: …“; a bare "By …" or „От …“ only with a date.
[[nodiscard]] bool begins_byline(std::string_view key, BylineDate date, std::string_view text);

/// Names of picture files, and rows of them: maxresdefault, DSC01234, 7d86c9f5970865e9__DI_1244.
[[nodiscard]] bool is_picture_name(std::string_view text);

}  // namespace tarsach::corpus

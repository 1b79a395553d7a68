// How words and values are written as terms and values of the index. The only place that puts a prefix before a term.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/date.h"
#include "schema/fields.h"

namespace tarsach::schema {

/// Xapian refuses a longer term, and with it every document that is not yet committed.
inline constexpr std::size_t kMaxTermBytes = 245;

/// The term of a word or a value in a field, cut at kMaxTermBytes (at a letter's bound; long ids get a hash at the
/// end instead, so that they stay apart).
[[nodiscard]] std::string term(Field field, std::string_view value);

/// The word of such a term (of kText or kTitle, that is short enough).
[[nodiscard]] inline std::string_view without_prefix(Field field, std::string_view term) {
  return term.substr(row(field).prefix.size());
}

/// Whether a term is that of a word, not of a filter: of a field of words (schema/fields.h).
[[nodiscard]] bool is_word(std::string_view term);

/// Several values in one slot, and back. Values must not contain the separator (U+001F), which is replaced by a space.
[[nodiscard]] std::string pack_values(const std::vector<std::string>& values);
[[nodiscard]] std::vector<std::string_view> unpack_values(std::string_view packed);

/// A date in its slot: 4 bytes that sort as the dates do (unknown parts first), and back. Broken bytes: unknown.
[[nodiscard]] std::string pack_date(const Date& date);
[[nodiscard]] Date unpack_date(std::string_view packed);

/// [a-z0-9-]: "Grow your Region" → "grow-your-region"; Cyrillic by the law's romanisation; empty if nothing remains.
[[nodiscard]] std::string slug(std::string_view label);

}  // namespace tarsach::schema

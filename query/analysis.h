// What the analyzer makes of words and texts, for people who look and for programs that measure. No index is needed.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string_view>

#include "query/table.h"
#include "text/analyzer.h"

namespace tarsach::query {

/// A longer line of words is cut, so that no input can fill the memory.
inline constexpr std::size_t kMaxStemLineBytes = std::size_t{64} << 10U;
inline constexpr std::size_t kMaxAnalyzedBytes = std::size_t{16} << 20U;

/// For each line of `in` one line of its stems, TAB-separated, the likeliest first, none twice; an empty line for
/// one without words. A hyphenated word has the stems of the whole, not those of its parts.
void write_stems(std::istream& in, std::ostream& out, text::Analyzer analyzer);

/// A row a word: position, kind (simple, part, whole), begin and end (bytes), form, lemmas, whether it is a stop word.
[[nodiscard]] Table word_table(std::string_view text, text::Analyzer analyzer);

}  // namespace tarsach::query

// The stretches of a text that show best which words were asked for: most of them, most often, from the beginning of a
// sentence on.
//
//   for (const Window& window : best_windows(asked_text, 30)) …        // one or two, of 30 words in all
//
// Only the words that were asked for are looked at, and the beginnings of windows that can be the best ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "query/asked_words.h"

namespace tarsach::query {

struct Window {
  std::size_t first = 0, last = 0;  // words, `last` excluded
  std::uint64_t asked = 0;

  bool operator==(const Window&) const = default;
};

/// One window of so many words if it shows all that there are, else two of half the length when they show more. In the
/// order of the text. None in a text without words.
[[nodiscard]] std::vector<Window> best_windows(AskedText& text, std::size_t words);

}  // namespace tarsach::query

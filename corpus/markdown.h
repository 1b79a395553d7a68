// Markdown with front matter: between two lines "---" in YAML, or a JSON object at the very beginning.
//
//   ---
//   title: Клъстерна среща във Варна
//   date: 2018-07-05
//   ---
//   На **5 юли** в гр. Варна се проведе [среща](https://example.org).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "corpus/delivery.h"
#include "corpus/input.h"
#include "corpus/page_lines.h"

namespace tarsach::corpus {

/// Larger front matter is refused: it says a few facts, and what parses it is built for trees that fit on a screen.
inline constexpr std::size_t kMaxFrontMatterBytes = 64 * 1024;

void read_markdown(Input& input, Delivery& delivery);

struct Markdown {
  std::string front_matter;  // as JSON (of an object); empty if there is none
  std::string_view body;     // a view into the text
  std::size_t body_line = 1;
};
/// kBadData: front matter that is not closed, too large, or no mapping.
[[nodiscard]] Result<Markdown> split_markdown(std::string_view text);

/// Paragraphs, headings and entries of lists as plain text: emphasis off, links keep their text, pictures go.
[[nodiscard]] std::vector<Block> markdown_blocks(std::string_view body);

/// YAML's top mapping as a JSON object; scalars become strings, deeper mappings empty objects.
[[nodiscard]] Result<std::string> yaml_to_json(std::string_view yaml);

}  // namespace tarsach::corpus

// An HTML page as plain data: its blocks of text with the containers in which they stand, and what it says of itself.
// The parser (gumbo) stays behind this header.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/page_lines.h"

namespace tarsach::corpus {

/// Why a container is likely no part of an article.
enum class Aside : std::uint8_t {
  kNo,
  kHeader,   // <header> outside of the article: may hold the title and the date
  kByClass,  // its class says menu, share, related …
  kByTag,    // <nav>, <aside>, <footer>, hidden
};

struct HtmlContainer {
  std::size_t parent = 0;     // containers stand in the order of the page; the first is its own parent
  double bonus = 0;           // by tag and class: how much it looks like the place of an article
  bool article_body = false;  // itemprop="articleBody"
};

struct HtmlBlock {
  Block block;
  std::size_t container = 0;
  std::size_t link_bytes = 0;  // of the text
  int heading = 0;             // 1..6; 0: none
  Aside aside = Aside::kNo;
};

struct HtmlTree {
  std::vector<HtmlContainer> containers;
  std::vector<HtmlBlock> blocks;
  std::map<std::string, std::string> meta;  // name, property or itemprop in lower case → content; the first one counts
  std::vector<std::string> times;           // datetime of <time> that stands in no aside
  std::vector<std::string> json_ld;
  std::string title;      // <title>
  std::string canonical;  // <link rel="canonical">
  std::string language;   // <html lang>
};

/// `html` in UTF-8, having passed check_html(). Never fails: HTML5 gives every text a tree.
[[nodiscard]] HtmlTree read_tree(std::string_view html);

}  // namespace tarsach::corpus

// A saved HTML page → its article: what the page says of itself (Open Graph, JSON-LD, meta), and its main text, found
// by where the passages stand and how few of their words are links.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "corpus/article.h"
#include "corpus/delivery.h"
#include "corpus/input.h"

namespace tarsach::corpus {

/// Markup takes room beside the article's own bytes.
inline constexpr std::size_t kMaxHtmlBytes = 2 * kMaxArticleBytes;
inline constexpr std::size_t kMaxHtmlDepth = 512;        // open elements at one place
inline constexpr std::size_t kMaxHtmlAttributes = 256;   // of an element: each is compared with all before it
inline constexpr std::size_t kMaxHtmlNodes = 2'000'000;  // that the parser may be made to build

void read_html(Input& input, Delivery& delivery);

/// `bytes` in any encoding. kBadData for a page past one of the limits.
[[nodiscard]] Result<Article> read_html_page(std::string_view bytes);

/// What `<meta charset>` or `http-equiv` says at the beginning of the page; empty if nothing.
[[nodiscard]] std::string_view declared_charset(std::string_view bytes);

}  // namespace tarsach::corpus

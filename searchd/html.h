// HTML as a type of its own: text from outside becomes Html only by escape(), so it can not reach a page as markup.
//
//   fill("hit.html", {{"title", escape(hit.title)}, {"labels", labels}})     // {{title}} and {{labels}} in the file
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tarsach::searchd {

/// Finished markup.
struct Html {
  std::string text;

  Html& operator+=(const Html& more) {
    text += more.text;
    return *this;
  }
};

/// For text between tags and for attribute values in double quotes; what no page may have is replaced (query/markup.h).
[[nodiscard]] Html escape(std::string_view text);

/// Markup from our own source.
[[nodiscard]] inline Html markup(std::string_view text) { return {std::string(text)}; }

/// A file of searchd/page with its {{slots}} filled. A slot that is not given stays empty.
using Slots = std::initializer_list<std::pair<std::string_view, Html>>;
[[nodiscard]] Html fill(std::string_view file, Slots slots);

/// The same with the template itself.
[[nodiscard]] Html fill_text(std::string_view text, Slots slots);

/// As much of escaped text with marks as has so many characters, up to the end of a word, and "…" where more follows.
/// An entity is one character; a mark that is cut is closed.
[[nodiscard]] Html beginning_of(const Html& marked, std::size_t characters);

/// The address if it is an absolute http or https one, else empty: "javascript:" never becomes a link.
[[nodiscard]] std::string_view web_address(std::string_view url);

}  // namespace tarsach::searchd

// From the blocks of a saved page to its article: the title, the passages, and which of the page's dates is its own.
// Shared by the readers of plain text and of HTML.
//
//   Page page = read_page(blocks, "");
//   page.title, page.body          "Регионална клъстерна среща …", "На 5 юли в гр. Варна …\n\nСъбитието …"
//   page.published, page.dates     the date under the title; the dates of menus and of lists of other news
//
// What goes: menus, lists of other news (headlines with a date-only line), buttons, counters, names of pictures, the
// title said again, and a passage that stands a second time, also in slightly other words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/page_lines.h"
#include "schema/date.h"

namespace tarsach::corpus {

struct Page {
  std::string title;  // empty: none was found
  std::string body;   // paragraphs separated by an empty line; entries of lists begin with "• "
  std::string author;
  schema::Date published;
  std::vector<schema::Date> dates;  // elsewhere on the page, each once
};

/// `known_title` is what the page's metadata says; empty if it says nothing. Never fails; a page of nothing but
/// furniture gives an empty body.
[[nodiscard]] Page read_page(std::vector<Block> blocks, std::string_view known_title);

/// Paragraphs as a body has them, without any judgement.
[[nodiscard]] std::string join_blocks(const std::vector<Block>& blocks);

}  // namespace tarsach::corpus

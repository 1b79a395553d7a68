// A page saved as plain text: a line for each line of the page, an empty line between paragraphs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/delivery.h"
#include "corpus/input.h"
#include "corpus/page.h"

namespace tarsach::corpus {

void read_plain(Input& input, Delivery& delivery);

/// The blocks of a UTF-8 text. Lines broken at a margin are put together; bullets become Shape::kItem.
[[nodiscard]] std::vector<Block> plain_blocks(std::string_view text);

/// An article out of a page; shared with the reader of HTML.
[[nodiscard]] Article article_of(Page&& page);

}  // namespace tarsach::corpus

// Which blocks of an HTML page are its article. After the idea of "Readability" (arc90, 2009): a passage speaks for the
// container that holds it and, less, for those around that one; links speak against.
#pragma once

#include <cstddef>
#include <vector>

#include "corpus/html_tree.h"

namespace tarsach::corpus {

/// For each block of the tree whether it belongs to the article's body, in the order of the page. If nothing looks like
/// an article, all blocks outside of asides.
[[nodiscard]] std::vector<bool> choose_content(const HtmlTree& tree);

}  // namespace tarsach::corpus

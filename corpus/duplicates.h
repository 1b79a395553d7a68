// A passage that stands twice on a page counts once: the same words again, or nearly the same words near by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/page_lines.h"

namespace tarsach::corpus {

/// Removes from `blocks` what repeats an earlier block. Of two that are nearly the same, the longer text stays, in the
/// place of the first.
void remove_duplicates(std::vector<Block>& blocks);

/// Two wordings of one passage: the words of the shorter stand, in their order and nearly all, in the longer; every
/// number of it, too.
[[nodiscard]] bool nearly_same(const std::vector<std::string>& left, const std::vector<std::string>& right);

}  // namespace tarsach::corpus

// Keeps pages that are built to exhaust a parser away from it. HTML5 repairs what it reads: an open <b> is opened again
// in every later paragraph, so a page of a few hundred kilobytes can grow into gigabytes of nodes.
#pragma once

#include <string_view>

#include "base/result.h"

namespace tarsach::corpus {

/// Counts tags as the parser will, on the safe side. kBadData if kMaxHtmlDepth, kMaxHtmlNodes or
/// kMaxHtmlAttributes may be passed.
[[nodiscard]] Result<void> check_html(std::string_view html);

}  // namespace tarsach::corpus

// The description by which browsers add this service to their search boxes (OpenSearch 1.1, draft 6): the page,
// suggestions, and the feed.
#pragma once

#include <string>
#include <string_view>

#include "searchd/language.h"

namespace tarsach::searchd {

/// `site` is the origin that addresses begin with (site.h); the language is that of its words and of the page.
[[nodiscard]] std::string open_search_description(std::string_view site, Language language);

}  // namespace tarsach::searchd

// What a client prefers, from its Accept-Language and Accept headers (RFC 9110, 12.4 and 12.5). Whatever cannot be
// understood counts as no preference: these headers never make a request fail.
//
//   preferred_language("en-GB,en;q=0.9,bg;q=0.5") == Language::kEnglish
#pragma once

#include <string_view>

#include "searchd/language.h"

namespace tarsach::searchd {

/// Bulgarian unless English is ranked higher.
[[nodiscard]] Language preferred_language(std::string_view accept_language);

/// Whether a page is wanted rather than JSON: text/html is named, and not ranked below application/json.
[[nodiscard]] bool prefers_html(std::string_view accept);

/// Whether suggestions are wanted as browsers take them (OpenSearch): that type is named, and not ranked below
/// application/json.
[[nodiscard]] bool prefers_open_search(std::string_view accept);

/// Whether an If-None-Match header names this entity tag, by the weak comparison.
[[nodiscard]] bool matches_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace tarsach::searchd

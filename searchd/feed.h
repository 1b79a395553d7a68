// What a search finds, the newest first, as an Atom feed (RFC 4287) in pages (RFC 5005, 3), for feed readers.
//
// Ids are tag URIs (RFC 4151) of the host and the article's id. "updated" of an entry is the article's date, its
// unknown parts taken as the first; an article without a date has 1970-01-01 and no "published", so that it does not
// look new after each build. "updated" of the feed is when the index was built.
#pragma once

#include <string>
#include <string_view>

#include "query/request.h"
#include "searchd/parameters.h"

namespace tarsach::searchd {

/// `site` is the origin that links begin with (site.h).
[[nodiscard]] std::string atom_feed(const Search& search, const query::Response& found, std::string_view site);

/// "/feed.atom?q=…"
[[nodiscard]] std::string address_of_feed(const Search& search);

/// What the engine is asked for a feed: the newest first, and no facets.
[[nodiscard]] query::Request feed_request(const Search& search);

}  // namespace tarsach::searchd

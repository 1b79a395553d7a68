// Every JSON name of an answer, once: what /v1/search sends and `tarsach search --format json` prints.
// Broken UTF-8 becomes U+FFFD; a dump never throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/request.h"

namespace tarsach::query {

/// What a transport adds to an answer.
struct Envelope {
  std::string request_id;              // empty: left out
  std::vector<std::string> fields;     // members of a hit to show; empty: all
};

[[nodiscard]] std::string to_json(const Request& request, const Response& response, const Envelope& envelope = {});
[[nodiscard]] std::string to_json(const Hit& document, const Envelope& envelope = {});
[[nodiscard]] std::string to_json(const Facet& facet);

}  // namespace tarsach::query

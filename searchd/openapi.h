// The description of the interface as OpenAPI 3.1: paths and answers from the table of routes, parameters from theirs,
// errors from that of problems, and the shapes of JSON from api/schemas.json.
#pragma once

#include <string>

namespace tarsach::searchd {

/// The same for as long as the program runs; some 60 kB.
[[nodiscard]] std::string openapi_json();

}  // namespace tarsach::searchd

// The JSON that is the daemon's own: problems, health, version. Answers to searches are written by query/json.h.
#pragma once

#include <string>

#include "query/request.h"
#include "searchd/problem.h"
#include "searchd/readiness.h"

namespace tarsach::searchd {

/// RFC 9457, with `code`, `errors` and `requestId` added.
[[nodiscard]] std::string problem_json(const Problem& problem, const Request& request, Language language);

/// {"status":"alive"}
[[nodiscard]] std::string alive_json();
/// {"status":"ready","degraded":[{"reason":"reload_failing","since":"…"}],"index":{"generation":42,…}}
[[nodiscard]] std::string ready_json(const Readiness& readiness);
[[nodiscard]] std::string version_json(const query::IndexState& index);

}  // namespace tarsach::searchd

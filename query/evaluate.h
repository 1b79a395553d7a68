// `tarsach evaluate`: asks each judged query, prints a table with a row a query and their mean.
#pragma once

#include "base/result.h"
#include "query/console.h"
#include "query/options.h"
#include "query/outcome.h"

namespace tarsach::query {

/// kBadData for files that can not be understood, and when no query has a judgment.
[[nodiscard]] Result<Outcome> evaluate(const Settings& settings, const Console& console);

}  // namespace tarsach::query

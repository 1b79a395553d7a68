// What the manual page and the help of `tarsach` say besides its table of options. Statuses and examples stand here
// once; the examples are run by tests, over the sample corpus.
#pragma once

#include "base/options.h"

namespace tarsach::query {

[[nodiscard]] Manual manual();

}  // namespace tarsach::query

// The dictionary that a generation is built with: a copy of the installed one in its folder. Articles are analysed with
// the copy and so will queries be, whatever is installed by then.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "text/dictionary.h"

namespace tarsach::indexer {

/// Copies the installed dictionary into `folder` and opens the copy. kNotFound if none is installed, kBadData if it is
/// damaged.
[[nodiscard]] Result<std::shared_ptr<const text::Dictionary>> copy_dictionary(const std::filesystem::path& folder);

}  // namespace tarsach::indexer

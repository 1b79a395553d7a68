// share/tarsach/bulgarian.dictionary out of the two files of a Hunspell dictionary.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace tarsach::dictionary {

/// The table's bytes (text/dictionary_file.h). kNotFound or kBadData, with file and line.
[[nodiscard]] Result<std::string> bulgarian_dictionary(const std::filesystem::path& affixes,
                                                       const std::filesystem::path& words);

}  // namespace tarsach::dictionary

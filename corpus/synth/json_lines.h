// An article as the indexer reads it from JSON Lines (corpus/README.md).
#pragma once

#include <string>

#include "corpus/article.h"

namespace tarsach::corpus::synth {

/// Appends one line with its end.
void append_json_line(std::string& lines, const Article& article);

}  // namespace tarsach::corpus::synth

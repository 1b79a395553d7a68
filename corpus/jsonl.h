// JSON Lines (an article a line, streamed) and JSON files (an object, an array, or {"articles": […]}).
#pragma once

#include "base/result.h"
#include "corpus/article.h"
#include "corpus/delivery.h"
#include "corpus/input.h"

namespace tarsach::corpus {

/// JSON escapes may double the text of an article; a longer line is reported and passed over.
inline constexpr std::size_t kMaxLineBytes = 2 * kMaxArticleBytes;

void read_jsonl(Input& input, Delivery& delivery);
void read_json(Input& input, Delivery& delivery);

}  // namespace tarsach::corpus

// What was counted of the articles of a generation, exactly: the file `counts`, which only the indexer reads. `words`,
// `spelling` and `suggestions` are made of it, and an update makes those of the next generation by adding what is new
// and taking away what is gone.
//
//   TARSACH_TRY(Counts counts, decode_counts(file.bytes()));
//
// On disk (indexer/packed.h): the words with their numbers, the rows of titles, events, topics, phrases.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "indexer/phrase_counts.h"
#include "indexer/title_counts.h"
#include "indexer/word_counts.h"

namespace tarsach::indexer {

inline constexpr const char* kCountsName = "counts";  // in the folder of a generation

struct Counts {
  std::vector<CountedWord> words;  // sorted by form
  std::uint64_t forgotten = 0;     // WordCounts::forgotten()
  std::vector<TitleRow> titles;    // sorted by key, day and text
  TitleCounts::Counts events, topics;
  std::vector<Phrase> phrases;  // the most frequent first; those of the last full build
};

[[nodiscard]] std::string encode_counts(const Counts& counts);
/// kBadData for what encode_counts() has not written.
[[nodiscard]] Result<Counts> decode_counts(std::string_view bytes);

}  // namespace tarsach::indexer

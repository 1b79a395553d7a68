// What was gathered → the file `suggestions` of a generation (schema/suggestion_list.h): labels and names of the events
// and topics that have articles, all titles, the most frequent phrases and words. Phrases that are mostly written in
// capitals are given in small letters, but for names.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indexer/counts.h"
#include "schema/vocabulary.h"
#include "schema/word_list.h"
#include "text/analyzer.h"

namespace tarsach::indexer {

/// Beside the most on their shelf: phrases say more than words do.
inline constexpr std::size_t kMostPhrases = 10'000;
inline constexpr std::size_t kMostSuggestedWords = 10'000;

/// The content of the file. `words` are those of `counts`, as queries see them.
[[nodiscard]] std::string make_suggestions(const Counts& counts, std::span<const schema::IndexWord> words,
                                           const schema::Vocabulary& vocabulary, text::Analyzer& analyzer);

}  // namespace tarsach::indexer

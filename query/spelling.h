// What may have been meant by a word that the index does not have: words of the index that differ by a slip or two, and
// words with a space too many or too few.
//
//   corrections("клъстре", words, spelling)     клъстер 3.0, …
//   split("клъстернасреща", words)              "клъстер насреща"
//   join("клъ", "стер", words)                  "клъстер"
//   corrections_that("клъстеритте", known)      клъстерите 2.0: no word of the index, but known() knows it
//
// Costs are those of query/candidate.h and know nothing of how frequent a word is. For ranking add rarity().
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/candidate.h"
#include "schema/spelling_index.h"
#include "schema/word_list.h"

namespace tarsach::query {

/// Words of the index that are compared with what was typed, and candidates that are given.
inline constexpr std::size_t kMaxComparedWords = 20'000;
inline constexpr std::size_t kMaxCorrections = 8;
/// Guesses that corrections_that() asks about.
inline constexpr std::size_t kMaxGuesses = 2'000;

/// How much of −ln P(a document has the word) is added to a candidate's cost before candidates are compared, and the
/// sum: measured in docs/bulgarian.md.
inline constexpr double kRarityWeight = 0.5;
[[nodiscard]] double rarity(std::uint32_t documents, std::uint32_t all_documents);

/// The best by cost and rarity, the best first; never `form` itself. None for a word of fewer than four letters, of
/// more than kMaxSlipLetters, or with digits. `form` is normalised. `spelling` is that of `words`, else there are none.
[[nodiscard]] std::vector<Candidate> corrections(std::string_view form, const schema::WordList& words,
                                                 const schema::SpellingIndex& spelling);

/// The same among all words, in the index or not, that are one edit away and that `known` says yes to; by cost alone.
/// It is asked about 60 guesses for each letter of `form`.
[[nodiscard]] std::vector<Candidate> corrections_that(std::string_view form,
                                                      const std::function<bool(std::string_view)>& known);

/// Two words of the index, with a space between them in Candidate::form; the best by cost and rarity first.
[[nodiscard]] std::vector<Candidate> split(std::string_view form, const schema::WordList& words);

/// The one word of the index that two neighbours are together.
[[nodiscard]] std::optional<Candidate> join(std::string_view first, std::string_view second,
                                            const schema::WordList& words);

}  // namespace tarsach::query

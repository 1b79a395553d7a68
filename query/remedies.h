// When nothing was found: what would find something. Each remedy gives one thing up of what was asked, and knows how
// many articles that finds, counted by asking for it.
//
//   request    клъстер „морски мост“ -варна, topic=funding, from 2020: nothing
//   remedies   without_quotes „морски мост“ 1 · without_filter topic:funding 2 · without_word клъстер 4 · …
//
// kind                       what was given up (the order is the order of the offers)
// without_quotes             words in quotes need not stand together
// with_rewriting             words may be read otherwise and in the other language (was rewrite=off)
// without_exclusion          something that was excluded, in words or as a filter
// without_filter             all that was chosen in one field, or a field in the query
// without_period             `from` and `to`
// without_word               one part of the query
// without_filters            all filters and the period
// any_word                   any of the words is enough (was all or auto)
// without_query              the words: all that the filters leave
// any_word_without_filters   only when nothing else finds anything
#pragma once

#include <vector>

#include "query/request.h"
#include "query/search.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

inline constexpr std::size_t kMaxRemedies = 5;
/// Of more parts of a query, and of more excluded values, none is left out by itself: each costs a query.
inline constexpr std::size_t kMaxLeftOut = 6;

/// For a request that found nothing. The nearest to what was asked first; of those of one kind the one that finds
/// fewer. Of those that find the same articles only the first. Costs as much as 11 queries at most; what only changes
/// filters costs next to nothing. Throws Xapian::Error.
[[nodiscard]] std::vector<Remedy> find_remedies(Session& session, const Request& request, const Understood& understood,
                                                Watch& watch);

}  // namespace tarsach::query

// How many documents of a set have each value of a column. There are several ways, which take very different times and
// give the same numbers; count_values() takes the one that should be the quickest.
//
//   const std::vector<std::uint32_t> counts = count_values(column, matches, snapshot.documents(), watch);
//   counts[value];
//
// Where there is a choice, it depends on how many documents there are in the set: the values of few are looked up one
// by one; nearly all are what there is less the others; what is between goes value by value – by bits the values that
// many documents have, which takes as long for any set, and along the lists of the others.
#pragma once

#include <cstdint>
#include <vector>

#include "query/bitmap.h"
#include "query/columns.h"
#include "query/watch.h"

namespace tarsach::query {

enum class CountingWay : std::uint8_t { kByDocument, kByOthers, kByValue };
inline constexpr CountingWay kCountingWays[] = {CountingWay::kByDocument, CountingWay::kByOthers,
                                                CountingWay::kByValue};

/// By value. `all` are the documents that there are, and `documents` are some of them. Throws Xapian::Error when the
/// deadline passes.
[[nodiscard]] std::vector<std::uint32_t> count_values(const Column& column, const Bitmap& documents, const Bitmap& all,
                                                      Watch& watch);
/// The same in one way.
[[nodiscard]] std::vector<std::uint32_t> count_values(const Column& column, const Bitmap& documents, const Bitmap& all,
                                                      Watch& watch, CountingWay way);

}  // namespace tarsach::query

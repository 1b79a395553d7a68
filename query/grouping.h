// Articles about one event as one entry, however many there are. Every matching article stands in exactly one group, so
// that groups add up to the total and no page shows an article twice (see Group in query/request.h).
//
//   const EventGroups groups(snapshot, choices, matches, watch);
//   response.total_groups = groups.size();
//   TARSACH_TRY(response.groups, show_groups(session, request, compiled, groups, watch));
//
// Groups stand by the best article of each. To find the first ones, the best articles are ranked, then the best of
// those that are in none of the groups found so far, and so on, twice as many each time: one event that has all the
// best articles costs a second look and not a ranking of everything that matches. How deep each look goes does not
// depend on the page, so pages fit together.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "query/bitmap.h"
#include "query/compiler.h"
#include "query/facets.h"
#include "query/ranking.h"
#include "query/request.h"
#include "query/snapshot.h"
#include "query/watch.h"

namespace tarsach::query {

/// In which group each match stands. `snapshot` and `matches` must outlive it.
class EventGroups {
 public:
  /// Looks at each match once. Throws Xapian::Error when the deadline passes.
  EventGroups(const Snapshot& snapshot, const Choices& choices, const Bitmap& matches, Watch& watch);

  [[nodiscard]] const Bitmap& matches() const { return matches_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// A number: that of the event, or behind those of all events, one for each article without.
  [[nodiscard]] std::uint32_t of(std::uint32_t document) const;
  /// Empty for an article without an event.
  [[nodiscard]] std::string_view event(std::uint32_t group) const;
  [[nodiscard]] std::uint32_t total(std::uint32_t group) const;

  template <typename Action>
  void for_each(std::uint32_t group, Action&& action) const {
    if (group >= totals_.size()) return action(static_cast<std::uint32_t>(group - totals_.size()));
    for (const std::uint32_t document : events_.documents_of(group))
      if (matches_.test(document) && of(document) == group) action(document);
  }

 private:
  const Column& events_;
  const Bitmap& matches_;
  std::vector<bool> chosen_;           // by event; empty: all of them
  std::vector<std::uint32_t> totals_;  // by event
  std::uint64_t size_ = 0;
};

struct RankedGroup {
  std::uint32_t group = 0;
  std::vector<Ranked> best = {};  // as many as the request shows
};

/// The groups of the request's page in their order. Throws Xapian::Error.
[[nodiscard]] std::vector<RankedGroup> rank_groups(const Session& session, const Request& request,
                                                   std::span<const ScoredWord> words, const EventGroups& groups,
                                                   Watch& watch);

/// The same as they are answered.
[[nodiscard]] Result<std::vector<HitGroup>> show_groups(Session& session, const Request& request,
                                                        const Compiled& compiled, const EventGroups& groups,
                                                        Watch& watch);

}  // namespace tarsach::query

#include "query/grouping.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

#include "query/search.h"

namespace tarsach::query {

namespace {

using schema::Field;

/// Finds the groups of one request in their order.
class GroupRanking {
 public:
  GroupRanking(const Session& session, const Request& request, std::span<const ScoredWord> words,
               const EventGroups& groups, Watch& watch)
      : session_(session), request_(request), words_(words), groups_(groups), watch_(watch) {}

  /// The first `wanted` of them, with those of their articles that were met on the way.
  std::vector<RankedGroup> find(std::size_t wanted) const {
    std::vector<RankedGroup> found;
    Bitmap left = groups_.matches();
    std::vector<Ranked> best = head(left);
    for (std::size_t depth = 2 * kHeadDepth; !best.empty(); depth *= 2) {
      const std::size_t known = found.size();
      add(best, found);
      if (found.size() >= wanted) break;
      for (std::size_t i = known; i < found.size(); ++i)
        groups_.for_each(found[i].group, [&](std::uint32_t document) { left.reset(document); });
      best = behind_head(left, depth);
    }
    return found;
  }

  /// The articles that are to be shown and were not met.
  void complete(RankedGroup& group) const {
    const std::size_t wanted = std::min<std::size_t>(request_.group_limit, groups_.total(group.group));
    if (group.best.size() == wanted) return;
    Bitmap left(groups_.matches().size());
    groups_.for_each(group.group, [&](std::uint32_t document) { left.set(document); });
    for (const Ranked& ranked : group.best) left.reset(ranked.document);
    const std::vector<Ranked> more = behind_head(left, wanted - group.best.size());
    group.best.insert(group.best.end(), more.begin(), more.end());
  }

 private:
  [[nodiscard]] std::vector<Ranked> head(const Bitmap& matches) const {
    if (request_.sort != Sort::kRelevance) return behind_head(matches, kHeadDepth);
    return rank_by_relevance(session_, words_, matches, kHeadDepth, watch_);
  }

  [[nodiscard]] std::vector<Ranked> behind_head(const Bitmap& matches, std::size_t depth) const {
    watch_.look();
    if (request_.sort != Sort::kRelevance) return rank_by_date(session_.snapshot(), matches, request_.sort, depth);
    return rank_behind_head(session_, words_, matches, depth, watch_);
  }

  // `best` are the best of what is left, so of each new group they have its best.
  void add(const std::vector<Ranked>& best, std::vector<RankedGroup>& found) const {
    std::unordered_map<std::uint32_t, std::size_t> places;
    for (const Ranked& ranked : best) {
      const std::uint32_t group = groups_.of(ranked.document);
      const auto [place, is_new] = places.try_emplace(group, found.size());
      if (is_new) found.push_back({group});
      std::vector<Ranked>& of_group = found[place->second].best;
      if (of_group.size() < request_.group_limit) of_group.push_back(ranked);
    }
  }

  const Session& session_;
  const Request& request_;
  std::span<const ScoredWord> words_;
  const EventGroups& groups_;
  Watch& watch_;
};

}  // namespace

EventGroups::EventGroups(const Snapshot& snapshot, const Choices& choices, const Bitmap& matches, Watch& watch)
    : events_(snapshot.columns().of(Field::kEvent)), matches_(matches), totals_(events_.values().size()) {
  if (const Choices::Chosen* chosen = choices.chosen(Field::kEvent)) {
    chosen_.resize(totals_.size());
    for (const std::uint32_t value : chosen->values) chosen_[value] = true;
  }
  matches.for_each([&](std::uint32_t document) {
    watch.step();
    const std::uint32_t group = of(document);
    size_ += group >= totals_.size() || totals_[group]++ == 0;
  });
}

std::uint32_t EventGroups::of(std::uint32_t document) const {
  for (const std::uint32_t value : events_.values_of(document))
    if (chosen_.empty() || chosen_[value]) return value;
  return static_cast<std::uint32_t>(totals_.size()) + document;
}

std::string_view EventGroups::event(std::uint32_t group) const {
  return group < totals_.size() ? std::string_view(events_.values()[group]) : std::string_view();
}

std::uint32_t EventGroups::total(std::uint32_t group) const { return group < totals_.size() ? totals_[group] : 1; }

std::vector<RankedGroup> rank_groups(const Session& session, const Request& request, std::span<const ScoredWord> words,
                                     const EventGroups& groups, Watch& watch) {
  if (request.limit == 0 || request.offset >= groups.size()) return {};
  const GroupRanking ranking(session, request, words, groups, watch);
  std::vector<RankedGroup> page = ranking.find(request.offset + request.limit);
  page.resize(std::min(page.size(), request.offset + request.limit));
  page.erase(page.begin(), page.begin() + static_cast<std::ptrdiff_t>(request.offset));
  for (RankedGroup& group : page) ranking.complete(group);
  return page;
}

Result<std::vector<HitGroup>> show_groups(Session& session, const Request& request, const Compiled& compiled,
                                          const EventGroups& groups, Watch& watch) {
  const std::vector<RankedGroup> page = rank_groups(session, request, compiled.words, groups, watch);
  std::vector<Ranked> documents;
  for (const RankedGroup& group : page) documents.insert(documents.end(), group.best.begin(), group.best.end());
  TARSACH_TRY(std::vector<Hit> hits, show(session, request, compiled.highlights, documents, watch));
  std::vector<HitGroup> shown;
  auto next = std::make_move_iterator(hits.begin());
  for (const RankedGroup& group : page) {
    const std::string_view event = groups.event(group.group);
    const auto end = next + static_cast<std::ptrdiff_t>(group.best.size());
    shown.push_back({{std::string(event), label_of(session.snapshot().vocabulary(), Field::kEvent, event)},
                     groups.total(group.group),
                     {next, end}});
    next = end;
  }
  return shown;
}

}  // namespace tarsach::query

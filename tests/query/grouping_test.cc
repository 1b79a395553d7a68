// Grouping against an oracle that looks at every article, and the cases that it was made for.
#include "query/grouping.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "tests/query/oracle.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

using schema::Field;

constexpr unsigned kCorpora = 25;
constexpr unsigned kQueries = 16;  // for each corpus: 400 pairs

/// "e1 12: d7 d3", a line a group.
std::string lines(const std::vector<HitGroup>& groups) {
  std::string text;
  for (const HitGroup& group : groups) {
    text += (group.event.id.empty() ? "-" : group.event.id) + " " + std::to_string(group.total) + ":";
    for (const Hit& hit : group.hits) text += " " + hit.id;
    text += "\n";
  }
  return text;
}

Request grouped(Request request, std::size_t group_limit = 3) {
  request.group = Group::kEvent;
  request.group_limit = group_limit;
  request.facets.clear();
  request.highlight = false;
  return request;
}

Response search(const Engine& engine, const Request& request) {
  return value_of(engine.search(request, Deadline::never()));
}

/// Every hit of a request in its order, page by page.
std::vector<Hit> all_hits(const Engine& engine, Request request) {
  std::vector<Hit> hits;
  request.group = Group::kNone;
  for (request.limit = kMaxPerPage;; request.offset += request.limit) {
    const Response response = search(engine, request);
    hits.insert(hits.end(), response.hits.begin(), response.hits.end());
    if (hits.size() >= response.total) return hits;
  }
}

std::vector<HitGroup> all_groups(const Engine& engine, Request request, std::size_t per_page) {
  std::vector<HitGroup> groups;
  request.limit = per_page;
  for (request.offset = 0;; request.offset += per_page) {
    const Response response = search(engine, request);
    groups.insert(groups.end(), response.groups.begin(), response.groups.end());
    if (response.groups.size() < per_page) return groups;
  }
}

std::string event_of(const Hit& hit, const Request& request) {
  std::vector<std::string> chosen;
  for (const Filter& filter : request.filters)
    if (filter.field == Field::kEvent) chosen.insert(chosen.end(), filter.values.begin(), filter.values.end());
  for (const LabelledId& event : hit.events)
    if (chosen.empty() || std::find(chosen.begin(), chosen.end(), event.id) != chosen.end()) return event.id;
  return {};
}

/// What the groups must be: each hit of the whole list, in its order, put to the first of its event.
std::vector<HitGroup> expected_groups(const Engine& engine, const Request& request) {
  std::vector<HitGroup> groups;
  std::map<std::string, std::size_t> places;
  for (Hit& hit : all_hits(engine, request)) {
    const std::string event = event_of(hit, request);
    const auto [place, is_new] = places.try_emplace(event, groups.size());
    if (event.empty() || is_new) {
      place->second = groups.size();
      groups.emplace_back().event.id = event;
    }
    HitGroup& group = groups[place->second];
    if (group.total++ < request.group_limit) group.hits.push_back(std::move(hit));
  }
  return groups;
}

void expect_groups(const Engine& engine, const Request& request) {
  const std::vector<HitGroup> expected = expected_groups(engine, request);
  for (const std::size_t per_page : {1U, 4U, 10U}) {
    if (expected.size() / per_page > 30) continue;
    EXPECT_EQ(lines(all_groups(engine, request, per_page)), lines(expected)) << request.query << ": " << per_page;
  }
  const Response response = search(engine, request);
  EXPECT_EQ(response.total_groups, expected.size()) << request.query;
  EXPECT_EQ(response.total, value_of(engine.count(request, Deadline::never()))) << request.query;
  EXPECT_TRUE(response.hits.empty());
}

TEST(Grouping, AgreesWithPuttingEveryHitToItsEvent) {
  constexpr std::array kSorts = {Sort::kRelevance, Sort::kNewestFirst, Sort::kOldestFirst};
  for (unsigned seed = 0; seed < kCorpora && !::testing::Test::HasFailure(); ++seed) {
    Oracle oracle(seed);
    TestIndex index;
    for (std::size_t i = oracle.below(300); i > 0; --i) index.add(oracle.document(i).record);
    const auto engine = index.publish_and_open();
    for (unsigned i = 0; i < kQueries; ++i) {
      Request request = grouped(oracle.request(oracle.query(2)), 1 + oracle.below(5));
      request.limit = 10;
      if (oracle.below(4) == 0) request.query.clear();
      request.sort = kSorts[oracle.below(kSorts.size())];
      expect_groups(*engine, request);
    }
  }
}

class GroupingTest : public ::testing::Test {
 protected:
  void add(const std::string& id, const std::string& body, std::vector<std::string> events, schema::Date date = {}) {
    index_.add(
        {.id = id, .title = "Новина", .body = body, .date = date, .language = "bg", .events = std::move(events)});
  }

  TestIndex index_;
};

TEST_F(GroupingTest, PutsAnArticleToItsFirstEventOrToTheChosenOne) {
  add("both", "клъстер", {"varna", "sofia"});
  add("alone", "клъстер", {});
  add("sofia", "клъстер", {"sofia"});
  const auto engine = index_.publish_and_open();
  Request request = grouped({.query = "клъстер", .sort = Sort::kNewestFirst});
  EXPECT_EQ(lines(search(*engine, request).groups), "varna 1: both\n- 1: alone\nsofia 1: sofia\n");
  request.filters = {{Field::kEvent, {"sofia"}}};
  EXPECT_EQ(lines(search(*engine, request).groups), "sofia 2: both sofia\n");
  request.filters = {{Field::kEvent, {"sofia", "varna"}}};
  EXPECT_EQ(lines(search(*engine, request).groups), "varna 1: both\nsofia 1: sofia\n");
}

TEST_F(GroupingTest, FindsWhatStandsBehindAThousandArticlesOfOneEvent) {
  for (std::size_t i = 0; i < 1'000; ++i) add("v" + std::to_string(i), "клъстер клъстер", {"varna"});
  for (std::size_t i = 0; i < 5; ++i) add("s" + std::to_string(i), "клъстер и други думи край него", {"sofia"});
  add("alone", "клъстер и още повече други думи край него в тази новина", {});
  const auto engine = index_.publish_and_open();
  const Response response = search(*engine, grouped({.query = "клъстер"}, 2));
  EXPECT_EQ(lines(response.groups), "varna 1000: v0 v1\nsofia 5: s0 s1\n- 1: alone\n");
  EXPECT_EQ(response.total_groups, 3U);
  EXPECT_EQ(response.total, 1'006U);
}

TEST_F(GroupingTest, LeavesTotalsAndFacetsAsTheyAre) {
  add("a", "клъстер", {"varna", "sofia"}, day(2018));
  add("b", "клъстер", {"varna"}, day(2017));
  add("c", "клъстер", {}, day(2017));
  const auto engine = index_.publish_and_open();
  const Response flat = search(*engine, {.query = "клъстер"});
  const Response response = search(*engine, {.query = "клъстер", .group = Group::kEvent});
  EXPECT_EQ(response.total, flat.total);
  ASSERT_EQ(response.facets.size(), flat.facets.size());
  for (std::size_t i = 0; i < flat.facets.size(); ++i) {
    ASSERT_EQ(response.facets[i].counts.size(), flat.facets[i].counts.size());
    for (std::size_t j = 0; j < flat.facets[i].counts.size(); ++j) {
      EXPECT_EQ(response.facets[i].counts[j].value, flat.facets[i].counts[j].value);
      EXPECT_EQ(response.facets[i].counts[j].count, flat.facets[i].counts[j].count);
    }
  }
}

TEST_F(GroupingTest, CountsGroupsWithoutShowingAny) {
  add("a", "клъстер", {"varna"});
  add("b", "клъстер", {});
  const auto engine = index_.publish_and_open();
  const Response response = search(*engine, grouped({.query = "клъстер", .limit = 0}));
  EXPECT_TRUE(response.groups.empty());
  EXPECT_EQ(response.total_groups, 2U);
}

TEST_F(GroupingTest, MarksAndScoresItsHitsAsASearchDoes) {
  add("a", "За клъстерите във Варна", {"varna"}, day(2018));
  add("b", "Клъстер", {"varna"}, day(2017));
  const auto engine = index_.publish_and_open();
  const Response flat = search(*engine, {.query = "клъстер"});
  const Response response = search(*engine, {.query = "клъстер", .group = Group::kEvent});
  ASSERT_EQ(response.groups.size(), 1U);
  ASSERT_EQ(response.groups[0].hits.size(), flat.hits.size());
  for (std::size_t i = 0; i < flat.hits.size(); ++i) {
    EXPECT_EQ(response.groups[0].hits[i].formatted_body, flat.hits[i].formatted_body);
    EXPECT_EQ(response.groups[0].hits[i].score, flat.hits[i].score);
  }
}

TEST_F(GroupingTest, RefusesWhatPassesItsLimits) {
  const auto engine = index_.publish_and_open();
  const auto refusal = [&](std::size_t limit, std::size_t group_limit) {
    const auto response = engine->search(grouped({.limit = limit}, group_limit), Deadline::never());
    return response ? "" : response.error().message;
  };
  EXPECT_EQ(refusal(10, 0), "group_limit: 0 hits of each group are none");
  EXPECT_EQ(refusal(10, 101), "group_limit: 101 is more than 100");
  EXPECT_EQ(refusal(10, 100), "");
  EXPECT_EQ(refusal(100, 10), "");
  EXPECT_EQ(refusal(100, 11), "group_limit: 11 hits of each of 100 groups are more than 1000");
}

}  // namespace
}  // namespace tarsach::query

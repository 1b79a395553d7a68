#include "query/facets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/query/oracle.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

using schema::Field;

std::string shown(const Facet& facet) {
  std::string text = std::to_string(facet.values) + ":";
  for (const FacetCount& count : facet.counts)
    text += " " + count.value + "=" + std::to_string(count.count) + (count.selected ? "*" : "");
  return text;
}

TEST(Facets, AreTheSameWhenOnlyTheFirstValuesAreWanted) {
  Oracle oracle(20261122);
  TestIndex index;
  for (std::size_t i = 0; i < 150; ++i) {
    schema::Record record = oracle.document(i).record;
    record.topics.clear();
    for (std::size_t topic = oracle.below(4); topic > 0; --topic)
      record.topics.push_back("t" + std::to_string(std::min(oracle.below(30), oracle.below(30))));
    index.add(record);
  }
  const auto snapshot = index.publish_and_open_snapshot();
  Watch watch(Deadline::never());
  for (int i = 0; i < 200; ++i) {
    Request request;
    if (oracle.below(2) == 0) request.filters = {{Field::kTopic, {"t5", "t29", "none"}, {}}};
    Bitmap matches(snapshot->documents().size());
    const std::size_t share = 1 + oracle.below(20);
    snapshot->documents().for_each([&](std::uint32_t document) {
      if (oracle.below(share) == 0) matches.set(document);
    });
    const Choices choices(*snapshot, request);
    for (const Field field : {Field::kEvent, Field::kTopic, Field::kYear})
      for (const std::size_t limit : {0U, 1U, 2U, 5U, 12U, 100U}) {
        Facet all = count_facet(*snapshot, choices, {.field = field}, matches, watch);
        Facet first = count_facet(*snapshot, choices, {.field = field, .first = limit}, matches, watch);
        narrow(all, limit);
        narrow(first, limit);
        ASSERT_EQ(shown(first), shown(all)) << limit;
      }
  }
}

}  // namespace
}  // namespace tarsach::query

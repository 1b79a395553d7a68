// An index of several shards gives the very answers of the same articles in one database.
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>

#include "tests/query/oracle.h"
#include "tests/query/test_index.h"

namespace tarsach::query {
namespace {

constexpr std::array<std::size_t, 3> kShards = {2, 3, 4};

std::string told(const Response& response) {
  std::string text = std::to_string(response.total) + ":";
  for (const Hit& hit : response.hits) text += " " + hit.id;
  for (const Facet& facet : response.facets) {
    text += " |";
    for (const FacetCount& count : facet.counts) text += " " + count.value + "=" + std::to_string(count.count);
  }
  return text;
}

TEST(Shards, GiveTheAnswersOfOneDatabase) {
  for (unsigned seed = 0; seed < 12 && !::testing::Test::HasFailure(); ++seed) {
    Oracle oracle(seed);
    TestIndex index;
    for (std::size_t i = oracle.below(90); i > 0; --i) index.add(oracle.document(i).record);
    const auto one = index.publish_and_open();
    for (const std::size_t shards : kShards) {
      index.use_shards(shards);
      const auto several = index.publish_and_open();
      for (unsigned i = 0; i < 12; ++i) {
        const Request request = oracle.request(oracle.query(3));
        EXPECT_EQ(told(value_of(several->search(request, Deadline::never()))),
                  told(value_of(one->search(request, Deadline::never()))))
            << request.query << " in " << shards << " shards";
      }
    }
  }
}

}  // namespace
}  // namespace tarsach::query

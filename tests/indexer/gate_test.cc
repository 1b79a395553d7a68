#include "indexer/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/articles.h"

namespace tarsach::indexer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Gate, ReadsAFloor) {
  const auto floor = parse_floor("recall@10=0.5");
  ASSERT_TRUE(floor);
  EXPECT_EQ(floor->measure, "recall@10");
  EXPECT_EQ(floor->least, 0.5);
  EXPECT_EQ(parse_floor("mrr=1")->least, 1);
  for (const char* wrong : {"", "mrr", "mrr=", "mrr=x", "mrr=0.5x", "mrr=1.5", "mrr=-1", "mrr=nan", "ndcg=0.5", "=0.5"})
    EXPECT_EQ(parse_floor(wrong).error().code, ErrorCode::kUsage) << wrong;
}

TEST(Gate, RefusesOptionsThatMakeNoSenseBeforeAnythingIsBuilt) {
  const Workplace place;
  const auto file = place.write("judgments.tsv", "");
  EXPECT_TRUE(Gate::open({}));
  for (const auto& options : std::vector<Gate::Options>{{.floors = {"mrr=0.5"}},
                                                        {.queries = file},
                                                        {.judgments = file},
                                                        {.judgments = file, .floors = {"map=0.5"}},
                                                        {.judgments = file + ".none", .floors = {"mrr=0.5"}}})
    EXPECT_EQ(Gate::open(options).error().code, ErrorCode::kUsage);
}

TEST(Gate, NeedsTheProgramThatMeasures) {
  const Workplace place;
  const auto gate = Gate::open({.judgments = place.write("judgments.tsv", ""), .floors = {"mrr=0.5"}});
  ASSERT_FALSE(gate) << "there is no tarsach beside this test";
  EXPECT_EQ(gate.error().code, ErrorCode::kConfiguration);
  EXPECT_THAT(gate.error().message, HasSubstr("/tarsach, which is not there"));
}

TEST(Gate, KeepsWhatIsRefusedFromBeingPublishedAndFromStaying) {
  const Workplace place;
  ASSERT_TRUE(place.build({place.write("before.jsonl", article_lines(3))}));
  Publication wishes;
  wishes.judge = [&](std::uint64_t generation) -> Result<void> {
    EXPECT_EQ(generation, 2U);
    EXPECT_TRUE(std::filesystem::exists(place.index().generation_path(2)));
    EXPECT_EQ(place.index().current().value(), 1U);
    return fail(ErrorCode::kBadData, "too bad");
  };
  const auto refused = place.build({place.write("after.jsonl", article_lines(5))}, wishes);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "too bad");
  EXPECT_EQ(place.index().current().value(), 1U);
  EXPECT_THAT(place.index().generations().value(), ElementsAre(1U));
}

}  // namespace
}  // namespace tarsach::indexer

#include "indexer/memory.h"

#include <gtest/gtest.h>

namespace tarsach::indexer {
namespace {

MemoryShares shares_of(std::uint64_t mebibytes, unsigned threads) {
  const auto shares = share_memory(mebibytes, threads);
  EXPECT_TRUE(shares) << mebibytes << " MiB, " << threads << " threads";
  return shares.value_or(MemoryShares{});
}

TEST(Memory, IsUnboundedWhenNobodyBoundsIt) {
  const MemoryShares defaults, given = shares_of(0, 64), plenty = shares_of(8192, 2);
  EXPECT_EQ(given.most_forms, defaults.most_forms);
  EXPECT_EQ(given.batch_bytes, defaults.batch_bytes);
  EXPECT_EQ(plenty.batch_bytes, defaults.batch_bytes);
  EXPECT_EQ(plenty.flush_text_bytes, defaults.flush_text_bytes);
  EXPECT_EQ(plenty.most_lexemes, defaults.most_lexemes);
  EXPECT_EQ(plenty.most_titles, defaults.most_titles);
}

TEST(Memory, IsDividedAmongThreads) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::size_t before = 0;
    for (const std::uint64_t mebibytes : {600, 800, 1200}) {
      const MemoryShares shares = shares_of(mebibytes, threads);
      EXPECT_GE(shares.most_forms, before);
      EXPECT_GE(shares.batch_bytes, 512U * 1024);
      EXPECT_GE(shares.flush_text_bytes, 512U * 1024);
      EXPECT_GE(shares.most_titles, 10'000U);
      EXPECT_LE(threads * (4 * shares.batch_bytes + 10 * shares.flush_text_bytes), mebibytes * 1024 * 1024 / 2 + 1);
      before = shares.most_forms;
    }
  }
}

TEST(Memory, IsRefusedWithTheLeastThatWouldDo) {
  const auto refused = share_memory(150, 2);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  EXPECT_EQ(refused.error().message, "--memory 150 is too little: 2 threads need at least 160 MiB");
  EXPECT_TRUE(share_memory(160, 2));
  EXPECT_TRUE(share_memory(96, 1));
  EXPECT_EQ(share_memory(95, 1).error().message, "--memory 95 is too little: 1 thread needs at least 96 MiB");
}

}  // namespace
}  // namespace tarsach::indexer

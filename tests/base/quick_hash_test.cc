#include "base/quick_hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tarsach {
namespace {

TEST(QuickHash, LooksAtEveryByte) {
  for (std::size_t size = 0; size <= 70; ++size) {
    const std::string bytes(size, 'x');
    std::set<std::uint64_t> hashes = {quick_hash(bytes)};
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = bytes;
      other[at] = 'y';
      EXPECT_TRUE(hashes.insert(quick_hash(other)).second) << size << " bytes, byte " << at;
    }
    EXPECT_TRUE(hashes.insert(quick_hash(bytes + 'x')).second) << size;
    EXPECT_EQ(quick_hash(std::string(size, 'x')), quick_hash(bytes));
  }
}

TEST(QuickHash, SpreadsNumbersOverTheLowBits) {
  std::set<std::uint64_t> places;
  constexpr std::uint64_t kPlaces = 1 << 16;
  for (int i = 0; i < 10'000; ++i) places.insert(quick_hash("дума" + std::to_string(i)) % kPlaces);
  EXPECT_GT(places.size(), 9'000U);  // 9,270 are to be expected of chance
}

}  // namespace
}  // namespace tarsach

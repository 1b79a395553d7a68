#include "base/digest.h"

#include <gtest/gtest.h>

#include <string>
#include <unordered_set>

namespace tarsach {
namespace {

/// 00 01 02 … 0f, as in the test vectors of the algorithm's authors.
constexpr DigestKey kKey{0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL};

/// 00 01 02 …, so many bytes.
std::string counted(int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(i);
  return bytes;
}

TEST(Digest, IsThatOfTheAuthorsTestVectors) {
  EXPECT_EQ(digest(kKey, ""), (Digest{0xe6a825ba047f81a3ULL, 0x930255c71472f66dULL}));
  EXPECT_EQ(digest(kKey, counted(1)), (Digest{0x44af996bd8c187daULL, 0x45fc229b11597634ULL}));
  EXPECT_EQ(digest(kKey, counted(8)), (Digest{0x61f55862baa9623bULL, 0xb49714f364e2830fULL}));
  EXPECT_EQ(digest(kKey, counted(63)), (Digest{0x4a83502f77d15051ULL, 0x7cbd3f979a063e50ULL}));
}

TEST(Digest, DiffersByEveryByteByTheLengthAndByTheKey) {
  std::unordered_set<Digest, DigestHash> seen;
  for (int size = 0; size < 40; ++size)
    EXPECT_TRUE(seen.insert(digest(kKey, std::string(40, '\0').substr(0, size))).second);
  for (int at = 0; at < 40; ++at) {
    std::string bytes(40, '\0');
    bytes[static_cast<std::size_t>(at)] = 'x';
    EXPECT_TRUE(seen.insert(digest(kKey, bytes)).second) << at;
  }
  EXPECT_TRUE(seen.insert(digest(DigestKey::random(), "")).second);
}

TEST(Digest, HasARandomKeyEachTime) { EXPECT_FALSE(DigestKey::random() == DigestKey::random()); }

}  // namespace
}  // namespace tarsach

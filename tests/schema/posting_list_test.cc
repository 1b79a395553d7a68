#include "schema/posting_list.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <cstring>
#include <functional>
#include <random>
#include <vector>

namespace tarsach::schema {
namespace {

using Postings = std::vector<Posting>;

TEST(PackedNumbers, ComeBackWhateverBitsTheyHave) {
  std::mt19937 random(1);
  for (unsigned bits = 0; bits <= kMaxBits; ++bits) {
    NumberBlock numbers{}, unpacked{};
    const std::uint64_t most = std::uint64_t{1} << bits;
    for (std::uint32_t& number : numbers) number = static_cast<std::uint32_t>(random() % most);
    numbers[random() % kNumbersInBlock] = static_cast<std::uint32_t>(most - 1);
    EXPECT_EQ(bits_of(numbers), bits);
    std::string bytes = "?";  // so that they are not aligned
    pack(numbers, bits, bytes);
    ASSERT_EQ(bytes.size(), 1 + packed_bytes(bits));
    unpack(bytes.data() + 1, bits, unpacked);
    EXPECT_EQ(unpacked, numbers) << bits;
    for (std::size_t i = 0; i < kNumbersInBlock; ++i)
      EXPECT_EQ(unpack_one(bytes.data() + 1, bits, i), numbers[i]) << bits << ' ' << i;
  }
}

/// Documents are up to `gap` apart, and have the term up to `times` times.
Postings some_postings(std::size_t size, std::uint32_t gap, std::uint32_t times) {
  std::mt19937 random(static_cast<unsigned>(size) + gap);
  Postings postings;
  std::uint32_t document = 0;
  for (std::size_t i = 0; i < size; ++i)
    postings.push_back(
        {document += 1 + static_cast<std::uint32_t>(random() % gap), 1 + static_cast<std::uint32_t>(random() % times)});
  return postings;
}

struct Packed {
  std::string bytes;
  PostingList list;
  std::size_t end;

  explicit Packed(const Postings& postings) : end(postings.empty() ? 1 : postings.back().document + std::size_t{1}) {
    append_posting_list(postings, bytes);
    list = {static_cast<std::uint32_t>(postings.size()), 0, bytes};
  }
};

Postings read(PostingBlocks blocks) {
  Postings postings;
  while (blocks.next())
    for (std::size_t i = 0; i < blocks.documents().size(); ++i)
      postings.push_back({blocks.documents()[i], blocks.times()[i]});
  return postings;
}

std::vector<std::uint64_t> bitmap_of(PostingBlocks blocks, std::size_t end) {
  std::vector<std::uint64_t> bitmap((end + 63) / 64);
  while (blocks.next()) blocks.set_in(bitmap);
  return bitmap;
}

const std::vector<Postings>& all_shapes() {
  static const std::vector<Postings> shapes = [] {
    std::vector<Postings> made;
    for (const std::size_t size : {0U, 1U, 2U, 127U, 128U, 129U, 256U, 1000U, 5000U})
      for (const std::uint32_t gap : {1U, 2U, 4U, 9U, 300U, 70'000U})
        for (const std::uint32_t times : {1U, 2U, 9U, 5000U}) made.push_back(some_postings(size, gap, times));
    made.push_back({{1, 1}, {0xFFFFFFFE, kMaxTimes}});
    Postings to_the_end = some_postings(127, 3, 2);
    to_the_end.push_back({0xFFFFFFFE, kMaxTimes});
    made.push_back(to_the_end);
    return made;
  }();
  return shapes;
}

TEST(PostingList, ComesBackWhateverItsShape) {
  for (const Postings& postings : all_shapes()) {
    const Packed packed(postings);
    EXPECT_EQ(read(PostingBlocks(packed.list, packed.end)), postings);
    if (packed.end > 1'000'000) continue;
    std::vector<std::uint64_t> expected((packed.end + 63) / 64);
    for (const Posting& posting : postings)
      expected[posting.document >> 6] |= std::uint64_t{1} << (posting.document & 63);
    EXPECT_EQ(bitmap_of(PostingBlocks(packed.list, packed.end), packed.end), expected);
  }
}

TEST(PostingList, IsLookedThroughForDocuments) {
  std::mt19937 random(2);
  for (const Postings& postings : all_shapes()) {
    const Packed packed(postings);
    for (const std::uint32_t step : {1U, 40U, 3000U}) {
      PostingBlocks blocks(packed.list, packed.end);
      auto expected = postings.begin();
      std::uint32_t document = 0;
      for (int i = 0; i < 300 && document + std::uint64_t{step} < packed.end; ++i) {
        document += 1 + static_cast<std::uint32_t>(random() % step);
        if (random() % 3 == 0 && expected != postings.end()) document = std::max(document, expected->document);
        while (expected != postings.end() && expected->document < document) ++expected;
        const bool has = expected != postings.end() && expected->document == document;
        ASSERT_EQ(blocks.skip_to(document), expected != postings.end());
        if (expected == postings.end()) break;
        if (random() % 4 == 0) (void)blocks.documents();
        ASSERT_EQ(blocks.times_of(document), has ? expected->times : 0);
      }
    }
  }
}

TEST(PostingList, OfCloseDocumentsIsABitForEach) {
  const Packed every(some_postings(12'800, 1, 1)), second(some_postings(12'800, 3, 1)),
      far(some_postings(12'800, 64, 1));
  EXPECT_LT(every.bytes.size(), 12'800U / 12);  // nothing but the table: all gaps are 0
  EXPECT_LT(second.bytes.size(), 12'800U * 3 / 8);
  EXPECT_LT(far.bytes.size(), 12'800U * 7 / 8);
}

/// Everything that can be asked of it. Whether it was refused.
bool refuses(const PostingList& list, std::size_t end) {
  std::vector<std::uint64_t> bitmap((end + 63) / 64);
  try {
    for (PostingBlocks blocks(list, end); blocks.next();) {
      blocks.set_in(bitmap);
      for (const std::uint32_t document : blocks.documents()) EXPECT_LT(document, end);
      for (const std::uint32_t times : blocks.times()) EXPECT_LE(times - 1, kMaxTimes - 1);
    }
    PostingBlocks blocks(list, end);
    for (std::uint32_t document = 1; document < end && blocks.skip_to(document); document += 7)
      EXPECT_LE(blocks.times_of(document), kMaxTimes);
  } catch (const Xapian::DatabaseCorruptError&) {
    return true;
  }
  return false;
}

TEST(PostingList, IsRefusedOrWithinItsBoundsWhateverByteIsAnother) {
  for (const std::uint32_t gap : {2U, 30U}) {
    const Packed packed(some_postings(300, gap, 3));
    std::size_t refused = 0;
    for (std::size_t at = 0; at < packed.bytes.size(); ++at)
      for (const int change : {1, 2, 0x80, 0xFF}) {
        std::string bytes = packed.bytes;
        bytes[at] = static_cast<char>(bytes[at] ^ change);
        refused += refuses({300, 0, bytes}, packed.end) ? 1 : 0;
      }
    EXPECT_GT(refused, packed.bytes.size());
  }
}

TEST(PostingList, IsRefusedWhenItIsCutOrHasOtherDocumentsThanItSays) {
  const Packed packed(some_postings(300, 20, 3));
  for (std::size_t size = 0; size < packed.bytes.size(); ++size)
    EXPECT_TRUE(refuses({300, 0, packed.list.bytes.substr(0, size)}, packed.end)) << size;
  EXPECT_TRUE(refuses({299, 0, packed.bytes}, packed.end));
  EXPECT_TRUE(refuses({301, 0, packed.bytes}, packed.end));
  EXPECT_TRUE(refuses({0xFFFFFFFF, 0, packed.bytes}, packed.end));
  EXPECT_TRUE(refuses(packed.list, packed.end - 1)) << "a document behind the last one";
  EXPECT_FALSE(refuses(packed.list, packed.end));
}

}  // namespace
}  // namespace tarsach::schema

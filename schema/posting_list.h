// The documents that have a term, and how often each has it, as they stand in a file of posting lists
// (schema/posting_file.h): written at once, read block by block, and only what is asked for of a block.
//
//   append_posting_list(postings, bytes);                               // ascending
//
//   PostingBlocks blocks(list, end);
//   while (blocks.next())
//     for (const std::uint32_t document : blocks.documents()) …         // and times(), in the same order
//   if (blocks.skip_to(77)) times = blocks.times_of(77);                // 0: it does not have the term
//
// On disk, little-endian: for each block of 128 postings its last document and where it ends (u32 each); the blocks;
// the postings that do not fill one. A block: how its documents are coded, the bits of its times (u8 each), documents,
// times - 1 in packed numbers. Documents are packed numbers of up to 32 bits (how far each is from the next one behind
// the one before it), or, where they stand close, 32 + n stands for a bit for each document in n words of 64 bits:
// those of a bitmap from the first one that could be in the block to that of its last one. Of the rest, each posting
// is one or two varints (seven bits a byte, the lowest first): that distance · 2, and 1 if it has the term more than
// once, then times - 2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "schema/packed_numbers.h"

namespace tarsach::schema {

struct Posting {
  std::uint32_t document = 0;  // in the numbering of all shards together: schema/shards.h
  std::uint32_t times = 0;     // that it has the term

  bool operator==(const Posting&) const = default;
};

/// No document has a term more often.
inline constexpr unsigned kMaxTimesBits = 30;
inline constexpr std::uint32_t kMaxTimes = std::uint32_t{1} << kMaxTimesBits;

/// A view of one in a file.
struct PostingList {
  std::uint32_t documents = 0;
  std::uint64_t occurrences = 0;
  std::string_view bytes = {};
};

/// Documents ascend from 1, times are from 1 to kMaxTimes.
void append_posting_list(std::span<const Posting> postings, std::string& bytes);

/// Whatever the bytes are, nothing outside of them is read, and documents are below the end. Methods throw
/// Xapian::DatabaseCorruptError for bytes that are no list. The list outlives it.
class PostingBlocks {
 public:
  /// `end` is the last docid + 1.
  PostingBlocks(const PostingList& list, std::size_t end);

  /// To the first block, or from one to the next; false when there is none.
  [[nodiscard]] bool next();
  /// To the first block from here on that has a document as great; false when there is none.
  [[nodiscard]] bool skip_to(std::uint32_t document);

  /// Of the block: it has no document that is greater.
  [[nodiscard]] std::uint32_t last() const { return last_; }

  // Of the block; valid until the next one.
  [[nodiscard]] std::span<const std::uint32_t> documents();
  [[nodiscard]] std::span<const std::uint32_t> times();
  /// Sets their bits in a bitmap that has one for each document below the end.
  void set_in(std::span<std::uint64_t> bitmap);
  /// 0 if it is not in the block.
  [[nodiscard]] std::uint32_t times_of(std::uint32_t document);

 private:
  [[nodiscard]] std::uint32_t number(std::size_t place) const;  // of the table at the front
  void enter(std::size_t block);
  void enter_rest();
  void unpack_documents();
  void unpack_bitmap();
  [[nodiscard]] bool is_bitmap() const { return coding_ > kMaxBits; }
  [[nodiscard]] std::uint64_t bitmap_word(std::size_t place) const;
  [[nodiscard]] std::size_t first_word() const { return (std::size_t{before_} + 1) >> 6; }
  void check_bitmap() const;

  std::string_view table_, blocks_;
  std::size_t full_blocks_, rest_, end_;

  std::size_t next_ = 0;  // the block behind this one
  std::uint32_t before_ = 0, last_ = 0;
  std::size_t size_ = 0;  // postings of the block
  unsigned coding_ = 0, times_bits_ = 0;
  const char *packed_documents_ = nullptr, *packed_times_ = nullptr;
  bool has_documents_ = false, has_times_ = false;
  alignas(16) NumberBlock documents_ = {};
  alignas(16) NumberBlock times_ = {};
};

}  // namespace tarsach::schema

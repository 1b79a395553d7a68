#include "schema/posting_list.h"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

#include "schema/varint.h"

namespace tarsach::schema {
namespace {

constexpr std::size_t kEntryBytes = 2 * sizeof(std::uint32_t);  // of the table
constexpr std::size_t kBlockHeaderBytes = 2;
constexpr std::size_t kMaxBitmapWords = std::numeric_limits<std::uint8_t>::max() - kMaxBits;

[[noreturn]] void damaged(const char* what) {
  throw Xapian::DatabaseCorruptError(std::string("a posting list is damaged: ") + what);
}

std::uint64_t take_number(std::string_view& bytes) {
  const auto number = take_varint(bytes);
  if (!number) damaged("it is cut short");
  return *number;
}

void append_number(std::string& bytes, std::uint32_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void append_bitmap(std::span<const Posting> block, std::size_t first_word, std::size_t words, std::string& bytes) {
  std::string bitmap(words * sizeof(std::uint64_t), '\0');
  for (const Posting& posting : block) {
    const std::size_t bit = posting.document - first_word * 64;
    bitmap[bit / 8] = static_cast<char>(bitmap[bit / 8] | 1 << bit % 8);
  }
  bytes += bitmap;
}

void append_block(std::span<const Posting> block, std::uint32_t before, std::string& bytes) {
  NumberBlock gaps{}, more{};
  for (std::size_t i = 0; i < block.size(); ++i) {
    gaps[i] = block[i].document - before - 1;
    more[i] = block[i].times - 1;
    before = block[i].document;
  }
  const unsigned gap_bits = bits_of(gaps), more_bits = bits_of(more);
  const std::size_t first_word = (block[0].document - gaps[0]) / 64, words = before / 64 - first_word + 1;
  const bool as_bitmap = words * sizeof(std::uint64_t) <= packed_bytes(gap_bits) && words <= kMaxBitmapWords;
  bytes += static_cast<char>(as_bitmap ? kMaxBits + words : gap_bits);
  bytes += static_cast<char>(more_bits);
  if (as_bitmap)
    append_bitmap(block, first_word, words, bytes);
  else
    pack(gaps, gap_bits, bytes);
  pack(more, more_bits, bytes);
}

void append_rest(std::span<const Posting> rest, std::uint32_t before, std::string& bytes) {
  for (const Posting& posting : rest) {
    append_varint(bytes, std::uint64_t{posting.document - before - 1} * 2 + (posting.times > 1 ? 1 : 0));
    if (posting.times > 1) append_varint(bytes, posting.times - 2);
    before = posting.document;
  }
}

/// Where the first of ascending documents stands that is as great, which there is. Without a branch that a processor
/// could only guess.
std::size_t place_of(std::uint32_t document, std::span<const std::uint32_t> ascending) {
  std::size_t begin = 0;
  for (std::size_t left = ascending.size(); left > 1;) {
    const std::size_t half = left / 2;
    begin += half * static_cast<std::size_t>(ascending.data()[begin + half - 1] < document);
    left -= half;
  }
  return begin;
}

}  // namespace

void append_posting_list(std::span<const Posting> postings, std::string& bytes) {
  std::string blocks;
  std::uint32_t before = 0;
  for (; postings.size() >= kNumbersInBlock; postings = postings.subspan(kNumbersInBlock)) {
    const auto block = postings.first(kNumbersInBlock);
    append_block(block, before, blocks);
    before = block.back().document;
    append_number(bytes, before);
    append_number(bytes, static_cast<std::uint32_t>(blocks.size()));
  }
  bytes += blocks;
  append_rest(postings, before, bytes);
}

PostingBlocks::PostingBlocks(const PostingList& list, std::size_t end)
    : full_blocks_(list.documents / kNumbersInBlock), rest_(list.documents % kNumbersInBlock), end_(end) {
  if (list.bytes.size() < full_blocks_ * kEntryBytes) damaged("it has no table");
  table_ = list.bytes.substr(0, full_blocks_ * kEntryBytes);
  blocks_ = list.bytes.substr(table_.size());
}

std::uint32_t PostingBlocks::number(std::size_t place) const {
  std::uint32_t number = 0;
  std::memcpy(&number, table_.data() + place * sizeof number, sizeof number);
  return number;
}

bool PostingBlocks::next() {
  if (next_ < full_blocks_) {
    enter(next_);
    return true;
  }
  if (next_ > full_blocks_ || rest_ == 0) return false;
  enter_rest();
  return true;
}

bool PostingBlocks::skip_to(std::uint32_t document) {
  if (next_ > 0 && last_ >= document) return true;
  std::size_t begin = next_, end = full_blocks_, step = 1;  // of where it may be
  while (begin + step < end && number((begin + step) * 2) < document) {
    begin += step;
    step *= 2;
  }
  end = std::min(end, begin + step + 1);
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    if (number(middle * 2) < document)
      begin = middle + 1;
    else
      end = middle;
  }
  next_ = std::max(next_, begin);
  return next() && last_ >= document;
}

void PostingBlocks::enter(std::size_t block) {
  before_ = block == 0 ? 0 : number(block * 2 - 2);
  last_ = number(block * 2);
  if (last_ <= before_ || last_ >= end_) damaged("a document that can not be there");
  const std::size_t begin = block == 0 ? 0 : number(block * 2 - 1), end = number(block * 2 + 1);
  if (end > blocks_.size() || end < begin || end - begin < kBlockHeaderBytes) damaged("a block outside of it");
  coding_ = static_cast<std::uint8_t>(blocks_[begin]);
  times_bits_ = static_cast<std::uint8_t>(blocks_[begin + 1]);
  const std::size_t bytes = is_bitmap() ? (coding_ - kMaxBits) * sizeof(std::uint64_t) : packed_bytes(coding_);
  if (times_bits_ > kMaxTimesBits || kBlockHeaderBytes + bytes + packed_bytes(times_bits_) != end - begin)
    damaged("a block of another size");
  packed_documents_ = blocks_.data() + begin + kBlockHeaderBytes;
  packed_times_ = packed_documents_ + bytes;
  has_documents_ = has_times_ = false;
  size_ = kNumbersInBlock;
  next_ = block + 1;
}

void PostingBlocks::enter_rest() {
  const std::size_t begin = full_blocks_ == 0 ? 0 : number(full_blocks_ * 2 - 1);
  before_ = full_blocks_ == 0 ? 0 : number(full_blocks_ * 2 - 2);
  if (begin > blocks_.size()) damaged("a block outside of it");
  std::string_view bytes = blocks_.substr(begin);
  std::uint64_t document = before_;
  for (std::size_t i = 0; i < rest_; ++i) {
    const std::uint64_t gap = take_number(bytes);
    const std::uint64_t more = (gap & 1) != 0 ? take_number(bytes) + 1 : 0;
    document += gap / 2 + 1;
    if (document >= end_ || more >= kMaxTimes) damaged("a document that can not be there");
    documents_[i] = static_cast<std::uint32_t>(document);
    times_[i] = static_cast<std::uint32_t>(more + 1);
  }
  if (!bytes.empty()) damaged("a block of another size");
  last_ = static_cast<std::uint32_t>(document);
  coding_ = 0;
  has_documents_ = has_times_ = true;
  size_ = rest_;
  next_ = full_blocks_ + 1;
}

std::span<const std::uint32_t> PostingBlocks::documents() {
  if (!has_documents_) {
    if (is_bitmap())
      unpack_bitmap();
    else
      unpack_documents();
    has_documents_ = true;
  }
  return std::span(documents_).first(size_);
}

// The sum can not go round, and every number on the way is below it.
void PostingBlocks::unpack_documents() {
  unpack(packed_documents_, coding_, documents_);
  std::uint64_t document = before_;
  for (std::uint32_t& number : documents_) {
    document += std::uint64_t{number} + 1;
    number = static_cast<std::uint32_t>(document);
  }
  if (document != last_) damaged("a document that can not be there");
}

std::uint64_t PostingBlocks::bitmap_word(std::size_t place) const {
  std::uint64_t word = 0;
  std::memcpy(&word, packed_documents_ + place * sizeof word, sizeof word);
  return word;
}

/// The last document is in it, and nothing that may not be.
void PostingBlocks::check_bitmap() const {
  const std::size_t words = coding_ - kMaxBits;
  if (words != (last_ >> 6) - first_word() + 1) damaged("a block of another size");
  const std::uint64_t before = (std::uint64_t{1} << ((before_ + 1) & 63)) - 1;
  if ((bitmap_word(0) & before) != 0 || bitmap_word(words - 1) >> (last_ & 63) != 1)
    damaged("a document that can not be there");
}

void PostingBlocks::unpack_bitmap() {
  check_bitmap();
  const std::size_t words = coding_ - kMaxBits;
  std::size_t size = 0;
  for (std::size_t i = 0; i < words; ++i) size += static_cast<std::size_t>(std::popcount(bitmap_word(i)));
  if (size != kNumbersInBlock) damaged("a block of another size");
  std::uint32_t* at = documents_.data();
  for (std::size_t i = 0; i < words; ++i)
    for (std::uint64_t word = bitmap_word(i); word != 0; word &= word - 1)
      *at++ = static_cast<std::uint32_t>((first_word() + i) * 64 + static_cast<unsigned>(std::countr_zero(word)));
}

std::span<const std::uint32_t> PostingBlocks::times() {
  if (!has_times_) {
    unpack(packed_times_, times_bits_, times_);
    for (std::uint32_t& number : times_) ++number;
    has_times_ = true;
  }
  return std::span(times_).first(size_);
}

void PostingBlocks::set_in(std::span<std::uint64_t> bitmap) {
  assert(bitmap.size() * 64 >= end_);
  if (is_bitmap()) {
    check_bitmap();
    std::uint64_t* const words = bitmap.data() + first_word();
    for (std::size_t i = 0; i < coding_ - kMaxBits; ++i) words[i] |= bitmap_word(i);
    return;
  }
  std::uint64_t* const words = bitmap.data();
  for (const std::uint32_t document : documents()) words[document >> 6] |= std::uint64_t{1} << (document & 63);
}

std::uint32_t PostingBlocks::times_of(std::uint32_t document) {
  if (document <= before_ || document > last_) return 0;
  std::size_t place = 0;
  if (is_bitmap() && !has_documents_) {
    check_bitmap();
    const std::size_t in = (document >> 6) - first_word();
    const std::uint64_t bit = std::uint64_t{1} << (document & 63), word = bitmap_word(in);
    if ((word & bit) == 0) return 0;
    for (std::size_t i = 0; i < in; ++i) place += static_cast<std::size_t>(std::popcount(bitmap_word(i)));
    place += static_cast<std::size_t>(std::popcount(word & (bit - 1)));
    if (place >= kNumbersInBlock) damaged("a block of another size");
  } else {
    const auto all = documents();
    place = place_of(document, all);
    if (all[place] != document) return 0;
  }
  return has_times_ ? times_[place] : unpack_one(packed_times_, times_bits_, place) + 1;
}

}  // namespace tarsach::schema

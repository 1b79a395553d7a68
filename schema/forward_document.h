// A document of the forward index: which term stands at each of its positions, and where in its body some of the words
// begin. The inverse of a posting list; what phrases, closeness and snippets read, once they know from the posting
// lists which documents have the terms.
//
//   const std::string packed = pack_forward_document(words, milestones);   // of (term, position), ascending
//   TARSACH_TRY(const ForwardDocument document, ForwardDocument::open(packed));
//   const std::uint32_t code = document.code_of(hash_of_term("варна"));
//   document.for_each([&](std::uint32_t position, std::uint32_t term) { if (term == code) … });
//
// A term is a code of a few bits, different for each term of the document; the terms themselves are not kept. So only
// for a term that the document has does code_of() tell anything: any other one gets the code of one that it has, or of
// none. Codes come from a perfect hash function by displacements (D. Belazzougui, F. Botelho, M. Dietzfelbinger, "Hash,
// displace, and compress", 2009). 400 words take about 500 bytes.
//
// On disk, little-endian: ForwardHeader; the codes, `bits` each, from the lowest bit on; a displacement (u8) for each
// bucket; the milestones. The two greatest codes are no terms: kStays says that the next term stands where the last one
// does, kLeaves that the next code is a number of positions without a term. A milestone is how far it is from the one
// before it, as a sum of bytes, of which the last one is not 255; 0 is none. Zeros follow until kForwardPadding bytes
// stand behind the codes.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/blob_file.h"

namespace tarsach::schema {

/// Each blob is a document.
inline constexpr BlobKind kForwardBlobs{{'T', 'a', 'r', 's', 'a', 'c', 'h', 'F'}, 2};

struct TermAt {
  std::uint64_t hash = 0;      // hash_of_term()
  std::uint32_t position = 0;  // from 1

  bool operator==(const TermAt&) const = default;
};

/// On disk. FNV-1a of 64 bits (G. Fowler, L. C. Noll, K.-P. Vo), with its bits mixed.
[[nodiscard]] std::uint64_t hash_of_term(std::string_view term);

struct ForwardHeader {
  std::uint32_t codes = 0;
  std::uint32_t buckets_and_bits = 0;  // buckets × 64 + bits
  std::uint32_t milestone_bytes = 0;
};
inline constexpr std::size_t kForwardPadding = 8;
inline constexpr unsigned kMaxForwardBits = 24;

/// Of each so manieth word of a body it is told where it begins: so the words around it are cut out without the rest.
inline constexpr std::uint32_t kMilestoneWords = 16;

/// `words` ascend by position. Of terms whose hashes are equal, one stands for all. `milestones`: the bytes in the
/// body, ascending, at which its words number kMilestoneWords, 2 · kMilestoneWords … begin, counted from 0; 0: not
/// told.
[[nodiscard]] std::string pack_forward_document(std::span<const TermAt> words,
                                                std::span<const std::uint32_t> milestones = {});

/// A view of what was packed.
class ForwardDocument {
 public:
  /// kBadData if the parts do not fit together. Whatever is in them, nothing outside of `packed` is read.
  [[nodiscard]] static Result<ForwardDocument> open(std::string_view packed);

  [[nodiscard]] std::uint32_t code_of(std::uint64_t hash) const;
  /// All codes are less.
  [[nodiscard]] std::uint32_t end_of_codes() const { return mask() - 1; }

  /// Positions ascend; action(position, code). Returns the last position.
  template <typename Action>
  std::uint32_t for_each(Action&& action) const;
  /// As they were packed, with zeros behind them perhaps; in `milestones`, whose memory is kept.
  void read_milestones(std::vector<std::uint32_t>& milestones) const;

 private:
  [[nodiscard]] std::uint32_t mask() const { return (std::uint32_t{1} << bits_) - 1; }

  const char* displacements_ = nullptr;
  const char* packed_ = nullptr;
  std::string_view milestones_;
  std::uint32_t codes_ = 0, buckets_ = 0;
  unsigned bits_ = 1;
};

template <typename Action>
std::uint32_t ForwardDocument::for_each(Action&& action) const {
  // Copies, which the action can not change: so they stay in registers.
  const std::uint32_t stays = mask(), leaves = stays - 1;
  const char* const packed = packed_;
  const std::uint64_t bits = bits_, end = codes_ * bits;
  const auto code_at = [=](std::uint64_t bit) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, packed + bit / 8, sizeof bytes);
    return static_cast<std::uint32_t>(bytes >> (bit % 8)) & stays;
  };
  std::uint32_t position = 0;
  for (std::uint64_t bit = 0; bit < end; bit += bits) {
    const std::uint32_t term = code_at(bit);
    if (term < leaves) {
      action(++position, term);
    } else if (term == stays) {
      --position;
    } else if ((bit += bits) < end) {
      position += code_at(bit);
    }
  }
  return position;
}

}  // namespace tarsach::schema

#include "schema/forward_document.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace tarsach::schema {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers are used as they lie");

constexpr unsigned kMinBits = 3;
constexpr std::uint32_t kSpecialCodes = 2;
constexpr std::size_t kTermsOfABucket = 4;
constexpr unsigned kDisplacements = 256;

std::uint32_t stays(unsigned bits) { return (std::uint32_t{1} << bits) - 1; }
std::uint32_t leaves(unsigned bits) { return stays(bits) - 1; }
std::uint32_t slots(unsigned bits) { return stays(bits) + 1 - kSpecialCodes; }

/// The finalizer of splitmix64 (S. Vigna): each bit of the input changes half of the output's.
std::uint64_t mixed(std::uint64_t number) {
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
  return number ^ (number >> 31);
}

/// The upper half of a hash, spread evenly over so many places.
std::uint32_t reduced(std::uint64_t hash, std::uint32_t places) {
  return static_cast<std::uint32_t>((hash >> 32) * places >> 32);
}

std::uint32_t slot_of(std::uint64_t hash, unsigned displacement, unsigned bits) {
  return reduced(mixed(hash + displacement * 0x9e3779b97f4a7c15), slots(bits));
}

using Hashes = std::vector<std::uint64_t>;

/// Hashes in ascending order, and where each bucket of them begins: they are shared out by their upper bits.
struct Buckets {
  Hashes hashes;
  std::vector<std::uint32_t> starts;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(starts.size() - 1); }
  [[nodiscard]] std::span<const std::uint64_t> operator[](std::uint32_t number) const {
    return std::span(hashes).subspan(starts[number], starts[number + 1] - starts[number]);
  }
};

Buckets make_buckets(Hashes hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  const auto count = static_cast<std::uint32_t>(hashes.size() / kTermsOfABucket + 1);
  Buckets buckets{.hashes = std::move(hashes), .starts = std::vector<std::uint32_t>(count + 1)};
  for (const std::uint64_t hash : buckets.hashes) ++buckets.starts[reduced(hash, count) + 1];
  for (std::uint32_t i = 0; i < count; ++i) buckets.starts[i + 1] += buckets.starts[i];
  return buckets;
}

std::vector<std::uint32_t> fullest_first(const Buckets& buckets) {
  std::vector<std::uint32_t> numbers(buckets.size());
  std::iota(numbers.begin(), numbers.end(), 0U);
  std::stable_sort(numbers.begin(), numbers.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return buckets[a].size() > buckets[b].size(); });
  return numbers;
}

/// Which slots have a term.
class Slots {
 public:
  explicit Slots(unsigned bits) : bits_(bits), taken_(std::size_t{1} << bits) {}

  /// Takes the slots of all these hashes, unless one of them is taken or two are the same.
  bool take(std::span<const std::uint64_t> hashes, unsigned displacement) {
    std::size_t count = 0;
    for (; count < hashes.size(); ++count) {
      char& slot = taken_[slot_of(hashes[count], displacement, bits_)];
      if (slot != 0) break;
      slot = 1;
    }
    if (count == hashes.size()) return true;
    for (std::size_t i = 0; i < count; ++i) taken_[slot_of(hashes[i], displacement, bits_)] = 0;
    return false;
  }

 private:
  unsigned bits_;
  std::vector<char> taken_;
};

/// A displacement for each bucket, so that no two hashes get the same slot; nothing if there is none for some bucket.
std::optional<std::string> find_displacements(const Buckets& buckets, std::span<const std::uint32_t> order,
                                              unsigned bits) {
  std::string displacements(buckets.size(), '\0');
  Slots slots(bits);
  for (const std::uint32_t number : order) {
    unsigned displacement = 0;
    while (displacement < kDisplacements && !slots.take(buckets[number], displacement)) ++displacement;
    if (displacement == kDisplacements) return std::nullopt;
    displacements[number] = static_cast<char>(displacement);
  }
  return displacements;
}

/// Appends numbers of so many bits.
class BitWriter {
 public:
  BitWriter(std::string& bytes, unsigned bits) : bytes_(bytes), bits_(bits) {}
  ~BitWriter() {
    while (filled_ > 0) put_byte();
  }
  BitWriter(const BitWriter&) = delete;
  BitWriter& operator=(const BitWriter&) = delete;

  void put(std::uint32_t number) {
    waiting_ |= std::uint64_t{number} << filled_;
    for (filled_ += bits_; filled_ >= 8;) put_byte();
    ++count_;
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  void put_byte() {
    bytes_ += static_cast<char>(waiting_ & 0xff);
    waiting_ >>= 8;
    filled_ = filled_ < 8 ? 0 : filled_ - 8;
  }

  std::string& bytes_;
  unsigned bits_, filled_ = 0;
  std::uint64_t waiting_ = 0;
  std::uint32_t count_ = 0;
};

struct Coding {
  unsigned bits = kMinBits;
  std::string displacements;
};

Coding make_coding(Hashes hashes) {
  const Buckets buckets = make_buckets(std::move(hashes));
  const std::vector<std::uint32_t> order = fullest_first(buckets);
  for (unsigned bits = kMinBits;; ++bits) {
    if (slots(bits) < buckets.hashes.size()) continue;
    if (auto displacements = find_displacements(buckets, order, bits)) return {bits, std::move(*displacements)};
  }
}

constexpr std::uint32_t kGoesOn = 255;

std::string pack_milestones(std::span<const std::uint32_t> milestones) {
  std::string bytes;
  std::uint32_t last = 0;
  for (const std::uint32_t milestone : milestones) {
    std::uint32_t gap = milestone == 0 ? 0 : milestone - last;
    last += gap;
    for (; gap >= kGoesOn; gap -= kGoesOn) bytes += static_cast<char>(kGoesOn);
    bytes += static_cast<char>(gap);
  }
  return bytes;
}

}  // namespace

std::uint64_t hash_of_term(std::string_view term) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : term) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return mixed(hash);
}

std::string pack_forward_document(std::span<const TermAt> words, std::span<const std::uint32_t> milestones) {
  Hashes hashes;
  hashes.reserve(words.size());
  for (const TermAt& word : words) hashes.push_back(word.hash);
  const Coding coding = make_coding(std::move(hashes));
  const auto buckets = static_cast<std::uint32_t>(coding.displacements.size());
  std::string milestone_bytes = pack_milestones(milestones);
  milestone_bytes.resize(std::max(milestone_bytes.size() + buckets, kForwardPadding) - buckets);
  ForwardHeader header{.codes = 0,
                       .buckets_and_bits = buckets << 6 | coding.bits,
                       .milestone_bytes = static_cast<std::uint32_t>(milestone_bytes.size())};
  std::string packed(sizeof header, '\0');
  {
    BitWriter codes(packed, coding.bits);
    std::uint32_t last = 0;
    for (const TermAt& word : words) {
      if (word.position == last) codes.put(stays(coding.bits));
      for (std::uint32_t gap = word.position - last; gap > 1 && word.position != last;) {
        const std::uint32_t part = std::min(gap - 1, stays(coding.bits));
        codes.put(leaves(coding.bits));
        codes.put(part);
        gap -= part;
      }
      const auto displacement = static_cast<unsigned char>(coding.displacements[reduced(word.hash, buckets)]);
      codes.put(slot_of(word.hash, displacement, coding.bits));
      last = word.position;
    }
    header.codes = codes.count();
  }
  packed += coding.displacements;
  packed += milestone_bytes;
  std::memcpy(packed.data(), &header, sizeof header);
  return packed;
}

Result<ForwardDocument> ForwardDocument::open(std::string_view packed) {
  const auto bad = [] { return fail(ErrorCode::kBadData, "a document of the forward index is damaged"); };
  ForwardHeader header;
  if (packed.size() < sizeof header) return bad();
  std::memcpy(&header, packed.data(), sizeof header);
  packed.remove_prefix(sizeof header);
  ForwardDocument document;
  document.bits_ = header.buckets_and_bits & 63;
  document.buckets_ = header.buckets_and_bits >> 6;
  document.codes_ = header.codes;
  if (document.bits_ < kMinBits || document.bits_ > kMaxForwardBits || document.buckets_ == 0) return bad();
  const std::uint64_t bytes = (std::uint64_t{document.codes_} * document.bits_ + 7) / 8;
  const std::uint64_t behind = std::uint64_t{document.buckets_} + header.milestone_bytes;
  if (behind < kForwardPadding || packed.size() != bytes + behind) return bad();
  document.packed_ = packed.data();
  document.displacements_ = packed.data() + bytes;
  document.milestones_ = packed.substr(bytes + document.buckets_);
  return document;
}

void ForwardDocument::read_milestones(std::vector<std::uint32_t>& milestones) const {
  milestones.clear();
  std::uint32_t at = 0, gap = 0;
  for (const char byte : milestones_) {
    const auto part = static_cast<unsigned char>(byte);
    gap += part;
    if (part == kGoesOn) continue;
    at += gap;
    milestones.push_back(gap == 0 ? 0 : at);
    gap = 0;
  }
}

std::uint32_t ForwardDocument::code_of(std::uint64_t hash) const {
  return slot_of(hash, static_cast<unsigned char>(displacements_[reduced(hash, buckets_)]), bits_);
}

}  // namespace tarsach::schema

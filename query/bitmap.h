// A set of documents, one bit for each docid: what matches exactly. Set algebra on it is a few machine instructions
// for 64 documents, which is what makes exact totals and exact facets cheap.
//
//   Bitmap matches(last_docid + 1);
//   matches.set(7);
//   matches &= filter;
//   matches.for_each([&](std::uint32_t docid) { … });     // in ascending order
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace tarsach::query {

/// Both operands of an operator have the same size. Copies are deep.
class Bitmap {
 public:
  Bitmap() = default;
  explicit Bitmap(std::size_t size) : size_(size), words_((size + 63) / 64) {}
  /// A copy of as many words as that takes; their bits behind the last one are 0.
  Bitmap(std::size_t size, std::span<const std::uint64_t> words) : size_(size), words_(words.begin(), words.end()) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  void set(std::uint32_t bit) { words_[bit >> 6] |= std::uint64_t{1} << (bit & 63); }
  void reset(std::uint32_t bit) { words_[bit >> 6] &= ~(std::uint64_t{1} << (bit & 63)); }
  [[nodiscard]] bool test(std::uint32_t bit) const { return (words_[bit >> 6] >> (bit & 63) & 1) != 0; }

  Bitmap& operator&=(const Bitmap& other);
  Bitmap& operator|=(const Bitmap& other);
  Bitmap& operator-=(const Bitmap& other);
  /// Of as many words as this one has.
  Bitmap& operator|=(std::span<const std::uint64_t> words);

  [[nodiscard]] std::uint32_t count() const;
  [[nodiscard]] bool none() const;
  /// The first set bit at or after `bit`; size() if there is none.
  [[nodiscard]] std::uint32_t next(std::uint32_t bit) const;

  /// 64 bits in each, the first one lowest.
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
  [[nodiscard]] std::span<std::uint64_t> words() { return words_; }

  template <typename Action>
  void for_each(Action&& action) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        action(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
  }

  bool operator==(const Bitmap&) const = default;

 private:
  std::size_t size_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace tarsach::query

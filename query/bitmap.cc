#include "query/bitmap.h"

#include <algorithm>
#include <cassert>

#include "base/bits.h"

namespace tarsach::query {

Bitmap& Bitmap::operator&=(const Bitmap& other) {
  assert(size_ == other.size_);
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

Bitmap& Bitmap::operator|=(const Bitmap& other) {
  assert(size_ == other.size_);
  return *this |= other.words();
}

Bitmap& Bitmap::operator|=(std::span<const std::uint64_t> words) {
  assert(words_.size() == words.size());
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= words[i];
  return *this;
}

Bitmap& Bitmap::operator-=(const Bitmap& other) {
  assert(size_ == other.size_);
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  return *this;
}

std::uint32_t Bitmap::count() const { return static_cast<std::uint32_t>(count_bits(words_)); }

bool Bitmap::none() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

std::uint32_t Bitmap::next(std::uint32_t bit) const {
  if (bit >= size_) return static_cast<std::uint32_t>(size_);
  std::size_t i = bit >> 6;
  std::uint64_t word = words_[i] & (~std::uint64_t{0} << (bit & 63));
  while (word == 0) {
    if (++i == words_.size()) return static_cast<std::uint32_t>(size_);
    word = words_[i];
  }
  return static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
}

}  // namespace tarsach::query

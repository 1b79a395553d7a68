// Plain values by keys of 64 bits that are hashes themselves (text/word_key.h, phrases): the key is the entry. Beside a
// std::unordered_map, a look-up is one line of memory instead of three, and no byte of a word is compared.
//
//   KeyedTable<Count> counts;
//   auto [count, is_new] = counts.at(lexeme.form_key);
//   ++count.documents;
//   counts.keep_if([](std::uint64_t key, const Count& count) { return count.documents > 1; });
//
// Open addressing with linear probing, at most two thirds full. Values move when one is added or dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace tarsach {

template <typename Value>
class KeyedTable {
 public:
  struct Entry {
    std::uint64_t key = 0;  // 0: free
    Value value;
  };
  struct Found {
    Value& value;
    bool is_new;
  };

  /// nullptr: there is none.
  [[nodiscard]] Value* find(std::uint64_t key) {
    if (size_ == 0) return nullptr;
    Entry& entry = entries_[place_of(key)];
    return entry.key == 0 ? nullptr : &entry.value;
  }

  [[nodiscard]] Found at(std::uint64_t key) {
    if (3 * (size_ + 1) > 2 * entries_.size()) rebuild(entries_.empty() ? kFirstEntries : 2 * entries_.size());
    Entry& entry = entries_[place_of(key)];
    const bool is_new = entry.key == 0;
    if (is_new) ++size_;
    entry.key = used(key);
    return {entry.value, is_new};
  }

  template <typename Call>
  void each(Call call) const {
    for (const Entry& entry : entries_)
      if (entry.key != 0) call(entry.key, entry.value);
  }

  template <typename Call>
  void each(Call call) {
    for (Entry& entry : entries_)
      if (entry.key != 0) call(entry.key, entry.value);
  }

  template <typename Condition>
  void keep_if(Condition condition) {
    for (Entry& entry : entries_) {
      if (entry.key == 0 || condition(entry.key, entry.value)) continue;
      entry = {};
      --size_;
    }
    rebuild(entries_.size());
  }

  void clear() { entries_.clear(), size_ = 0, shift_ = 64; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kFirstEntries = 64;  // a power of two

  /// The key 0 stands for what is free, so its word shares the entry of another one.
  static std::uint64_t used(std::uint64_t key) { return key == 0 ? 1 : key; }

  /// Where the key stands or would.
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const {
    key = used(key);
    // Fibonacci hashing (Knuth 6.4): FNV's low bits are weak.
    auto place = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> shift_);
    while (entries_[place].key != 0 && entries_[place].key != key) place = (place + 1) & (entries_.size() - 1);
    return place;
  }

  void rebuild(std::size_t size) {
    std::vector<Entry> before = std::exchange(entries_, std::vector<Entry>(size));
    for (shift_ = 64; size > 1; size /= 2) --shift_;
    for (Entry& entry : before)
      if (entry.key != 0) entries_[place_of(entry.key)] = std::move(entry);
  }

  std::vector<Entry> entries_;
  std::size_t size_ = 0;
  unsigned shift_ = 64;  // leaves as many bits as number the entries
};

}  // namespace tarsach

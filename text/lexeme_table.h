// The lexemes that an analyzer has met lately, by the word as it was written: most words of a text have come before.
//
//   const std::uint64_t hash = quick_hash(written);
//   const Lexeme* lexeme = table.find(written, hash);
//   if (lexeme == nullptr) lexeme = &table.add(written, hash, make_lexeme(written));
//
// Open addressing with linear probing: a word that is known is one slot and one entry away. make_room() keeps what came
// again since it was called last: three of four written words of a large corpus come once. Lexemes keep their places in
// memory until then. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace tarsach::text {

class LexemeTable {
 public:
  /// nullptr: it is not known. `hash` is quick_hash(written).
  [[nodiscard]] const Lexeme* find(std::string_view written, std::uint64_t hash) {
    for (std::size_t at = hash & mask_; slots_[at].entry != nullptr; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.hash != hash || slot.entry->written != written) continue;
      slot.entry->came_again = true;
      return &slot.entry->lexeme;
    }
    return nullptr;
  }

  /// A word that find() did not find.
  const Lexeme& add(std::string_view written, std::uint64_t hash, Lexeme&& lexeme);

  /// Forgets words when there are more than `most`.
  void make_room(std::size_t most);

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Entry {
    std::string written;
    bool came_again = false;
    Lexeme lexeme;
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::unique_ptr<Entry> entry;  // nullptr: free
  };
  static constexpr std::size_t kFirstSlots = 256;  // a power of two

  void rebuild(std::size_t slots);
  void put(Slot&& slot);

  std::vector<Slot> slots_ = std::vector<Slot>(kFirstSlots);
  std::size_t mask_ = kFirstSlots - 1;
  std::size_t size_ = 0;
};

}  // namespace tarsach::text

#include "text/lexeme_table.h"

#include <utility>

namespace tarsach::text {

const Lexeme& LexemeTable::add(std::string_view written, std::uint64_t hash, Lexeme&& lexeme) {
  if (2 * (size_ + 1) > slots_.size()) rebuild(2 * slots_.size());
  auto entry = std::make_unique<Entry>(Entry{std::string(written), false, std::move(lexeme)});
  const Lexeme& added = entry->lexeme;
  put({hash, std::move(entry)});
  ++size_;
  return added;
}

void LexemeTable::make_room(std::size_t most) {
  if (size_ <= most) return;
  std::size_t kept = 0;
  for (Slot& slot : slots_) {
    if (slot.entry == nullptr) continue;
    // Were nearly all worth keeping, there would soon be no room again.
    if (!std::exchange(slot.entry->came_again, false) || kept >= most / 2)
      slot.entry.reset();
    else
      ++kept;
  }
  size_ = kept;
  rebuild(slots_.size());
}

void LexemeTable::rebuild(std::size_t slots) {
  std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots));
  mask_ = slots - 1;
  for (Slot& slot : before)
    if (slot.entry != nullptr) put(std::move(slot));
}

void LexemeTable::put(Slot&& slot) {
  std::size_t at = slot.hash & mask_;
  while (slots_[at].entry != nullptr) at = (at + 1) & mask_;
  slots_[at] = std::move(slot);
}

}  // namespace tarsach::text

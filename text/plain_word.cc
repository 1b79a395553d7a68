#include "text/plain_word.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "text/data/abbreviations.h"
#include "text/letters.h"
#include "text/tokenizer.h"
#include "text/utf8.h"

namespace tarsach::text {
namespace {

static_assert(std::endian::native == std::endian::little, "letters are compared as they lie");

// A common letter is one from U+0400 to U+047F: two bytes, 1101000x 10xxxxxx.
constexpr std::uint64_t kCommonMask = 0xC0FE'C0FE'C0FE'C0FE;
constexpr std::uint64_t kCommonBits = 0x80D0'80D0'80D0'80D0;

/// Four letters at a time.
std::size_t common_letters_end(std::string_view text, std::size_t at) {
  std::uint64_t four = 0;
  for (; at + sizeof four <= text.size(); at += sizeof four) {
    std::memcpy(&four, text.data() + at, sizeof four);
    const std::uint64_t other = (four & kCommonMask) ^ kCommonBits;
    if (other != 0) return at + static_cast<std::size_t>(std::countr_zero(other)) / 16 * 2;
  }
  std::uint16_t one = 0;
  for (; at + sizeof one <= text.size(); at += sizeof one) {
    std::memcpy(&one, text.data() + at, sizeof one);
    if ((one & (kCommonMask & 0xFFFF)) != (kCommonBits & 0xFFFF)) break;
  }
  return at;
}

constexpr std::size_t kMostShortLetters = 5;  // of the first part of an abbreviation

/// Common letters in lower case as one number, seven bits each.
constexpr std::uint64_t key_of(std::string_view letters) {
  std::uint64_t key = 0;
  for (std::size_t at = 0; at + 1 < letters.size(); at += 2) {
    const auto first = static_cast<unsigned char>(letters[at]), second = static_cast<unsigned char>(letters[at + 1]);
    const std::uint64_t letter = (first & 1U) << 6U | (second & 0x3FU);
    const bool capital = letter >= 0x10 && letter <= 0x2F;
    key = key << 7U | (capital ? letter + 0x20 : letter);
  }
  return key;
}

/// Says of most short words at once that no abbreviation begins with them.
class Abbreviated {
 public:
  constexpr Abbreviated() {
    for (const auto& [written, word] : data::kAbbreviations) {
      const std::string_view first = written.substr(0, written.find_first_of(".- "));
      maybe_[place_of(first)] = true;
    }
  }
  [[nodiscard]] constexpr bool maybe(std::string_view word) const { return maybe_[place_of(word)]; }

 private:
  static constexpr unsigned kBits = 10;
  static constexpr std::size_t place_of(std::string_view word) {
    return key_of(word) * 0x9e3779b97f4a7c15 >> (64 - kBits);
  }
  std::array<bool, std::size_t{1} << kBits> maybe_{};
};
constexpr Abbreviated kAbbreviated;

/// Whether a full stop behind the word may belong to it: „ул.“, „т.е.“, „А. Б.“
bool takes_full_stop(std::string_view word) {
  constexpr std::size_t kLetter = 2;
  return word.size() <= kLetter || (word.size() <= kMostShortLetters * kLetter && kAbbreviated.maybe(word));
}

}  // namespace

std::size_t plain_word_end(std::string_view text, std::size_t begin) {
  const std::size_t end = common_letters_end(text, begin);
  if (end == begin || end - begin > kMaxWordBytes) return begin;
  if (end == text.size()) return end;
  const LetterClass behind = class_of(utf8::decode(text, end).code);
  const bool plain = behind == LetterClass::kSeparator ||
                     (behind == LetterClass::kDot && !takes_full_stop(text.substr(begin, end - begin)));
  return plain ? end : begin;
}

}  // namespace tarsach::text

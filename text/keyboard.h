// Text that was typed while the keyboard was on another layout.
//
//   retype("gkeldsaj", Layout::kLatin, Layout::kBds)               what the same keys write there
//   const auto text = retype_words("sgkdj, ifmjub", Layout::kLatin, Layout::kBds, is_word);
//   text.text, text.known, text.words                              is it better than what stands there?
//
// On some layouts signs are letters: with БДС the comma's key is „р“. retype() takes every sign as its key;
// retype_words() decides for each, by the words that come out of it, whether the key or the sign was meant.
//
// Layouts: БДС 5237 (1978, 2006), the traditional phonetic one and the phonetic one of 2006; keys as on US keyboards.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace tarsach::text {

enum class Layout : std::uint8_t { kLatin, kBds, kTraditionalPhonetic, kPhonetic2006 };

/// Letter by letter; what is on no key of `from` stays. Broken bytes are left out.
[[nodiscard]] std::string retype(std::string_view text, Layout from, Layout to);

/// Of a normalised form (text/normalizer): does it occur?
using IsWord = std::function<bool(std::string_view form)>;

struct Retyped {
  std::string text;
  std::size_t words = 0;
  std::size_t known = 0;  // of these

  bool operator==(const Retyped&) const = default;
};

/// Signs of a chunk (what stands between two spaces) past these are taken as their keys.
inline constexpr std::size_t kMaxSignsOfChunk = 12;
/// Longer chunks are no words: they stay as they were typed.
inline constexpr std::size_t kMaxChunkBytes = 256;

/// One chunk: of all ways to read its signs the one that gives the best words.
[[nodiscard]] Retyped retype_chunk(std::string_view chunk, Layout from, Layout to, const IsWord& is_word);

/// A text, chunk by chunk. A chunk that is made of words as it stands, and of fewer when retyped, stays: a name in
/// Latin letters that was typed rightly. Words are asked for as often as there are letters in the text, or less.
[[nodiscard]] Retyped retype_words(std::string_view text, Layout from, Layout to, const IsWord& is_word);

}  // namespace tarsach::text

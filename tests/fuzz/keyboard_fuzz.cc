// Any bytes, typed on the wrong layout: read within the limits, and well-formed afterwards.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/keyboard.h"
#include "text/utf8.h"

namespace text = tarsach::text;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array kLayouts = {text::Layout::kLatin, text::Layout::kBds, text::Layout::kTraditionalPhonetic,
                                   text::Layout::kPhonetic2006};
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  if (size < 1) return 0;
  const text::Layout from = kLayouts[(data[0] / 4) % 4], to = kLayouts[data[0] % 4];
  const std::size_t chunks = static_cast<std::size_t>(std::ranges::count(typed, ' ')) + 1;
  std::size_t asked = 0;
  const auto is_word = [&](std::string_view form) { return ++asked, form.size() % 3 == 0; };
  const text::Retyped read = text::retype_words(typed, from, to, is_word);
  constexpr std::size_t kMostOfChunk = 2 * text::kMaxChunkBytes * (text::kMaxSignsOfChunk + 2);
  if (asked > chunks * kMostOfChunk || read.known > read.words) std::abort();
  if (!text::utf8::is_valid(text::retype(typed, from, to))) std::abort();
  return 0;
}

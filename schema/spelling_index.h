// Where in the list of words those stand that differ from a word by an edit or two: the file `spelling` of a
// generation.
//
//   INDEX/generations/000042/spelling       written by the indexer, mapped by the reader
//
//   TARSACH_TRY(const SpellingIndex spelling, SpellingIndex::open(path));
//   for (const WordList::Range range : spelling.near("клъстре")) …    // compare these words, and no others
//
// After SymSpell (W. Garbe 2012, github.com/wolfgarbe/SymSpell): two words that are one edit apart are the same after
// at most one letter is taken out of each, so an index of words with letters taken out finds them with few probes. As
// there, only a word's first letters are looked at. Unlike there, words with the same beginning share its entries, for
// they stand side by side in the list; and an entry holds neither word nor hash, for the words are compared anyway.
//
// On disk, little-endian u32: the header, the first word of each beginning, the end of each bucket, the entries of the
// buckets (numbers of beginnings). docs/decisions/0005-spelling.md has the figures.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "base/result.h"
#include "schema/word_list.h"

namespace tarsach::schema {

/// The letters of a word that are looked at. On disk.
inline constexpr std::size_t kBeginningLetters = 7;
/// No probe gives more ranges than this.
inline constexpr std::size_t kMaxNearRanges = 4'096;

/// How many letters may be wrong in what was typed: in a short word every second one would be some other word.
[[nodiscard]] constexpr unsigned most_edits(std::size_t letters) { return letters < 4 ? 0 : letters < 7 ? 1 : 2; }

/// Any thread may read it.
class SpellingIndex {
 public:
  /// kBadData for what is no such file or was damaged: every number is checked once, here.
  [[nodiscard]] static Result<SpellingIndex> open(const std::filesystem::path& path);
  /// The same of bytes in memory.
  [[nodiscard]] static Result<SpellingIndex> parse(std::string bytes);
  SpellingIndex() = default;  // of no words

  /// The size of the list that it was made of; with another one it is of no use.
  [[nodiscard]] WordList::Number words() const { return words_; }

  /// Ranges, in order and apart, that hold every word within most_edits() of `form` (letters left out, put in,
  /// replaced, or two side by side exchanged), and many others. None for a form with digits. `form` is UTF-8; any bytes
  /// are safe.
  [[nodiscard]] std::vector<WordList::Range> near(std::string_view form) const;

 private:
  [[nodiscard]] Result<void> attach(std::string_view bytes);

  MappedFile file_;
  std::string own_;
  std::string_view starts_, buckets_, entries_;
  WordList::Number words_ = 0;
  std::uint32_t beginnings_ = 0, bucket_count_ = 0;
};

/// The file's content.
[[nodiscard]] std::string encode_spelling(const WordList& words);

}  // namespace tarsach::schema

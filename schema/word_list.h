// The words that occur in the articles of a generation, as written (normalised forms, not lemmas), with the number of
// articles that have each. What was typed is held against them: is this a word here, and if not, which one is meant?
//
//   INDEX/generations/000042/words          written by the indexer, mapped by the reader
//
//   TARSACH_TRY(const WordList words, WordList::open(path));
//   if (const auto word = words.find("клъстер")) words.documents(*word);
//
// On disk, little-endian: the header, then for each word the end of its bytes (u32), its documents (u32) and its flags
// (u8), then the bytes. Words are sorted by their bytes, so that all with one beginning stand side by side.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/mapped_file.h"
#include "base/result.h"

namespace tarsach::schema {

/// On disk: never renumber.
enum WordFlags : std::uint8_t {
  kUsuallyCapital = 1,  // a name: begins with a capital in most places within a sentence
};

struct IndexWord {
  std::string form;
  std::uint32_t documents = 0;
  std::uint8_t flags = 0;

  bool operator==(const IndexWord&) const = default;
};

/// Any thread may read it.
class WordList {
 public:
  /// A number of a word, from 0; beginnings give ranges of them.
  using Number = std::uint32_t;
  struct Range {
    Number begin = 0, end = 0;
    [[nodiscard]] bool empty() const { return begin >= end; }
  };

  /// kBadData for what is no such file or was damaged: every offset is checked once, here.
  [[nodiscard]] static Result<WordList> open(const std::filesystem::path& path);
  /// The same of bytes in memory.
  [[nodiscard]] static Result<WordList> parse(std::string bytes);
  /// The same of bytes that outlive it, such as a part of a larger mapped file.
  [[nodiscard]] static Result<WordList> view(std::string_view bytes);
  WordList() = default;  // of no words

  [[nodiscard]] Number size() const { return count_; }
  [[nodiscard]] std::string_view form(Number word) const;
  [[nodiscard]] std::uint32_t documents(Number word) const;
  [[nodiscard]] std::uint8_t flags(Number word) const;

  [[nodiscard]] std::optional<Number> find(std::string_view form) const;
  [[nodiscard]] Range all() const { return {0, count_}; }
  /// Those of `range`, all of which share their first `depth` bytes, whose following bytes are `next`. Two binary
  /// searches: this is how a trie would be walked.
  [[nodiscard]] Range narrow(Range range, std::size_t depth, std::string_view next) const;

 private:
  [[nodiscard]] Result<void> attach(std::string_view bytes);
  [[nodiscard]] std::uint32_t end_of(Number word) const;

  MappedFile file_;
  std::string own_;
  std::string_view ends_, documents_, flags_, text_;
  Number count_ = 0;
};

/// The file's content. `words` are sorted by form, without repetition.
[[nodiscard]] std::string encode_words(std::span<const IndexWord> words);

}  // namespace tarsach::schema

// The posting lists of a generation: for each word of the articles and of their titles, which documents have it and how
// often, in all shards together. What matching and ranking read instead of the databases.
//
//   INDEX/generations/000042/postings       written by the indexer (schema/posting_writer.h), mapped by the reader
//
//   TARSACH_TRY(const PostingFile file, PostingFile::open(path));
//   const PostingList list = file.find("варна");          // .documents, .occurrences: 0 if no article has it
//   PostingBlocks blocks(list, file.size());              // schema/posting_list.h
//
// When it is opened, only its ends are looked at: it can be as large as a tenth of the index. So everything that is
// read of it later may be wrong, and is checked where it is read.
//
// On disk, little-endian: the header; the lists, in the order of their terms; the terms, sorted by their bytes, in
// blocks of 16; zeros up to the next eight bytes; where each block of terms begins (u32); the trailer. A block: where
// the first of its lists begins (u64), then for each term how many bytes it shares with the one before it (u8; the
// first none), how many more it has (u8), these bytes, and as varints its documents, its occurrences - documents, the
// bytes of its list.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/mapped_file.h"
#include "base/result.h"
#include "schema/posting_list.h"

namespace tarsach::schema {

inline constexpr std::array<char, 8> kPostingMagic = {'T', 'a', 'r', 's', 'a', 'c', 'h', 'P'};
inline constexpr std::size_t kTermsInBlock = 16;

struct PostingFileHeader {
  std::array<char, 8> magic = kPostingMagic;
  std::uint32_t version = 1;
  std::uint32_t unused = 0;
};

struct PostingFileTrailer {
  std::uint64_t list_bytes = 0;
  std::uint64_t postings = 0;     // of all lists
  std::uint64_t occurrences = 0;  // of all terms
  std::uint32_t terms = 0;
  std::uint32_t term_bytes = 0;
  std::uint32_t size = 1;  // the last docid + 1
  std::uint32_t unused = 0;
  std::array<char, 8> magic = kPostingMagic;  // again: without its end it is no file
};

/// Movable; views of it live as long as the object that was moved to last. Any thread may read it.
class PostingFile {
 public:
  /// kNotFound; kBadData for what is no such file or was cut.
  [[nodiscard]] static Result<PostingFile> open(const std::filesystem::path& path);
  /// The same of bytes in memory.
  [[nodiscard]] static Result<PostingFile> parse(std::string bytes);
  PostingFile() = default;  // of no terms

  /// Throws Xapian::DatabaseCorruptError if the terms are damaged.
  [[nodiscard]] PostingList find(std::string_view term) const;

  /// No document in it has a docid as great; at least 1.
  [[nodiscard]] std::size_t size() const { return trailer_.size; }
  [[nodiscard]] std::uint64_t terms() const { return trailer_.terms; }
  [[nodiscard]] std::uint64_t postings() const { return trailer_.postings; }
  [[nodiscard]] std::uint64_t occurrences() const { return trailer_.occurrences; }

 private:
  [[nodiscard]] const char* attach(std::string_view bytes);  // what is wrong; nullptr: nothing
  [[nodiscard]] std::string_view block(std::size_t number) const;

  MappedFile file_;
  std::string own_;
  PostingFileTrailer trailer_;
  std::string_view lists_, terms_;
  std::span<const std::uint32_t> starts_;  // of the blocks of terms
};

}  // namespace tarsach::schema

// The columns of a generation: which documents there are, how long each and its title is, their dates, and the values
// of each field both ways round. What counting facets, filtering, ranking and sorting read instead of the database.
//
//   INDEX/generations/000042/columns        written by the indexer (schema/column_writer.h), mapped by the reader
//
//   TARSACH_TRY(const ColumnFile columns, ColumnFile::open(path));
//   for (const auto value : columns.of(Field::kTopic).values_of(docid)) ++counts[value];
//   for (const auto docid : columns.of(Field::kTopic).documents_of(value)) bitmap.set(docid);
//   columns.of(Field::kTopic).as_bits().of(value);     // the same, if many documents have it
//
// Numbers are used as they lie in the file, so nothing is read into memory when it is opened; but all of it is looked
// at, once: a list and its reverse agree, an order has each document once, and no number leads outside of its table.
// A million documents: 60 to 80 bytes each, looked at in 20 to 40 ms (tests/bench/columns_bench.cc).
//
// On disk, little-endian: the header; the documents (u64, a bit for each docid); for each docid its length and its date
// (u32), the length of its title (u8, with zeros up to the next four bytes); the documents newest first and oldest
// first (u32); then each column: its header, the ends of its values' texts (u32), the texts with zeros up to the next
// four bytes, for each docid where its list begins, and all lists of values, for each value where its list begins, and
// all lists of docids (u32), the numbers of the values that many documents have (u32, with zeros up to the next eight
// bytes), a bit for each docid for each of these (u64).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/mapped_file.h"
#include "base/result.h"
#include "schema/date.h"
#include "schema/fields.h"

namespace tarsach::schema {

/// Whether a field has a Column (events, years, topics, languages).
[[nodiscard]] constexpr bool has_column(Field field) {
  const FieldRow& described = row(field);
  return described.slot != kNoSlot && described.kind != FieldKind::kDay;
}

/// A date as a number that grows with it, 0 for none. What is unknown of it is 0, so that it has room below and above.
/// On disk.
[[nodiscard]] constexpr std::uint32_t date_key(const Date& date) {
  return static_cast<std::uint32_t>(date.year * 512 + date.month * 32 + date.day);
}

/// On disk: how many words of 64 bits hold so many bits, and how many bytes others take, so that numbers behind them
/// are aligned.
[[nodiscard]] constexpr std::uint64_t bit_words(std::uint64_t bits) { return (bits + 63) / 64; }
[[nodiscard]] constexpr std::uint64_t padded_bytes(std::uint64_t bytes,
                                                   std::uint64_t alignment = sizeof(std::uint32_t)) {
  return (bytes + alignment - 1) / alignment * alignment;
}

struct ColumnFileHeader {
  static constexpr std::array<char, 8> kMagic = {'T', 'a', 'r', 's', 'a', 'c', 'h', 'V'};
  static constexpr std::uint32_t kVersion = 2;

  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t size = 1;  // the last docid + 1
  std::uint32_t documents = 0;
  std::uint32_t unused = 0;
  std::uint64_t total_length = 0;
};

/// On disk: a value is kept as bits too where they take at most twice as many bytes as its list. To count by 64 bits at
/// once is then quicker than to look at what is in the list, by far where it is long. Readers take what there is.
[[nodiscard]] constexpr bool is_kept_as_bits(std::uint64_t documents, std::uint64_t size) {
  return documents * 64 >= size;
}

struct ColumnHeader {
  std::uint32_t slot = 0;  // of the field (schema/fields.h); columns are in the order of their fields
  std::uint32_t values = 0;
  std::uint32_t items = 0;  // of all lists
  std::uint32_t text_bytes = 0;
  std::uint32_t bit_sets = 0;
};

/// A list for each number: where each begins, and all items.
class NumberLists {
 public:
  using Numbers = std::span<const std::uint32_t>;
  NumberLists() = default;
  /// `starts` has one more at its end.
  NumberLists(Numbers starts, Numbers items) : starts_(starts), items_(items) {}
  [[nodiscard]] Numbers operator[](std::uint32_t list) const {
    return items_.subspan(starts_[list], starts_[list + 1] - starts_[list]);
  }
  [[nodiscard]] std::size_t size() const { return starts_.empty() ? 0 : starts_.size() - 1; }
  [[nodiscard]] Numbers starts() const { return starts_; }
  [[nodiscard]] Numbers items() const { return items_; }

 private:
  Numbers starts_, items_;
};

/// A set of documents for some numbers, a bit for each docid.
class BitSets {
 public:
  using Bits = std::span<const std::uint64_t>;
  BitSets() = default;
  /// `bits` are those of one number behind those of the other.
  BitSets(std::span<const std::uint32_t> numbers, Bits bits) : numbers_(numbers), bits_(bits) {}
  /// Ascending.
  [[nodiscard]] std::span<const std::uint32_t> numbers() const { return numbers_; }
  /// Of the number that stands at this place.
  [[nodiscard]] Bits operator[](std::size_t place) const {
    const std::size_t words = bits_.size() / numbers_.size();
    return bits_.subspan(place * words, words);
  }
  /// Empty if there is none of this number.
  [[nodiscard]] Bits of(std::uint32_t number) const;

 private:
  std::span<const std::uint32_t> numbers_;
  Bits bits_;
};

/// Texts by number.
class TextList {
 public:
  TextList() = default;
  TextList(std::span<const std::uint32_t> ends, std::string_view bytes) : ends_(ends), bytes_(bytes) {}
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  /// Whether every text lies within the bytes, and each is greater than the one before it.
  [[nodiscard]] bool is_sound() const;
  [[nodiscard]] std::string_view operator[](std::size_t number) const {
    const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
    return bytes_.substr(begin, ends_[number] - begin);
  }

 private:
  std::span<const std::uint32_t> ends_;
  std::string_view bytes_;
};

/// One field of the kinds kKeyword, kKeywords, kNumber. A view of the file.
class Column {
 public:
  Column() = default;
  Column(const TextList& values, const NumberLists& by_document, const NumberLists& by_value, const BitSets& as_bits)
      : values_(values), by_document_(by_document), by_value_(by_value), as_bits_(as_bits) {}

  /// Sorted; the number of a value is its place here.
  [[nodiscard]] const TextList& values() const { return values_; }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view value) const;
  [[nodiscard]] std::span<const std::uint32_t> values_of(std::uint32_t docid) const { return by_document_[docid]; }
  /// Ascending.
  [[nodiscard]] std::span<const std::uint32_t> documents_of(std::uint32_t value) const { return by_value_[value]; }

  /// The documents of those values that many have.
  [[nodiscard]] const BitSets& as_bits() const { return as_bits_; }

  /// The same of all documents, for who goes through many of them.
  [[nodiscard]] const NumberLists& by_document() const { return by_document_; }

  /// What is wrong with it, where a bit of `documents` is set for each docid that exists; nullptr: nothing.
  [[nodiscard]] const char* fault(std::span<const std::uint64_t> documents) const;

 private:
  TextList values_;
  NumberLists by_document_, by_value_;
  BitSets as_bits_;
};

/// Movable; views of it live as long as the object that was moved to last. Any thread may read it.
class ColumnFile {
 public:
  using Numbers = std::span<const std::uint32_t>;

  /// kNotFound; kBadData for what is no such file or was damaged.
  [[nodiscard]] static Result<ColumnFile> open(const std::filesystem::path& path);
  /// The same of bytes in memory.
  [[nodiscard]] static Result<ColumnFile> parse(std::string bytes);
  ColumnFile() = default;  // of no documents

  /// The last docid + 1; what is asked by docid has this size.
  [[nodiscard]] std::size_t size() const { return header_.size; }
  [[nodiscard]] std::uint32_t documents() const { return header_.documents; }
  /// Those that exist, a bit for each docid.
  [[nodiscard]] std::span<const std::uint64_t> document_bits() const { return document_bits_; }
  /// How many of them stand in a shard (schema/shards.h).
  [[nodiscard]] std::uint64_t documents_in(std::size_t shard, std::size_t shards) const;

  /// Words of each document, as Xapian counts them.
  [[nodiscard]] Numbers lengths() const { return lengths_; }
  [[nodiscard]] std::uint64_t total_length() const { return header_.total_length; }
  /// Words of each title without its stop words; 255 may be more, 0 is no title.
  [[nodiscard]] std::span<const std::uint8_t> title_lengths() const { return title_lengths_; }
  /// Of each document: date_key().
  [[nodiscard]] Numbers date_keys() const { return date_keys_; }
  /// All documents by date; those without one last, equal dates in the order of docids.
  [[nodiscard]] Numbers newest_first() const { return newest_first_; }
  [[nodiscard]] Numbers oldest_first() const { return oldest_first_; }
  /// Empty for a field without has_column().
  [[nodiscard]] const Column& of(Field field) const { return columns_[static_cast<std::size_t>(field)]; }

 private:
  [[nodiscard]] Result<void> attach(std::string_view bytes);
  [[nodiscard]] const char* fault() const;  // what is wrong with the numbers; nullptr: nothing

  MappedFile file_;
  std::string own_;
  ColumnFileHeader header_;
  std::span<const std::uint64_t> document_bits_;
  Numbers lengths_, date_keys_, newest_first_, oldest_first_;
  std::span<const std::uint8_t> title_lengths_;
  std::array<Column, kFields.size()> columns_;  // by Field
};

}  // namespace tarsach::schema

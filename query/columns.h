// What queries ask of the columns of a generation (schema/column_file.h): counting facets, filtering, sorting and
// ranking read them instead of the database.
//
//   for (std::uint32_t value : columns.of(Field::kTopic).values_of(docid)) ++counts[value];
//   add_documents_of(columns.of(Field::kTopic), value, bitmap);
//   matches &= columns.dates.within({.from = {2018, 7, 1}});
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "query/bitmap.h"
#include "schema/column_file.h"
#include "schema/date.h"
#include "schema/fields.h"

namespace tarsach::query {

using schema::Column;
using schema::has_column;

/// Days as the owner of an archive writes them; either may be unknown, which leaves that end open.
struct Period {
  schema::Date from, to;
  [[nodiscard]] bool open() const { return !from.known() && !to.known(); }
};

/// The date of each document, and all documents in their order.
class DateColumn {
 public:
  DateColumn() = default;
  explicit DateColumn(const schema::ColumnFile& file)
      : document_bits_(file.document_bits()),
        keys_(file.date_keys()),
        newest_first_(file.newest_first()),
        oldest_first_(file.oldest_first()) {}

  /// Documents that may be of this period: 2018-07 may be the 5th of July. A document without a date is in none.
  [[nodiscard]] Bitmap within(const Period& period) const;
  /// Newest first; those without a date last. Equal dates in the order of docids.
  [[nodiscard]] std::span<const std::uint32_t> newest_first() const { return newest_first_; }
  [[nodiscard]] std::span<const std::uint32_t> oldest_first() const { return oldest_first_; }
  /// Grows with the date; 0 for none.
  [[nodiscard]] std::uint32_t key(std::uint32_t docid) const { return keys_[docid]; }

 private:
  std::span<const std::uint64_t> document_bits_;
  std::span<const std::uint32_t> keys_, newest_first_, oldest_first_;
};

/// Views of a file, which must outlive them.
struct Columns {
  DateColumn dates;
  std::span<const std::uint32_t> lengths;               // words of each document, by docid; 0 where there is none
  std::span<const std::uint8_t> title_lengths;          // of each document: schema/title_length.h
  std::array<Column, schema::kFields.size()> fields{};  // by Field; only those that have_column()

  Columns() = default;
  explicit Columns(const schema::ColumnFile& file);
  [[nodiscard]] const Column& of(schema::Field field) const { return fields[static_cast<std::size_t>(field)]; }
};

/// The documents of a value, to those that are there already.
void add_documents_of(const Column& column, std::uint32_t value, Bitmap& documents);

}  // namespace tarsach::query

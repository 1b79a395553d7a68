// The values of all documents in memory, field by field and both ways round: what counting facets and filtering read
// instead of the index. Loaded once when a generation is opened (1 million documents, 3 fields: 70 ms, 25 MB).
//
//   for (std::uint32_t value : column.values_of(docid)) ++counts[value];
//   for (std::uint32_t docid : column.documents_of(value)) bitmap.set(docid);
#pragma once

#include <xapian.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/bitmap.h"
#include "schema/date.h"
#include "schema/fields.h"

namespace tarsach::query {

/// A list for each number: one array of all items, and where each list begins.
class Lists {
 public:
  struct Pair {
    std::uint32_t list = 0, item = 0;
  };
  Lists() = default;
  /// The order of the pairs is kept within a list.
  Lists(std::size_t lists, const std::vector<Pair>& pairs);
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::uint32_t list) const {
    return std::span(items_).subspan(starts_[list], starts_[list + 1] - starts_[list]);
  }

 private:
  std::vector<std::uint32_t> starts_, items_;
};

/// One field of the kinds kKeyword, kKeywords, kNumber. Immutable after loading.
class Column {
 public:
  Column() = default;
  /// Throws Xapian::Error.
  Column(const Xapian::Database& database, schema::Field field, std::size_t documents);

  /// Sorted; the number of a value is its place here.
  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view value) const;
  [[nodiscard]] std::span<const std::uint32_t> values_of(std::uint32_t docid) const { return by_document_[docid]; }
  [[nodiscard]] std::span<const std::uint32_t> documents_of(std::uint32_t value) const { return by_value_[value]; }

 private:
  std::vector<std::string> values_;
  Lists by_document_, by_value_;
};

/// Days as the owner of an archive writes them; either may be unknown, which leaves that end open.
struct Period {
  schema::Date from, to;
  [[nodiscard]] bool open() const { return !from.known() && !to.known(); }
};

/// The date of each document, and all documents in their order.
class DateColumn {
 public:
  DateColumn() = default;
  DateColumn(const Xapian::Database& database, const Bitmap& documents);

  /// Documents that may be of this period: 2018-07 may be the 5th of July. A document without a date is in none.
  [[nodiscard]] Bitmap within(const Period& period) const;
  /// Newest first; those without a date last. Equal dates in the order of docids.
  [[nodiscard]] const std::vector<std::uint32_t>& newest_first() const { return newest_first_; }
  [[nodiscard]] const std::vector<std::uint32_t>& oldest_first() const { return oldest_first_; }
  /// Grows with the date; 0 for none.
  [[nodiscard]] std::uint32_t key(std::uint32_t docid) const { return keys_[docid]; }

 private:
  std::vector<std::uint32_t> keys_;
  std::vector<std::uint32_t> newest_first_, oldest_first_;
};

struct Columns {
  DateColumn dates;
  std::array<Column, schema::kFields.size()> fields;  // by Field; only those that have_column()
  [[nodiscard]] const Column& of(schema::Field field) const { return fields[static_cast<std::size_t>(field)]; }
};

/// Whether a field has a Column (events, years, topics, languages).
[[nodiscard]] constexpr bool has_column(schema::Field field) {
  const schema::FieldRow& row = schema::row(field);
  return row.slot != schema::kNoSlot && row.kind != schema::FieldKind::kDay;
}

/// `documents` are the docids that exist. Throws Xapian::Error.
[[nodiscard]] Columns load_columns(const Xapian::Database& database, const Bitmap& documents);

}  // namespace tarsach::query

#include "query/columns.h"

namespace tarsach::query {

namespace {

// The least and the greatest day that a date can be differ only in what is unknown of it.
std::uint32_t least_of(std::uint32_t key) {
  if (key % 512 == 0) key += 32;
  return key % 32 == 0 ? key + 1 : key;
}
std::uint32_t greatest_of(std::uint32_t key) {
  if (key % 512 == 0) key += 12 * 32;
  return key % 32 == 0 ? key + 31 : key;
}

}  // namespace

Bitmap DateColumn::within(const Period& period) const {
  const std::uint32_t from = period.from.known() ? least_of(schema::date_key(period.from)) : 0;
  const std::uint32_t to = period.to.known() ? greatest_of(schema::date_key(period.to)) : ~std::uint32_t{0};
  Bitmap documents(keys_.size());
  for (std::uint32_t docid = 0; docid < keys_.size(); ++docid) {
    const std::uint32_t key = keys_[docid];
    if (key != 0 && least_of(key) <= to && greatest_of(key) >= from) documents.set(docid);
  }
  return documents;
}

Columns::Columns(const schema::ColumnFile& file)
    : dates(file), lengths(file.lengths()), title_lengths(file.title_lengths()) {
  for (const schema::FieldRow& row : schema::kFields) fields[static_cast<std::size_t>(row.field)] = file.of(row.field);
}

void add_documents_of(const Column& column, std::uint32_t value, Bitmap& documents) {
  if (const auto bits = column.as_bits().of(value); !bits.empty()) {
    documents |= bits;
    return;
  }
  for (const std::uint32_t docid : column.documents_of(value)) documents.set(docid);
}

}  // namespace tarsach::query

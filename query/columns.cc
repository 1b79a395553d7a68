#include "query/columns.h"

#include <algorithm>

namespace tarsach::query {

namespace {

constexpr std::uint32_t kMonth = 32, kYear = 16 * kMonth;  // in schema::date_key()

// The least and the greatest day that a date can be differ only in what is unknown of it.
std::uint32_t least_of(std::uint32_t key) {
  if (key % kYear == 0) key += kMonth;
  return key % kMonth == 0 ? key + 1 : key;
}
std::uint32_t greatest_of(std::uint32_t key) {
  if (key % kYear == 0) key += 12 * kMonth;
  return key % kMonth == 0 ? key + 31 : key;
}

}  // namespace

// In the order of dates the days of the period are a run, which is set or, where it is the greater part, left when all
// others are reset. Before it stand the dates of its first year of which month or day is not known: each is looked at.
Bitmap DateColumn::within(const Period& period) const {
  const std::uint32_t from = period.from.known() ? least_of(schema::date_key(period.from)) : 0;
  const std::uint32_t to = period.to.known() ? greatest_of(schema::date_key(period.to)) : ~std::uint32_t{0};
  const auto first_without = [this](const auto& condition) {
    const auto holds = [&](std::uint32_t docid) { return keys_[docid] != 0 && condition(keys_[docid]); };
    return static_cast<std::size_t>(std::ranges::partition_point(oldest_first_, holds) - oldest_first_.begin());
  };
  const std::size_t year = first_without([&](std::uint32_t key) { return key < from / kYear * kYear; });
  const std::size_t begin = first_without([&](std::uint32_t key) { return key < from; });
  const std::size_t end = std::max(begin, first_without([&](std::uint32_t key) { return least_of(key) <= to; }));

  const bool most = end - begin > oldest_first_.size() / 2;
  Bitmap documents = most ? Bitmap(keys_.size(), document_bits_) : Bitmap(keys_.size());
  if (most) {
    for (const std::uint32_t docid : oldest_first_.first(begin)) documents.reset(docid);
    for (const std::uint32_t docid : oldest_first_.subspan(end)) documents.reset(docid);
  } else {
    for (const std::uint32_t docid : oldest_first_.subspan(begin, end - begin)) documents.set(docid);
  }
  for (const std::uint32_t docid : oldest_first_.subspan(year, begin - year))
    if (least_of(keys_[docid]) <= to && greatest_of(keys_[docid]) >= from) documents.set(docid);
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

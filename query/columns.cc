#include "query/columns.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "query/docid.h"
#include "schema/terms.h"

namespace tarsach::query {

namespace {

// A date as a number with room for what is unknown: the least and the greatest day it can be differ only in these.
std::uint32_t date_key(int year, int month, int day) {
  return static_cast<std::uint32_t>(year * 512 + month * 32 + day);
}
std::uint32_t key_of(const schema::Date& date) { return date_key(date.year, date.month, date.day); }

std::uint32_t least_of(std::uint32_t key) {
  if (key % 512 == 0) key += 32;
  return key % 32 == 0 ? key + 1 : key;
}
std::uint32_t greatest_of(std::uint32_t key) {
  if (key % 512 == 0) key += 12 * 32;
  return key % 32 == 0 ? key + 31 : key;
}

}  // namespace

Lists::Lists(std::size_t lists, const std::vector<Pair>& pairs) : starts_(lists + 1), items_(pairs.size()) {
  for (const Pair& pair : pairs) ++starts_[pair.list + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  std::vector<std::uint32_t> ends(starts_.begin(), starts_.end() - 1);
  for (const Pair& pair : pairs) items_[ends[pair.list]++] = pair.item;
}

Column::Column(const Xapian::Database& database, schema::Field field, std::size_t documents) {
  std::unordered_map<std::string, std::uint32_t> seen;
  std::vector<Lists::Pair> pairs;
  const Xapian::valueno slot = schema::row(field).slot;
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
    const std::string packed = *value;
    const std::uint32_t docid = checked_docid(value.get_docid(), documents);
    for (const std::string_view one : schema::unpack_values(packed)) {
      const auto number = static_cast<std::uint32_t>(seen.size());
      pairs.push_back({docid, seen.try_emplace(std::string(one), number).first->second});
    }
  }
  for (const auto& [value, number] : seen) values_.push_back(value);
  std::sort(values_.begin(), values_.end());
  std::vector<std::uint32_t> sorted(seen.size());
  for (const auto& [value, number] : seen) sorted[number] = *find(value);
  for (Lists::Pair& pair : pairs) pair.item = sorted[pair.item];
  by_document_ = Lists(documents, pairs);
  for (Lists::Pair& pair : pairs) std::swap(pair.list, pair.item);
  by_value_ = Lists(values_.size(), pairs);
}

std::optional<std::uint32_t> Column::find(std::string_view value) const {
  const auto at = std::lower_bound(values_.begin(), values_.end(), value);
  if (at == values_.end() || *at != value) return std::nullopt;
  return static_cast<std::uint32_t>(at - values_.begin());
}

DateColumn::DateColumn(const Xapian::Database& database, const Bitmap& documents) : keys_(documents.size()) {
  const Xapian::valueno slot = schema::row(schema::Field::kDate).slot;
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value)
    keys_[checked_docid(value.get_docid(), keys_.size())] = key_of(schema::unpack_date(*value));
  documents.for_each([&](std::uint32_t docid) { newest_first_.push_back(docid); });
  oldest_first_ = newest_first_;
  std::stable_sort(newest_first_.begin(), newest_first_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return keys_[a] > keys_[b]; });
  std::stable_sort(oldest_first_.begin(), oldest_first_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return keys_[a] - 1 < keys_[b] - 1; });  // 0 goes last
}

Bitmap DateColumn::within(const Period& period) const {
  const std::uint32_t from = period.from.known() ? least_of(key_of(period.from)) : 0;
  const std::uint32_t to = period.to.known() ? greatest_of(key_of(period.to)) : ~std::uint32_t{0};
  Bitmap documents(keys_.size());
  for (std::uint32_t docid = 0; docid < keys_.size(); ++docid) {
    const std::uint32_t key = keys_[docid];
    if (key != 0 && least_of(key) <= to && greatest_of(key) >= from) documents.set(docid);
  }
  return documents;
}

Columns load_columns(const Xapian::Database& database, const Bitmap& documents) {
  Columns columns;
  columns.dates = DateColumn(database, documents);
  for (const schema::FieldRow& row : schema::kFields)
    if (has_column(row.field))
      columns.fields[static_cast<std::size_t>(row.field)] = Column(database, row.field, documents.size());
  return columns;
}

}  // namespace tarsach::query

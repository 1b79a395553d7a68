// The file of columns: any bytes are refused, or every number in it leads to something within it.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "schema/column_file.h"

namespace schema = tarsach::schema;

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void look_at(const schema::ColumnFile& file, const schema::Column& column) {
  std::size_t items = 0, documents = 0;
  for (std::uint32_t docid = 0; docid < file.size(); ++docid)
    for (const std::uint32_t value : column.values_of(docid)) {
      check(column.find(column.values()[value]) == value);
      ++items;
    }
  for (std::uint32_t value = 0; value < column.values().size(); ++value)
    for (const std::uint32_t docid : column.documents_of(value)) {
      check((file.document_bits()[docid / 64] >> (docid % 64) & 1) != 0);
      ++documents;
    }
  check(items == documents);
  const auto as_bits = column.as_bits().numbers();
  for (std::size_t place = 0; place < as_bits.size(); ++place) {
    const auto bits = column.as_bits()[place];
    check(bits.size() == file.document_bits().size());
    for (const std::uint32_t docid : column.documents_of(as_bits[place]))
      check((bits[docid / 64] >> (docid % 64) & 1) != 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = schema::ColumnFile::parse(std::string(reinterpret_cast<const char*>(data), size));
  if (!file) return 0;
  check(file->lengths().size() == file->size() && file->date_keys().size() == file->size());
  check(file->title_lengths().size() == file->size());
  check(file->newest_first().size() == file->documents() && file->oldest_first().size() == file->documents());
  check(file->documents_in(0, 2) + file->documents_in(1, 2) == file->documents());
  for (const schema::FieldRow& row : schema::kFields)
    if (schema::has_column(row.field)) look_at(*file, file->of(row.field));
  return 0;
}

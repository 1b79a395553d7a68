#include "schema/column_file.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <vector>

#include "base/bits.h"
#include "schema/shards.h"

namespace tarsach::schema {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of this file are used as they lie");
static_assert(sizeof(ColumnFileHeader) % sizeof(std::uint64_t) == 0, "the numbers behind it have to be aligned");

using Numbers = std::span<const std::uint32_t>;
using Bits = std::span<const std::uint64_t>;

/// Takes the parts of a file off its front; once one does not fit, none does.
class Parts {
 public:
  explicit Parts(std::string_view bytes) : rest_(bytes), size_(bytes.size()) {}

  std::string_view take(std::uint64_t bytes) {
    if (bytes > rest_.size()) fits_ = false;
    if (!fits_) return {};
    const std::string_view part = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return part;
  }
  template <typename Header>
  Header take_header() {
    Header header;
    if (const std::string_view bytes = take(sizeof header); fits_) std::memcpy(&header, bytes.data(), sizeof header);
    return header;
  }
  template <typename Number = std::uint32_t>
  std::span<const Number> take_numbers(std::uint64_t count) {
    const std::string_view part = take(count * sizeof(Number));
    return {reinterpret_cast<const Number*>(part.data()), part.size() / sizeof(Number)};
  }
  /// With what comes behind them, so that the next part is aligned.
  std::string_view take_bytes(std::uint64_t bytes) { return take(padded_bytes(bytes)).substr(0, fits_ ? bytes : 0); }
  NumberLists take_lists(std::uint64_t lists, std::uint64_t items) {
    const Numbers starts = take_numbers(lists + 1);
    return {starts, take_numbers(items)};
  }
  BitSets take_bit_sets(std::uint64_t sets, std::uint64_t size) {
    const Numbers numbers = take_numbers(sets);
    if ((size_ - rest_.size()) % sizeof(std::uint64_t) != 0) take(sizeof(std::uint32_t));  // so that they are aligned
    return {numbers, take_numbers<std::uint64_t>(sets * bit_words(size))};
  }
  [[nodiscard]] bool fits() const { return fits_; }
  /// Whether every part was there and nothing is left.
  [[nodiscard]] bool done() const { return fits_ && rest_.empty(); }

 private:
  std::string_view rest_;
  std::size_t size_;  // of all parts
  bool fits_ = true;
};

bool has_bit(Bits bits, std::uint32_t bit) { return (bits[bit >> 6] >> (bit & 63) & 1) != 0; }

/// Each of the documents once.
bool is_order(Numbers order, Bits documents) {
  std::vector<std::uint64_t> left(documents.begin(), documents.end());
  for (const std::uint32_t docid : order) {
    if (docid >> 6 >= left.size() || !has_bit(left, docid)) return false;
    left[docid >> 6] &= ~(std::uint64_t{1} << (docid & 63));
  }
  return std::all_of(left.begin(), left.end(), [](std::uint64_t word) { return word == 0; });
}

bool are_starts(const NumberLists& lists) {
  const Numbers starts = lists.starts();
  return starts.front() == 0 && starts.back() == lists.items().size() && std::is_sorted(starts.begin(), starts.end());
}

/// Whether going through the lists of documents in order gives each list of a value in order, no document twice; only
/// documents that exist have values. By pointers: with the library's assertion at each of millions of numbers it takes
/// three times as long.
bool are_reverse(const NumberLists& by_document, const NumberLists& by_value, Bits documents) {
  const std::uint32_t* const starts = by_document.starts().data();
  const std::uint32_t* const values = by_document.items().data();
  const std::uint32_t* const begins = by_value.starts().data();
  const std::uint32_t* const docids = by_value.items().data();
  std::vector<std::uint32_t> next(by_value.starts().begin(), by_value.starts().end());
  std::uint32_t* const at = next.data();
  const std::size_t value_count = by_value.size(), size = by_document.size();
  for (std::uint32_t docid = 0; docid < size; ++docid) {
    const std::uint32_t begin = starts[docid], end = starts[docid + 1];
    if (begin != end && !has_bit(documents, docid)) return false;
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint32_t value = values[i];
      if (value >= value_count) return false;
      const std::uint32_t place = at[value]++;
      if (place == begins[value + 1] || docids[place] != docid) return false;
      if (place != begins[value] && docids[place - 1] == docid) return false;
    }
  }
  return true;  // as many numbers as there are in the lists of values, and none of these twice
}

/// Whether each set has the documents of the list of its number, which are documents that there are.
bool are_same(const BitSets& sets, const NumberLists& lists) {
  const Numbers numbers = sets.numbers();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] >= lists.size() || (i > 0 && numbers[i] <= numbers[i - 1])) return false;
    const Bits bits = sets[i];
    const Numbers documents = lists[numbers[i]];
    if (count_bits(bits) != documents.size() || count_bits_at(bits, documents) != documents.size()) return false;
  }
  return true;
}

}  // namespace

BitSets::Bits BitSets::of(std::uint32_t number) const {
  const auto at = std::lower_bound(numbers_.begin(), numbers_.end(), number);
  if (at == numbers_.end() || *at != number) return {};
  return (*this)[static_cast<std::size_t>(at - numbers_.begin())];
}

bool TextList::is_sound() const {
  if (!std::is_sorted(ends_.begin(), ends_.end()) || (ends_.empty() ? 0 : ends_.back()) != bytes_.size()) return false;
  for (std::size_t i = 1; i < size(); ++i)
    if ((*this)[i] <= (*this)[i - 1]) return false;
  return true;
}

std::optional<std::uint32_t> Column::find(std::string_view value) const {
  std::size_t begin = 0, end = values_.size();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    if (values_[middle] < value)
      begin = middle + 1;
    else
      end = middle;
  }
  if (begin == values_.size() || values_[begin] != value) return std::nullopt;
  return static_cast<std::uint32_t>(begin);
}

const char* Column::fault(Bits documents) const {
  if (!values_.is_sound()) return "a value is not in its place";
  if (!are_starts(by_document_) || !are_starts(by_value_)) return "a list outside of it";
  if (!are_reverse(by_document_, by_value_, documents)) return "documents and values do not agree";
  if (!are_same(as_bits_, by_value_)) return "the bits of a value are not its list";
  return nullptr;
}

Result<ColumnFile> ColumnFile::open(const std::filesystem::path& path) {
  ColumnFile file;
  TARSACH_TRY(file.file_, MappedFile::open(path));
  if (auto attached = file.attach(file.file_.bytes()); !attached)
    return fail(attached.error().code, path.string() + ": " + attached.error().message, attached.error().hint);
  return file;
}

Result<ColumnFile> ColumnFile::parse(std::string bytes) {
  ColumnFile file;
  file.own_ = std::move(bytes);  // longer than what a string holds in itself, or refused: the views stay where they are
  TARSACH_CHECK(file.attach(file.own_));
  return file;
}

Result<void> ColumnFile::attach(std::string_view bytes) {
  const auto damaged = [](const char* what) {
    return fail(ErrorCode::kBadData, std::string("the columns are damaged: ") + what, "build the index again");
  };
  Parts parts(bytes);
  header_ = parts.take_header<ColumnFileHeader>();
  if (!parts.fits() || header_.magic != ColumnFileHeader::kMagic) return damaged("no header");
  if (header_.version != ColumnFileHeader::kVersion) return damaged("another version");
  if (header_.size == 0) return damaged("no room for documents");
  document_bits_ = parts.take_numbers<std::uint64_t>(bit_words(header_.size));
  lengths_ = parts.take_numbers(header_.size);
  date_keys_ = parts.take_numbers(header_.size);
  const std::string_view titles = parts.take_bytes(header_.size);
  title_lengths_ = {reinterpret_cast<const std::uint8_t*>(titles.data()), titles.size()};
  newest_first_ = parts.take_numbers(header_.documents);
  oldest_first_ = parts.take_numbers(header_.documents);
  for (const FieldRow& row : kFields) {
    if (!has_column(row.field)) continue;
    const auto header = parts.take_header<ColumnHeader>();
    if (parts.fits() && header.slot != row.slot) return damaged("other fields");
    const Numbers ends = parts.take_numbers(header.values);
    const TextList values(ends, parts.take_bytes(header.text_bytes));
    const NumberLists by_document = parts.take_lists(header_.size, header.items);
    const NumberLists by_value = parts.take_lists(header.values, header.items);
    const BitSets as_bits = parts.take_bit_sets(header.bit_sets, header_.size);
    columns_[static_cast<std::size_t>(row.field)] = {values, by_document, by_value, as_bits};
  }
  if (!parts.done()) return damaged("another size");
  if (const char* what = fault()) return damaged(what);
  return {};
}

const char* ColumnFile::fault() const {
  const std::uint64_t behind = header_.size % 64 == 0 ? 0 : document_bits_.back() >> (header_.size % 64);
  if (has_bit(document_bits_, 0) || behind != 0) return "a document with a number that none can have";
  if (count_bits(document_bits_) != header_.documents) return "another number of documents";
  if (std::accumulate(lengths_.begin(), lengths_.end(), std::uint64_t{0}) != header_.total_length)
    return "another length of all documents";
  if (!is_order(newest_first_, document_bits_) || !is_order(oldest_first_, document_bits_))
    return "a document that comes twice in an order, or not at all";
  for (const FieldRow& row : kFields)
    if (has_column(row.field))
      if (const char* what = of(row.field).fault(document_bits_)) return what;
  return nullptr;
}

std::uint64_t ColumnFile::documents_in(std::size_t shard, std::size_t shards) const {
  if (shards == 1) return count_bits(document_bits_);
  std::uint64_t documents = 0;
  for (std::size_t docid = docid_of({shard, 1}, shards); docid < size(); docid += shards)
    documents += has_bit(document_bits_, static_cast<std::uint32_t>(docid)) ? 1 : 0;
  return documents;
}

}  // namespace tarsach::schema

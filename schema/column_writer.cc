#include "schema/column_writer.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/column_file.h"
#include "schema/shards.h"
#include "schema/terms.h"
#include "schema/title_length.h"

namespace tarsach::schema {
namespace {

using Number = std::uint32_t;

template <typename Item>
void append(std::string& bytes, std::span<const Item> items) {
  bytes.append(reinterpret_cast<const char*>(items.data()), items.size_bytes());
}
template <typename Item>
void append(std::string& bytes, const std::vector<Item>& items) {
  append(bytes, std::span<const Item>(items));
}

/// A list for each number, in the order of adding. What is written has two spans: NumberLists.
struct Lists {
  struct Pair {
    Number list = 0, item = 0;
  };
  std::vector<Number> starts, items;

  Lists(std::size_t lists, const std::vector<Pair>& pairs) : starts(lists + 1), items(pairs.size()) {
    for (const Pair& pair : pairs) ++starts[pair.list + 1];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<Number> ends(starts.begin(), starts.end() - 1);
    for (const Pair& pair : pairs) items[ends[pair.list]++] = pair.item;
  }
};

/// Of all shards together, under the numbers that documents have there.
class Source {
 public:
  Source(const Databases& databases, std::size_t end) : shards_(databases.shards) {
    for_each_document(
        [this](Number docid, const Xapian::PostingIterator&) { size_ = std::max(size_, std::size_t{docid} + 1); });
    if (size_ > end) throw Xapian::DatabaseCorruptError("a document behind the last one");
  }

  /// The last docid + 1.
  [[nodiscard]] std::size_t size() const { return size_; }

  /// action(docid, its place in the shard), shard by shard.
  template <typename Action>
  void for_each_document(Action&& action) const {
    for (std::size_t shard = 0; shard < shards_.size(); ++shard)
      for (auto at = shards_[shard].postlist_begin(""); at != shards_[shard].postlist_end(""); ++at)
        action(docid_of({shard, *at}, shards_.size()), at);
  }

  /// action(docid, bytes) for each value of a slot, shard by shard.
  template <typename Action>
  void for_each_value(Xapian::valueno slot, Action&& action) const {
    for (std::size_t shard = 0; shard < shards_.size(); ++shard)
      for (auto at = shards_[shard].valuestream_begin(slot); at != shards_[shard].valuestream_end(slot); ++at) {
        const Number docid = docid_of({shard, at.get_docid()}, shards_.size());
        if (docid >= size_) throw Xapian::DatabaseCorruptError("a value behind the last document");
        action(docid, *at);
      }
  }

 private:
  const std::vector<Xapian::Database>& shards_;
  std::size_t size_ = 1;
};

/// The header and what stands by docid.
std::string encode_documents(const Source& source) {
  ColumnFileHeader header;
  header.size = static_cast<Number>(source.size());
  std::vector<std::uint64_t> bits(bit_words(source.size()));
  std::vector<Number> lengths(source.size()), keys(source.size());
  source.for_each_document([&](Number docid, const Xapian::PostingIterator& at) {
    bits[docid >> 6] |= std::uint64_t{1} << (docid & 63);
    lengths[docid] = at.get_doclength();
    header.total_length += lengths[docid];
    ++header.documents;
  });
  source.for_each_value(row(Field::kDate).slot,
                        [&](Number docid, const std::string& packed) { keys[docid] = date_key(unpack_date(packed)); });
  std::string titles(padded_bytes(source.size()), '\0');
  source.for_each_value(kTitleLengthSlot, [&](Number docid, const std::string& packed) {
    titles[docid] = static_cast<char>(unpack_title_length(packed));
  });
  std::vector<Number> order;
  order.reserve(header.documents);
  for (Number docid = 0; docid < source.size(); ++docid)
    if ((bits[docid >> 6] >> (docid & 63) & 1) != 0) order.push_back(docid);
  std::vector<Number> oldest = order;
  std::stable_sort(order.begin(), order.end(), [&](Number a, Number b) { return keys[a] > keys[b]; });
  std::stable_sort(oldest.begin(), oldest.end(),
                   [&](Number a, Number b) { return keys[a] - 1 < keys[b] - 1; });  // 0 goes last
  std::string bytes;
  append(bytes, std::span<const ColumnFileHeader>(&header, 1));
  append(bytes, bits);
  for (const auto* numbers : {&lengths, &keys}) append(bytes, *numbers);
  bytes += titles;
  for (const auto* numbers : {&order, &oldest}) append(bytes, *numbers);
  return bytes;
}

std::vector<Number> values_as_bits(const Lists& by_value, std::size_t size) {
  std::vector<Number> values;
  for (Number value = 0; value + 1 < by_value.starts.size(); ++value)
    if (is_kept_as_bits(by_value.starts[value + 1] - by_value.starts[value], size)) values.push_back(value);
  return values;
}

void append_bit_sets(std::string& bytes, const Lists& by_value, const std::vector<Number>& values, std::size_t size) {
  append(bytes, values);
  bytes.resize(padded_bytes(bytes.size(), sizeof(std::uint64_t)));
  for (const Number value : values) {
    std::vector<std::uint64_t> bits(bit_words(size));
    for (Number at = by_value.starts[value]; at < by_value.starts[value + 1]; ++at) {
      const Number docid = by_value.items[at];
      bits[docid >> 6] |= std::uint64_t{1} << (docid & 63);
    }
    append(bytes, bits);
  }
}

void append_column(std::string& bytes, const Source& source, Field field) {
  std::map<std::string, Number, std::less<>> seen;  // value → how many were seen before it
  std::vector<Number> last;                         // document of each, by that number
  std::vector<Lists::Pair> pairs;
  source.for_each_value(row(field).slot, [&](Number docid, const std::string& packed) {
    for (const std::string_view one : unpack_values(packed)) {
      auto at = seen.find(one);
      if (at == seen.end()) {
        at = seen.emplace(one, static_cast<Number>(seen.size())).first;
        last.push_back(0);
      }
      if (std::exchange(last[at->second], docid) != docid) pairs.push_back({docid, at->second});
    }
  });
  std::vector<Number> ends, place_of(seen.size());
  std::string texts;
  for (const auto& [value, number] : seen) {
    place_of[number] = static_cast<Number>(ends.size());
    texts += value;
    ends.push_back(static_cast<Number>(texts.size()));
  }
  for (Lists::Pair& pair : pairs) pair.item = place_of[pair.item];
  const Lists by_document(source.size(), pairs);
  pairs.clear();
  for (Number docid = 0; docid < source.size(); ++docid)
    for (Number at = by_document.starts[docid]; at < by_document.starts[docid + 1]; ++at)
      pairs.push_back({by_document.items[at], docid});
  const Lists by_value(ends.size(), pairs);
  const std::vector<Number> as_bits = values_as_bits(by_value, source.size());
  const ColumnHeader header{.slot = row(field).slot,
                            .values = static_cast<Number>(ends.size()),
                            .items = static_cast<Number>(pairs.size()),
                            .text_bytes = static_cast<Number>(texts.size()),
                            .bit_sets = static_cast<Number>(as_bits.size())};
  texts.resize(padded_bytes(texts.size()));
  append(bytes, std::span<const ColumnHeader>(&header, 1));
  append(bytes, ends);
  bytes += texts;
  for (const Lists* lists : {&by_document, &by_value}) {
    append(bytes, lists->starts);
    append(bytes, lists->items);
  }
  append_bit_sets(bytes, by_value, as_bits, source.size());
}

}  // namespace

std::string encode_columns(const Databases& databases, std::size_t end) {
  const Source source(databases, end);
  std::string bytes = encode_documents(source);
  for (const FieldRow& row : kFields)
    if (has_column(row.field)) append_column(bytes, source, row.field);
  return bytes;
}

}  // namespace tarsach::schema

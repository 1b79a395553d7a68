#include "query/value_counts.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/bits.h"

namespace tarsach::query {
namespace {

using Counts = std::vector<std::uint32_t>;

// In steps, each as long as it takes to see whether one document of a list is in the set (base/bits.h).
constexpr std::uint64_t kStepsOfLookingUp = 8;  // a document's values
constexpr std::uint64_t kWordsInAStep = 2;      // of 64 bits that are compared and counted

/// What has no value is counted in one of so many places, in turn: to add to one number again and again takes longer.
constexpr std::uint32_t kSpares = 8;

// Without a branch for the first two values of a document, since nobody can foretell how many it has.
Counts count_by_document(const Column& column, const Bitmap& documents, Watch& watch) {
  const auto values = static_cast<std::uint32_t>(column.values().size());
  const std::size_t items = column.by_document().items().size();
  Counts counts(values + kSpares);
  // What the file says was looked at when it was opened: nothing leads outside.
  const std::uint32_t* const starts = column.by_document().starts().data();
  const std::uint32_t* const all = column.by_document().items().data();
  const std::span words = documents.words();
  for (std::size_t i = 0; items > 0 && i < words.size(); ++i) {
    if (words[i] == 0) continue;
    watch.step(static_cast<unsigned>(std::popcount(words[i])));
    for (std::uint64_t word = words[i]; word != 0; word &= word - 1) {
      const auto document = static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
      const std::uint32_t begin = starts[document], end = starts[document + 1];
      const std::uint32_t spare = values + document % kSpares;
      const std::uint32_t first = all[std::min<std::size_t>(begin, items - 1)];
      const std::uint32_t second = all[std::min<std::size_t>(begin + 1, items - 1)];
      ++counts[begin < end ? first : spare];
      ++counts[begin + 1 < end ? second : spare];
      for (std::uint32_t at = begin + 2; at < end; ++at) ++counts[all[at]];
    }
  }
  counts.resize(values);
  return counts;
}

Counts count_by_value(const Column& column, const Bitmap& documents, Watch& watch) {
  Counts counts(column.values().size());
  const schema::BitSets& as_bits = column.as_bits();
  std::size_t place = 0;  // of the next value that is kept as bits
  for (std::uint32_t value = 0; value < counts.size(); ++value) {
    if (place < as_bits.numbers().size() && as_bits.numbers()[place] == value) {
      watch.step(static_cast<unsigned>(documents.words().size() / kWordsInAStep));
      counts[value] = static_cast<std::uint32_t>(count_common_bits(documents.words(), as_bits[place++]));
    } else {
      const auto list = column.documents_of(value);
      watch.step(static_cast<unsigned>(list.size()));
      counts[value] = static_cast<std::uint32_t>(count_bits_at(documents.words(), list));
    }
  }
  return counts;
}

Counts count_by_others(const Column& column, Bitmap all, const Bitmap& documents, Watch& watch) {
  all -= documents;
  Counts counts = count_by_document(column, all, watch);
  for (std::uint32_t value = 0; value < counts.size(); ++value)
    counts[value] = static_cast<std::uint32_t>(column.documents_of(value).size()) - counts[value];
  return counts;
}

std::uint64_t steps_by_value(const Column& column, std::uint64_t words) {
  const schema::BitSets& as_bits = column.as_bits();
  std::uint64_t items = column.by_document().items().size();
  for (const std::uint32_t value : as_bits.numbers()) items -= column.documents_of(value).size();
  return items + as_bits.numbers().size() * words / kWordsInAStep;
}

CountingWay quickest_way(const Column& column, const Bitmap& documents, const Bitmap& all) {
  const std::uint64_t count = documents.count();
  const std::uint64_t by_document = count * kStepsOfLookingUp;
  const std::uint64_t by_others = (all.count() - count) * kStepsOfLookingUp;
  const std::uint64_t by_value = steps_by_value(column, documents.words().size());
  if (by_value <= std::min(by_document, by_others)) return CountingWay::kByValue;
  return by_document <= by_others ? CountingWay::kByDocument : CountingWay::kByOthers;
}

}  // namespace

Counts count_values(const Column& column, const Bitmap& documents, const Bitmap& all, Watch& watch) {
  return count_values(column, documents, all, watch, quickest_way(column, documents, all));
}

Counts count_values(const Column& column, const Bitmap& documents, const Bitmap& all, Watch& watch, CountingWay way) {
  switch (way) {
    case CountingWay::kByDocument: return count_by_document(column, documents, watch);
    case CountingWay::kByOthers: return count_by_others(column, all, documents, watch);
    case CountingWay::kByValue: break;
  }
  return count_by_value(column, documents, watch);
}

}  // namespace tarsach::query

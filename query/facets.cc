#include "query/facets.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <utility>

#include "query/values.h"

namespace tarsach::query {

namespace {

using schema::Field;

Bitmap documents_of(const Column& column, const std::vector<std::uint32_t>& values, std::size_t size) {
  Bitmap documents(size);
  for (const std::uint32_t value : values)
    for (const std::uint32_t document : column.documents_of(value)) documents.set(document);
  return documents;
}

bool comes_before(Field field, const FacetCount& a, const FacetCount& b) {
  if (field == Field::kYear) return a.value > b.value;
  if (a.count != b.count) return a.count > b.count;
  return a.label.bg != b.label.bg ? a.label.bg < b.label.bg : a.value < b.value;
}

/// To look a document's values up takes as long as to see of so many documents of a value whether they match.
constexpr std::size_t kStepsOfLookingUp = 8;

std::vector<std::uint32_t> count_by_document(const Column& column, const Bitmap& documents, Watch& watch) {
  std::vector<std::uint32_t> counts(column.values().size());
  // What the file says was looked at when it was opened: nothing leads outside.
  const std::uint32_t* const starts = column.by_document().starts().data();
  const std::uint32_t* const values = column.by_document().items().data();
  const std::span words = documents.words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == 0) continue;
    watch.step(static_cast<unsigned>(std::popcount(words[i])));
    for (std::uint64_t word = words[i]; word != 0; word &= word - 1) {
      const std::size_t document = i * 64 + static_cast<std::size_t>(std::countr_zero(word));
      for (std::uint32_t at = starts[document]; at < starts[document + 1]; ++at) ++counts[values[at]];
    }
  }
  return counts;
}

// Without a branch in the loop, and along lists that lie one behind the other.
std::vector<std::uint32_t> count_by_value(const Column& column, const Bitmap& documents, Watch& watch) {
  std::vector<std::uint32_t> counts(column.values().size());
  for (std::uint32_t value = 0; value < counts.size(); ++value) {
    const auto having = column.documents_of(value);
    watch.step(static_cast<unsigned>(having.size()));
    std::uint32_t count = 0;
    for (const std::uint32_t document : having) count += documents.test(document) ? 1 : 0;
    counts[value] = count;
  }
  return counts;
}

/// What the values that come first have at least, of those that are put in order by their counts.
std::uint32_t least_of_first(std::vector<std::uint32_t> counts, std::size_t first) {
  std::erase(counts, 0U);
  if (counts.size() <= first) return 1;
  if (first == 0) return std::numeric_limits<std::uint32_t>::max();
  const auto last = counts.begin() + static_cast<std::ptrdiff_t>(first) - 1;
  std::nth_element(counts.begin(), last, counts.end(), std::greater<>());
  return *last;
}

// Few documents by themselves, nearly all by those that are missing, what is between by the lists of the values.
std::vector<std::uint32_t> count_values(const Snapshot& snapshot, const Column& column, const Bitmap& matches,
                                        Watch& watch) {
  const std::size_t looked_up = column.by_document().items().size() / kStepsOfLookingUp;
  const std::size_t count = matches.count();
  if (count <= looked_up) return count_by_document(column, matches, watch);
  if (snapshot.documents().count() - count > looked_up) return count_by_value(column, matches, watch);
  Bitmap others = snapshot.documents();
  others -= matches;
  std::vector<std::uint32_t> counts = count_by_document(column, others, watch);
  for (std::uint32_t value = 0; value < counts.size(); ++value)
    counts[value] = static_cast<std::uint32_t>(column.documents_of(value).size()) - counts[value];
  return counts;
}

}  // namespace

Choices::Choices(const Snapshot& snapshot, const Request& request) {
  const Columns& columns = snapshot.columns();
  const std::size_t size = snapshot.documents().size();
  for (const Filter& filter : request.filters) {
    const Column& column = columns.of(filter.field);
    for (const std::string& value : filter.excluded)
      excluded_.push_back(documents_of(column, exact_values(columns, filter.field, value), size));
    auto& chosen = chosen_[static_cast<std::size_t>(filter.field)];
    for (const std::string& value : filter.values) {
      if (!chosen) chosen.emplace(Chosen{{}, {}, Bitmap(size)});
      const std::vector<std::uint32_t> numbers = exact_values(columns, filter.field, value);
      chosen->values.insert(chosen->values.end(), numbers.begin(), numbers.end());
      if (numbers.empty()) chosen->unknown.push_back(value);
      chosen->documents |= documents_of(column, numbers, size);
    }
  }
  const Period period{request.from, request.to};
  if (!period.open()) period_ = columns.dates.within(period);
}

const Choices::Chosen* Choices::chosen(Field field) const {
  const auto& chosen = chosen_[static_cast<std::size_t>(field)];
  return chosen ? &*chosen : nullptr;
}

Bitmap Choices::apply(Bitmap matches) const { return apply_but(Field::kText, std::move(matches)); }

Bitmap Choices::apply_but(Field field, Bitmap matches) const {
  for (const schema::FieldRow& row : schema::kFields)
    if (const Chosen* one = chosen(row.field); one != nullptr && row.field != field) matches &= one->documents;
  for (const Bitmap& documents : excluded_) matches -= documents;
  if (period_) matches &= *period_;
  return matches;
}

// Labels are looked up of no more values than may be listed.
Facet count_facet(const Snapshot& snapshot, const Choices& choices, const Wanted& wanted, const Bitmap& matches,
                  Watch& watch) {
  const Field field = wanted.field;
  const Column& column = snapshot.columns().of(field);
  const std::vector<std::uint32_t> counts = count_values(snapshot, column, choices.apply_but(field, matches), watch);
  const Choices::Chosen* chosen = choices.chosen(field);
  const auto is_chosen = [&](std::uint32_t value) {
    return chosen != nullptr && std::find(chosen->values.begin(), chosen->values.end(), value) != chosen->values.end();
  };
  Facet facet;
  facet.field = field;
  const auto add = [&](std::string_view value, std::uint32_t count, bool selected) {
    facet.counts.push_back({std::string(value), label_of(snapshot.vocabulary(), field, value), count, selected});
  };
  const std::uint32_t least = field == Field::kYear ? 1 : least_of_first(counts, wanted.first);
  for (std::uint32_t value = 0; value < counts.size(); ++value) {
    facet.values += counts[value] > 0;
    if (counts[value] >= least || is_chosen(value)) add(column.values()[value], counts[value], is_chosen(value));
  }
  if (chosen != nullptr)
    for (const std::string& value : chosen->unknown) add(value, 0, true);
  std::sort(facet.counts.begin(), facet.counts.end(),
            [&](const FacetCount& a, const FacetCount& b) { return comes_before(field, a, b); });
  return facet;
}

void narrow(Facet& facet, std::size_t limit, const ValueTest& test) {
  if (test) {
    std::erase_if(facet.counts, [&](const FacetCount& count) { return !count.selected && !test(count); });
    facet.values = static_cast<std::size_t>(
        std::count_if(facet.counts.begin(), facet.counts.end(), [&](const FacetCount& count) { return test(count); }));
  }
  std::size_t place = 0;
  std::erase_if(facet.counts, [&](const FacetCount& count) { return place++ >= limit && !count.selected; });
}

}  // namespace tarsach::query

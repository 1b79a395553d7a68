#include "query/facets.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "query/value_counts.h"
#include "query/values.h"

namespace tarsach::query {

namespace {

using schema::Field;

Bitmap documents_of(const Column& column, const std::vector<std::uint32_t>& values, std::size_t size) {
  Bitmap documents(size);
  for (const std::uint32_t value : values) add_documents_of(column, value, documents);
  return documents;
}

bool comes_before(Field field, const FacetCount& a, const FacetCount& b) {
  if (field == Field::kYear) return a.value > b.value;
  if (a.count != b.count) return a.count > b.count;
  return a.label.bg != b.label.bg ? a.label.bg < b.label.bg : a.value < b.value;
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
  const std::vector<std::uint32_t> counts =
      count_values(column, choices.apply_but(field, matches), snapshot.documents(), watch);
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

#include "query/facets.h"

#include <algorithm>
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
  documents.for_each([&](std::uint32_t document) {
    watch.step();
    for (const std::uint32_t value : column.values_of(document)) ++counts[value];
  });
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

std::size_t pairs_of(const Column& column) {
  std::size_t pairs = 0;
  for (std::uint32_t value = 0; value < column.values().size(); ++value) pairs += column.documents_of(value).size();
  return pairs;
}

// Few documents by themselves, nearly all by those that are missing, what is between by the lists of the values.
std::vector<std::uint32_t> count_values(const Snapshot& snapshot, const Column& column, const Bitmap& matches,
                                        Watch& watch) {
  const std::size_t looked_up = pairs_of(column) / kStepsOfLookingUp;
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

Facet count_facet(const Snapshot& snapshot, const Choices& choices, Field field, const Bitmap& matches, Watch& watch) {
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
  for (std::uint32_t value = 0; value < counts.size(); ++value) {
    facet.values += counts[value] > 0;
    if (counts[value] > 0 || is_chosen(value)) add(column.values()[value], counts[value], is_chosen(value));
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

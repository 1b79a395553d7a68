// Any bytes as a query, from any day: what is found lies in order within its words, is in the calendar, and can be said
// in syntax that is read back as it was meant.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/dates_in_query.h"
#include "query/parser.h"
#include "query/values.h"

namespace {

namespace query = tarsach::query;
namespace schema = tarsach::schema;

bool is_sound(const query::Period& period) {
  const bool real = is_valid(period.from) && is_valid(period.to) && !period.open();
  if (!real || !period.from.known() || !period.to.known()) return real;
  return first_day(period.from) <= last_day(period.to);
}

/// The first two bytes: a day of some 179 years from 1900 on.
schema::Date day_of(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return {};
  const schema::Date first{1900, 1, 1};
  return schema::date_of_day(schema::first_day(first) + data[0] * 256 + data[1]);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const schema::Date today = day_of(data, size);
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  const query::Node root = query::parse(typed.substr(std::min<std::size_t>(size, 2))).root;
  const bool says_itself = query::parse(to_query(root)).root == root;
  const std::size_t words = root.kind == query::NodeKind::kGroup ? root.children.size() : 1;
  std::size_t end = 0;
  for (const query::DateExpression& found : query::find_dates(root, today)) {
    const bool placed = found.first >= end && found.count > 0 && found.first + found.count <= words;
    if (!placed || !is_sound(found.period)) std::abort();
    end = found.first + found.count;
    const query::Node meant = query::restricted(root, {found});
    const query::Node read = query::parse(to_query(meant)).root;
    if (says_itself && read != meant) std::abort();
  }
  return 0;
}

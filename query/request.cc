#include "query/request.h"

#include "query/columns.h"
#include "query/search.h"
#include "query/values.h"
#include "text/utf8.h"

namespace tarsach::query {

namespace {

using schema::Field;

tl::unexpected<Error> refuse(std::string_view parameter, const std::string& what, std::string hint = {}) {
  return fail(ErrorCode::kUsage, std::string(parameter) + ": " + what, std::move(hint));
}

Result<void> check_number(std::string_view parameter, std::size_t number, std::size_t most) {
  if (number <= most) return {};
  return refuse(parameter, std::to_string(number) + " is more than " + std::to_string(most));
}

Result<void> check_value(Field field, const std::string& value) {
  const std::string_view name = row(field).name;
  if (value.empty()) return refuse(name, "an empty value", "leave the parameter out");
  if (field == Field::kYear && !parse_years(value))
    return refuse(name, "'" + value + "' is not a year", "write 2018, or 2017..2019 for a range");
  return {};
}

Result<void> check_filter(const Filter& filter) {
  const std::string_view name = row(filter.field).name;
  if (!has_column(filter.field)) return refuse(name, "is not a filter", "filters are event, year, topic and lang");
  TARSACH_CHECK(check_number(name, filter.values.size() + filter.excluded.size(), kMaxFilterValues));
  for (const auto* values : {&filter.values, &filter.excluded})
    for (const std::string& value : *values) TARSACH_CHECK(check_value(filter.field, value));
  return {};
}

Result<void> check_groups(const Request& request) {
  if (request.group == Group::kNone) return {};
  if (request.group_limit == 0) return refuse("group_limit", "0 hits of each group are none", "ask for 1 or more");
  TARSACH_CHECK(check_number("group_limit", request.group_limit, kMaxGroupLimit));
  if (request.limit * request.group_limit <= kMaxGroupedHits) return {};
  return refuse("group_limit",
                std::to_string(request.group_limit) + " hits of each of " + std::to_string(request.limit) +
                    " groups are more than " + std::to_string(kMaxGroupedHits),
                "ask for fewer groups a page (per_page)");
}

}  // namespace

schema::Date day_of(const Request& request) { return request.today.known() ? request.today : schema::today(); }

Result<void> check(const Request& request) {
  const std::size_t letters = text::utf8::length(request.query);
  if (letters > kMaxQueryCharacters)
    return refuse("q", std::to_string(letters) + " characters are more than " + std::to_string(kMaxQueryCharacters),
                  "ask with fewer words");
  TARSACH_CHECK(check_number("per_page", request.limit, kMaxPerPage));
  if (request.offset > kMaxDepth || request.offset + request.limit > kMaxDepth)
    return refuse("page", "results past the first " + std::to_string(kMaxDepth) + " are not shown",
                  "narrow the search down with words or filters");
  TARSACH_CHECK(check_number("facet_limit", request.facet_limit, kMaxFacetLimit));
  TARSACH_CHECK(check_groups(request));
  for (const Filter& filter : request.filters) TARSACH_CHECK(check_filter(filter));
  for (const Field field : request.facets)
    if (!row(field).facet)
      return refuse("facets", "'" + std::string(row(field).name) + "' is not a facet",
                    "facets are event, year and topic");
  for (const auto& [name, date] : {std::pair{"from", request.from}, std::pair{"to", request.to}})
    if (date.known() && !is_valid(date)) return refuse(name, "there is no such day", "write 2018-07-05");
  return {};
}

}  // namespace tarsach::query

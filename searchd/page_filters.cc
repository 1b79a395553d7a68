#include <algorithm>
#include <array>

#include "searchd/page_parts.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

using schema::Field;

// Of a facet's values these are seen at once, those up to the second number when the list is opened; all only where
// that was asked for.
constexpr std::size_t kSeen = 8;
constexpr std::size_t kListed = 20;

struct FacetRow {
  Field field;
  Phrase heading;
};
constexpr std::array kFacets = {FacetRow{Field::kTopic, Phrase::kTopic}, FacetRow{Field::kEvent, Phrase::kEvent}};

struct LanguageRow {
  std::string_view value;
  Phrase name;
};
constexpr std::array kLanguages = {LanguageRow{"bg", Phrase::kBulgarian}, LanguageRow{"en", Phrase::kEnglish}};

bool has_counts(const query::Facet* facet) { return facet != nullptr && !facet->counts.empty(); }

bool shows_filters(const Search& search, const query::Response& found) {
  return has_filters(search) || std::any_of(found.facets.begin(), found.facets.end(),
                                            [](const query::Facet& facet) { return has_counts(&facet); });
}

Html attribute(std::string_view name, bool is_set) { return markup(is_set ? name : std::string_view()); }

/// How long the bar of a count is beside the largest one; no count is invisible.
std::string bar_length(std::uint32_t count, std::uint32_t largest) {
  const auto length = std::uint64_t{100} * count / std::max(1U, largest);
  return std::to_string(count == 0 ? 0 : std::max<std::uint64_t>(2, length));
}

Html count_part(const Search& search, Field field, const query::FacetCount& count, std::uint32_t largest) {
  const auto language = language_of(search);
  return fill("facet_value.html", {{"field", markup(schema::row(field).name)},
                                   {"value", escape(count.value)},
                                   {"checked", attribute(" checked", count.selected)},
                                   {"label", escape(label_of(count, language))},
                                   {"count", escape(grouped(count.count, language))},
                                   {"length", escape(bar_length(count.count, largest))}});
}

/// What is chosen stands among the first ones, else the largest counts.
std::vector<const query::FacetCount*> in_order(const query::Facet& facet) {
  std::vector<const query::FacetCount*> counts;
  for (const auto& count : facet.counts) counts.push_back(&count);
  const auto seen = counts.begin() + static_cast<std::ptrdiff_t>(std::min(kSeen, counts.size()));
  std::stable_partition(seen, counts.end(), [](const query::FacetCount* count) { return count->selected; });
  return counts;
}

/// How many of the values in order are seen before the list is opened: hiding two is not worth a click.
std::size_t count_seen(const std::vector<const query::FacetCount*>& counts) {
  std::size_t seen = std::min(kSeen, counts.size());
  while (seen < counts.size() && counts[seen]->selected) ++seen;
  return counts.size() - seen <= 2 ? counts.size() : seen;
}

Html more_part(const Search& search, const query::Facet& facet, const Html& items, std::size_t listed) {
  const auto language = language_of(search);
  const Html all = listed >= facet.counts.size()
                       ? Html{}
                       : fill_text(R"(<p class="all"><a href="{{href}}" rel="nofollow">{{text}}</a></p>)",
                                   {{"href", link_to_all_values(search)}, {"text", say(Phrase::kWholeList, language)}});
  return fill("facet_more.html",
              {{"open", attribute(" open", search.request.facet_limit > query::Request{}.facet_limit)},
               {"all", say(Phrase::kShowAll, language)},
               {"count", escape(grouped(facet.counts.size(), language))},
               {"items", items},
               {"link", all}});
}

Html facet_part(const Search& search, const FacetRow& row, const query::Facet& facet) {
  const auto counts = in_order(facet);
  const auto seen = count_seen(counts);
  const auto listed = search.request.facet_limit > query::Request{}.facet_limit
                          ? counts.size()
                          : std::max(seen, std::min(counts.size(), kListed));
  std::uint32_t largest = 0;
  for (const auto* count : counts) largest = std::max(largest, count->count);
  Html first;
  Html more;
  for (std::size_t i = 0; i < listed; ++i)
    (i < seen ? first : more) += count_part(search, row.field, *counts[i], largest);
  return fill("facet.html", {{"field", markup(schema::row(row.field).name)},
                             {"values", escape(std::to_string(facet.values))},
                             {"listed", escape(std::to_string(listed))},
                             {"heading", say(row.heading, language_of(search))},
                             {"items", first},
                             {"more", more.text.empty() ? Html{} : more_part(search, facet, more, listed)}});
}

/// "2018", or the date that was asked for.
Html period_input(const Search& search, std::string_view name, const schema::Date& date, Phrase label) {
  return fill_text(
      R"(<label for="{{name}}">{{label}}</label> <input id="{{name}}" name="{{name}}" form="find" value="{{value}}" inputmode="numeric" maxlength="10" pattern="\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?" title="{{hint}}">)",
      {{"name", markup(name)},
       {"label", say(label, language_of(search))},
       {"value", escape(schema::format_iso_date(date))},
       {"hint", say(Phrase::kPeriodHint, language_of(search))}});
}

Html year_part(const Search& search, const query::Response& found) {
  const auto* years = find_facet(found, Field::kYear);
  return fill("facet_years.html", {{"heading", say(Phrase::kYear, language_of(search))},
                                   {"values", escape(std::to_string(years == nullptr ? 0 : years->values))},
                                   {"years", years == nullptr ? Html{} : years_part(search, *years)},
                                   {"from", period_input(search, "from", search.request.from, Phrase::kFrom)},
                                   {"to", period_input(search, "to", search.request.to, Phrase::kTo)}});
}

Html language_part(const Search& search) {
  const auto& chosen = filter_of(search.request, Field::kLanguage).values;
  Html items;
  for (const auto& row : kLanguages)
    items += fill_text(
        R"(<li><label><input type="checkbox" name="lang" value="{{value}}" form="find"{{checked}}><span>{{name}}</span></label></li>)",
        {{"value", markup(row.value)},
         {"checked", attribute(" checked", std::find(chosen.begin(), chosen.end(), row.value) != chosen.end())},
         {"name", say(row.name, language_of(search))}});
  return fill("facet.html",
              {{"field", markup("lang")}, {"heading", say(Phrase::kLanguage, language_of(search))}, {"items", items}});
}

/// Removes what has a checkbox from what else is to be kept.
void drop_shown(Search& kept, const query::Response& found) {
  kept.request.from = kept.request.to = {};
  for (const auto& row : kFacets)
    if (has_counts(find_facet(found, row.field))) filter_of(kept.request, row.field).values.clear();
  std::erase_if(filter_of(kept.request, Field::kLanguage).values, [](const std::string& value) {
    return std::any_of(kLanguages.begin(), kLanguages.end(),
                       [&](const LanguageRow& row) { return row.value == value; });
  });
}

}  // namespace

const query::Facet* find_facet(const query::Response& found, Field field) {
  const auto facet = std::find_if(found.facets.begin(), found.facets.end(),
                                  [&](const query::Facet& candidate) { return candidate.field == field; });
  return facet == found.facets.end() ? nullptr : &*facet;
}

std::string label_of(const query::FacetCount& count, Language language) {
  const auto& label = in(language, count.label);
  return label.empty() ? count.value : label;
}

std::string value_label(const query::Response& found, Field field, const std::string& value, Language language) {
  if (field == Field::kLanguage && value == "bg") return std::string(words(Phrase::kBulgarian, language));
  if (field == Field::kLanguage && value == "en") return std::string(words(Phrase::kEnglish, language));
  if (const auto* facet = find_facet(found, field))
    for (const auto& count : facet->counts)
      if (count.value == value && field != Field::kYear) return label_of(count, language);
  if (const auto dots = value.find(".."); field == Field::kYear && dots != std::string::npos)
    return value.substr(0, dots) + "–" + value.substr(dots + 2);
  return value;
}

std::string excluded_label(const query::Response& found, Field field, const std::string& value, Language language) {
  const auto no = field == Field::kLanguage ? Phrase::kNot : Phrase::kWithout;
  return std::string(words(no, language)) + " " + value_label(found, field, value, language);
}

Html filters_part(const Search& search, const query::Response& found) {
  if (!shows_filters(search, found)) return {};
  const auto language = language_of(search);
  Html sections = year_part(search, found);
  for (const auto& row : kFacets)
    if (const auto* facet = find_facet(found, row.field); has_counts(facet))
      sections += facet_part(search, row, *facet);
  sections += language_part(search);
  return fill("filters.html", {{"heading", say(Phrase::kFilters, language)},
                               {"facets", sections},
                               {"apply", say(Phrase::kApply, language)},
                               {"back", say(Phrase::kBackToResults, language)},
                               {"total", escape(grouped(found.total, language))}});
}

Html kept_inputs(const Search& search, const query::Response& found) {
  Search kept = search;
  kept.request.query.clear();
  kept.request.facet_limit = query::Request{}.facet_limit;
  kept.page = 1;
  kept.language.reset();  // the form has it
  if (shows_filters(search, found)) drop_shown(kept, found);
  Html inputs;
  const auto query_string = to_query_string(kept, Endpoint::kPage);
  for (const auto& [name, value] : split_query_string(query_string))
    inputs += fill_text(R"(<input type="hidden" form="find" name="{{name}}" value="{{value}}">)",
                        {{"name", escape(name)}, {"value", escape(percent_decode(value, Plus::kAsItIs).value_or(""))}});
  return inputs;
}

bool has_filters(const Search& search) {
  const auto& request = search.request;
  return request.from.known() || request.to.known() ||
         std::any_of(request.filters.begin(), request.filters.end(),
                     [](const query::Filter& filter) { return !filter.values.empty() || !filter.excluded.empty(); });
}

Search without_filters(Search search) {
  search.request.filters.clear();
  search.request.from = search.request.to = {};
  return search;
}

}  // namespace tarsach::searchd

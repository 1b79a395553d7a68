#include <algorithm>
#include <array>

#include "searchd/page_parts.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

using schema::Field;

struct FacetRow {
  Field field;
  Phrase heading;
};
constexpr std::array kFacets = {FacetRow{Field::kEvent, Phrase::kEvent}, FacetRow{Field::kTopic, Phrase::kTopic},
                                FacetRow{Field::kYear, Phrase::kYear}};

const query::Facet* find_facet(const query::Response& found, Field field) {
  const auto facet = std::find_if(found.facets.begin(), found.facets.end(),
                                  [&](const query::Facet& candidate) { return candidate.field == field; });
  return facet == found.facets.end() ? nullptr : &*facet;
}

/// Chosen becomes not chosen, and the other way round.
void toggle(std::vector<std::string>& values, const std::string& value) {
  const auto place = std::lower_bound(values.begin(), values.end(), value);
  if (place != values.end() && *place == value)
    values.erase(place);
  else
    values.insert(place, value);
}

Html toggled(Search search, Field field, const std::string& value) {
  toggle(filter_of(search.request, field).values, value);
  return link_to(search, FromPage::kFirst);
}

/// How long the bar of a count is beside the largest one, in hundredths; no count is invisible.
std::string bar_length(std::uint32_t count, std::uint32_t largest) {
  const auto length = std::uint64_t{100} * count / std::max(1U, largest);
  return std::to_string(count == 0 ? 0 : std::max<std::uint64_t>(2, length));
}

std::string label_of(const query::FacetCount& count, Language language) {
  const auto& label = in(language, count.label);
  return label.empty() ? count.value : label;
}

Html count_part(const Search& search, Field field, const query::FacetCount& count, std::uint32_t largest) {
  const auto language = language_of(search);
  return fill("facet_value.html", {{"href", toggled(search, field, count.value)},
                                   {"current", markup(count.selected ? R"( aria-current="true")" : "")},
                                   {"label", escape(label_of(count, language))},
                                   {"count", escape(grouped(count.count, language))},
                                   {"length", escape(bar_length(count.count, largest))},
                                   {"remove", count.selected ? fill_text(R"(<span class="unseen"> ({{text}})</span>)",
                                                                         {{"text", say(Phrase::kRemove, language)}})
                                                             : Html{}}});
}

Html show_all(Search search, const query::Facet& facet) {
  if (facet.values <= facet.counts.size() || facet.counts.empty()) return {};
  search.request.facet_limit = query::kMaxFacetLimit;
  const auto language = language_of(search);
  return fill_text(R"(<p class="all"><a href="{{href}}" rel="nofollow">{{text}} {{count}}</a></p>)",
                   {{"href", link_to(search, FromPage::kFirst)},
                    {"text", say(Phrase::kShowAll, language)},
                    {"count", escape(grouped(facet.values, language))}});
}

Html facet_part(const Search& search, const FacetRow& row, const query::Facet& facet) {
  std::uint32_t largest = 0;
  for (const auto& count : facet.counts) largest = std::max(largest, count.count);
  Html items;
  for (const auto& count : facet.counts) items += count_part(search, row.field, count, largest);
  return fill("facet.html", {{"field", markup(schema::row(row.field).name)},
                             {"heading", say(row.heading, language_of(search))},
                             {"items", items},
                             {"all", show_all(search, facet)}});
}

Html chip(const Search& search, const Search& without, const std::string& text) {
  return fill_text(R"(<li><a href="{{href}}" rel="nofollow"><span class="unseen">{{remove}}: </span>{{text}}</a></li>)",
                   {{"href", link_to(without, FromPage::kFirst)},
                    {"remove", say(Phrase::kRemove, language_of(search))},
                    {"text", escape(text)}});
}

/// The label of a chosen value; a chosen one is always among the counts.
std::string value_label(const query::Response& found, Field field, const std::string& value, Language language) {
  if (field == Field::kLanguage && value == "bg") return std::string(words(Phrase::kBulgarian, language));
  if (field == Field::kLanguage && value == "en") return std::string(words(Phrase::kEnglish, language));
  if (const auto* facet = find_facet(found, field))
    for (const auto& count : facet->counts)
      if (count.value == value) return label_of(count, language);
  return value;
}

Html filter_chips(const Search& search, const query::Response& found, const query::Filter& filter) {
  const auto language = language_of(search);
  Html items;
  for (const auto& value : filter.values) {
    Search without = search;
    std::erase(filter_of(without.request, filter.field).values, value);
    items += chip(search, without, value_label(found, filter.field, value, language));
  }
  for (const auto& value : filter.excluded) {
    Search without = search;
    std::erase(filter_of(without.request, filter.field).excluded, value);
    items +=
        chip(search, without,
             std::string(words(Phrase::kWithout, language)) + " " + value_label(found, filter.field, value, language));
  }
  return items;
}

Html date_chip(const Search& search, Phrase preposition, schema::Date query::Request::*date) {
  if (!(search.request.*date).known()) return {};
  const auto language = language_of(search);
  Search without = search;
  without.request.*date = {};
  return chip(search, without,
              std::string(words(preposition, language)) + " " + long_date(search.request.*date, language));
}

/// A row of links of which one is chosen.
template <typename T, std::size_t n>
Html choice_part(const Search& search, Phrase heading, T query::Request::*member,
                 const std::array<std::pair<T, Phrase>, n>& options) {
  const auto language = language_of(search);
  Html items;
  for (const auto& [value, phrase] : options) {
    Search other = search;
    other.request.*member = value;
    const bool is_chosen = search.request.*member == value;
    items += fill_text(R"(<li><a href="{{href}}" rel="nofollow"{{current}}>{{text}}</a></li>)",
                       {{"href", link_to(other, FromPage::kFirst)},
                        {"current", markup(is_chosen ? R"( aria-current="true")" : "")},
                        {"text", say(phrase, language)}});
  }
  return fill_text(R"(<div class="choice"><span>{{heading}}</span><ul>{{items}}</ul></div>)",
                   {{"heading", say(heading, language)}, {"items", items}});
}

Html choices_frame(const Html& choices) {
  return fill_text(R"(<div class="choices">{{choices}}</div>)", {{"choices", choices}});
}

}  // namespace

Html filters_part(const Search& search, const query::Response& found) {
  Html sections;
  for (const auto& row : kFacets)
    if (const auto* facet = find_facet(found, row.field); facet != nullptr && !facet->counts.empty())
      sections += facet_part(search, row, *facet);
  if (sections.text.empty()) return sections;
  return fill("filters.html", {{"heading", say(Phrase::kFilters, language_of(search))}, {"facets", sections}});
}

Html chips_part(const Search& search, const query::Response& found) {
  Html items;
  for (const auto& filter : search.request.filters) items += filter_chips(search, found, filter);
  items += date_chip(search, Phrase::kFrom, &query::Request::from);
  items += date_chip(search, Phrase::kTo, &query::Request::to);
  if (items.text.empty()) return items;
  const auto language = language_of(search);
  return fill("chips.html", {{"label", say(Phrase::kChosen, language)},
                             {"items", items},
                             {"clear", link_to(without_filters(search), FromPage::kFirst)},
                             {"cleartext", say(Phrase::kClear, language)}});
}

Html choices_part(const Search& search) {
  using query::Match;
  using query::Sort;
  static constexpr std::array kSorts = {std::pair{Sort::kRelevance, Phrase::kRelevance},
                                        std::pair{Sort::kNewestFirst, Phrase::kNewest},
                                        std::pair{Sort::kOldestFirst, Phrase::kOldest}};
  // Without words nothing is more relevant than something else.
  static constexpr std::array kSortsOfBrowsing = {std::pair{Sort::kRelevance, Phrase::kNewest},
                                                  std::pair{Sort::kOldestFirst, Phrase::kOldest}};
  static constexpr std::array kMatches = {std::pair{Match::kAuto, Phrase::kMatchAuto},
                                          std::pair{Match::kAll, Phrase::kMatchAll},
                                          std::pair{Match::kAny, Phrase::kMatchAny}};
  if (search.request.query.empty())
    return choices_frame(choice_part(search, Phrase::kSort, &query::Request::sort, kSortsOfBrowsing));
  Html choices = choice_part(search, Phrase::kSort, &query::Request::sort, kSorts);
  choices += choice_part(search, Phrase::kMatch, &query::Request::match, kMatches);
  return choices_frame(choices);
}

/// What a new search keeps from this one: everything but the words and the page.
Html hidden_inputs(const Search& search) {
  Search kept = search;
  kept.request.query.clear();
  kept.page = 1;
  Html inputs;
  const auto query_string = to_query_string(kept, Endpoint::kPage);
  for (const auto& [name, value] : split_query_string(query_string))
    inputs += fill_text(R"(<input type="hidden" name="{{name}}" value="{{value}}">)",
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

#include <algorithm>
#include <array>

#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

using schema::Field;

Html chip(const Search& search, const Search& without, const std::string& text) {
  return fill_text(R"(<li><a href="{{href}}" rel="nofollow"><span class="unseen">{{remove}}: </span>{{text}}</a></li>)",
                   {{"href", link_to(without, FromPage::kFirst)},
                    {"remove", say(Phrase::kRemove, language_of(search))},
                    {"text", escape(text)}});
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
    items += chip(search, without, excluded_label(found, filter.field, value, language));
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

Html page_link(const Search& search, std::size_t page, const Html& text, std::string_view attributes) {
  Search target = search;
  target.page = page;
  return fill_text(R"(<li><a href="{{href}}"{{attributes}}>{{text}}</a></li>)",
                   {{"href", link_to(target, FromPage::kSame)}, {"attributes", markup(attributes)}, {"text", text}});
}

Html current_page(std::size_t page) {
  return fill_text(R"(<li><span aria-current="page">{{page}}</span></li>)", {{"page", escape(std::to_string(page))}});
}

}  // namespace

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
  static constexpr std::array kSortsOfBrowsing = {std::pair{Sort::kNewestFirst, Phrase::kNewest},
                                                  std::pair{Sort::kOldestFirst, Phrase::kOldest}};
  static constexpr std::array kMatches = {std::pair{Match::kAuto, Phrase::kMatchAuto},
                                          std::pair{Match::kAll, Phrase::kMatchAll},
                                          std::pair{Match::kAny, Phrase::kMatchAny}};
  static constexpr std::array kGroups = {std::pair{query::Group::kNone, Phrase::kUngrouped},
                                         std::pair{query::Group::kEvent, Phrase::kByEvent}};
  const bool is_browsing = search.request.query.empty();
  Html choices;
  if (is_browsing) {
    Search newest = search;
    if (newest.request.sort == Sort::kRelevance) newest.request.sort = Sort::kNewestFirst;
    choices = choice_part(newest, Phrase::kSort, &query::Request::sort, kSortsOfBrowsing);
  } else {
    choices = choice_part(search, Phrase::kSort, &query::Request::sort, kSorts);
  }
  choices += choice_part(search, Phrase::kView, &query::Request::group, kGroups);
  if (!is_browsing) choices += choice_part(search, Phrase::kMatch, &query::Request::match, kMatches);
  return choices_frame(choices);
}

std::size_t page_count(const Search& search, const query::Response& found) {
  if (search.per_page == 0) return 0;
  const auto total = search.request.group == query::Group::kNone ? found.total : found.total_groups;
  const auto reachable = std::min<std::uint64_t>(total, query::kMaxDepth);
  const auto pages = (reachable + search.per_page - 1) / search.per_page;
  return std::min<std::size_t>(pages, query::kMaxDepth / search.per_page);
}

Html pages_part(const Search& search, const query::Response& found) {
  constexpr std::size_t kAround = 2;
  const auto language = language_of(search);
  const auto pages = page_count(search, found);
  if (pages < 2) return {};
  const Html gap = markup(R"(<li aria-hidden="true">…</li>)");
  Html items;
  if (search.page > 1) items += page_link(search, search.page - 1, say(Phrase::kPrevious, language), R"( rel="prev")");
  for (std::size_t page = 1; page <= pages; ++page) {
    const bool is_near = page + kAround >= search.page && page <= search.page + kAround;
    if (page == search.page)
      items += current_page(page);
    else if (is_near || page == 1 || page == pages)
      items += page_link(search, page, escape(grouped(page, language)), {});
    else if (page == 2 || page == search.page + kAround + 1)
      items += gap;
  }
  if (search.page < pages) items += page_link(search, search.page + 1, say(Phrase::kNext, language), R"( rel="next")");
  return fill_text(R"(<nav class="pages" aria-label="{{label}}"><ul>{{items}}</ul></nav>)",
                   {{"label", say(Phrase::kPages, language)}, {"items", items}});
}

}  // namespace tarsach::searchd

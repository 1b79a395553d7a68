// Articles by year as a picture: one bar a year, or a few years where there are too many; every bar is a link.
#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "searchd/page_parts.h"

namespace tarsach::searchd {
namespace {

constexpr int kMaxBars = 60;     // as many as can be told apart 320 px wide
constexpr int kMinColumns = 12;  // few years do not become boards
constexpr double kHeight = 100;
constexpr double kLeastBar = 4;         // no count is invisible
constexpr std::size_t kLabelRoom = 19;  // hundredths of the width, from the first label and to the last

struct Bar {
  int first = 0, last = 0;  // years
  std::uint64_t count = 0;
  bool chosen = false;
};

int year_of(const query::FacetCount& count) {
  int year = 0;
  const auto& text = count.value;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  return error == std::errc() && end == text.data() + text.size() ? year : 0;
}

/// The fewest years a bar for which all years have room.
int years_of_a_bar(int first, int last) {
  constexpr std::array kSteps = {1, 2, 5, 10, 20, 25, 50, 100, 200};
  const auto* step =
      std::find_if(kSteps.begin(), kSteps.end(), [&](int years) { return last / years - first / years < kMaxBars; });
  return step == kSteps.end() ? kSteps.back() : *step;
}

/// Years without articles are bars without height.
std::vector<Bar> bars_of(const query::Facet& facet) {
  int first = 0;
  int last = 0;
  for (const auto& count : facet.counts) {
    const int year = count.count > 0 ? year_of(count) : 0;
    if (year == 0) continue;
    first = first == 0 ? year : std::min(first, year);
    last = std::max(last, year);
  }
  if (first == 0) return {};
  const int step = years_of_a_bar(first, last);
  std::vector<Bar> bars;
  for (int year = first - first % step; year <= last; year += step) bars.push_back({year, year + step - 1});
  for (const auto& count : facet.counts) {
    const int year = year_of(count);
    if (year < first || year > last) continue;
    auto& bar = bars[static_cast<std::size_t>(year / step - first / step)];
    bar.count += count.count;
    bar.chosen = bar.chosen || count.selected;
  }
  return bars;
}

/// "2018", or "1990..1999" as the parameter has it.
std::string value_of(const Bar& bar) {
  const auto first = std::to_string(bar.first);
  return bar.first == bar.last ? first : first + ".." + std::to_string(bar.last);
}

std::string name_of(const Bar& bar, Language language) {
  const auto first = std::to_string(bar.first);
  const auto years = bar.first == bar.last ? first : first + "–" + std::to_string(bar.last);
  return years + ": " + article_count(bar.count, language);
}

/// To this year alone, so that the bar's number is the number of results; from it, if it is chosen alone, to all years.
Html link_of(Search search, const Bar& bar) {
  auto& values = filter_of(search.request, schema::Field::kYear).values;
  const std::vector<std::string> alone = {value_of(bar)};
  values = values == alone ? std::vector<std::string>() : alone;
  return link_to(search, FromPage::kFirst);
}

/// Two strokes: as high as the picture to be pointed at, and the one that is seen.
Html bar_part(const Search& search, const Bar& bar, std::size_t place, std::uint64_t largest) {
  if (bar.count == 0) return {};
  const auto height = std::max(kLeastBar, kHeight * static_cast<double>(bar.count) / static_cast<double>(largest));
  return fill_text(
      R"(<a href="{{href}}" data-year="{{year}}" data-count="{{count}}"{{current}}><title>{{name}}</title><path d="M{{x}}.5 0v100"/><path d="M{{x}}.5 100v-{{height}}"/></a>)",
      {{"href", link_of(search, bar)},
       {"year", markup(value_of(bar))},
       {"count", markup(std::to_string(bar.count))},
       {"current", markup(bar.chosen ? R"( aria-current="true")" : "")},
       {"name", escape(name_of(bar, language_of(search)))},
       {"x", markup(std::to_string(place))},
       {"height", markup(std::to_string(static_cast<int>(height)))}});
}

/// In hundredths of the width.
std::size_t centre_of(std::size_t place, std::size_t columns) { return (2 * place + 1) * 50 / columns; }

Html axis_label(const Bar& bar, std::size_t place, std::size_t columns) {
  const auto percent = centre_of(place, columns);
  const auto* const anchor = percent < 7 ? "start" : percent > 93 ? "end" : "middle";
  return fill_text(R"(<text x="{{x}}%" y="12" text-anchor="{{anchor}}">{{year}}</text>)",
                   {{"x", markup(std::to_string(percent < 7    ? 0
                                                : percent > 93 ? 100
                                                               : percent))},
                    {"anchor", markup(anchor)},
                    {"year", markup(std::to_string(bar.first))}});
}

/// The first and the last bar, and round years between them with room for their digits.
Html axis_part(const std::vector<Bar>& bars, std::size_t columns) {
  constexpr std::array kRound = {1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10000};
  const auto fits = [&](int round) {
    return static_cast<std::size_t>(round) * 6 >= columns * static_cast<std::size_t>(bars[0].last - bars[0].first + 1);
  };
  const int round = *std::find_if(kRound.begin(), kRound.end() - 1, fits);
  Html labels;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const bool is_end = i == 0 || i + 1 == bars.size();
    const auto percent = centre_of(i, columns);
    const bool has_room = percent >= kLabelRoom && percent + kLabelRoom <= centre_of(bars.size() - 1, columns);
    if (is_end || (has_room && bars[i].first % round == 0)) labels += axis_label(bars[i], i, columns);
  }
  return labels;
}

}  // namespace

Html years_part(const Search& search, const query::Facet& years) {
  const auto bars = bars_of(years);
  if (bars.size() < 2) return {};
  const auto columns = std::max<std::size_t>(bars.size(), kMinColumns);
  std::uint64_t largest = 1;
  for (const auto& bar : bars) largest = std::max(largest, bar.count);
  Html strokes;
  for (std::size_t i = 0; i < bars.size(); ++i) strokes += bar_part(search, bars[i], i, largest);
  return fill(
      "years.html",
      {{"columns", markup(std::to_string(columns))},
       {"chosen", markup(std::any_of(bars.begin(), bars.end(), [](const Bar& b) { return b.chosen; }) ? " some" : "")},
       {"bars", strokes},
       {"axis", axis_part(bars, columns)}});
}

}  // namespace tarsach::searchd

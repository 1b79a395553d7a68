#include "corpus/article_date.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>

#include "corpus/dates.h"
#include "corpus/wording.h"
#include "text/utf8.h"

namespace tarsach::corpus {
namespace {

using schema::Date;

// Beginnings of words that stand before the date of something else: what was founded long ago …
constexpr auto kFoundedWords = std::to_array<std::string_view>(
    {"създаден", "основан",  "учреден",  "роден",    "стартирал",  "миналогодишн", "предишн",     "предходн",
     "насам",    "действащ", "изграден", "построен", "съществува", "founded",      "established", "created",
     "launched", "born",     "since",    "previous", "earlier",    "last year",    "built in"});
// … what was held before (or is just what the article is about) …
constexpr auto kHeldWords =
    std::to_array<std::string_view>({"проведен", "организиран", "състоял", "приет", "подписан", "първото издание",
                                     "organized", "organised", "held in", "adopted", "signed in"});
// … and of something that is still to come, or a last day for something.
constexpr auto kFutureWords = std::to_array<std::string_view>(
    {"предсто", "следващ", "ще ", "краен срок", "срок", "до ", "очаква", "will ", "next", "upcoming", "deadline",
     "until", "by ", "no later", "expected", "closes", "open till"});

/// The sentence before the date, folded; a full stop ends it only before a space and a capital would be better, but
/// „гр. Варна“ only makes the context shorter.
std::string context_before(std::string_view text, std::size_t begin) {
  constexpr std::size_t kMostBytes = 160;
  const std::size_t from = begin > kMostBytes ? begin - kMostBytes : 0;
  std::string_view before = text.substr(from, begin - from);
  const std::size_t end = before.find_last_of(".!?\n;");
  if (end != std::string_view::npos) before.remove_prefix(end + 1);
  return " " + fold(before);
}

template <std::size_t N>
bool has_cue(const std::string& context, const std::array<std::string_view, N>& cues) {
  return std::ranges::any_of(
      cues, [&](std::string_view cue) { return context.find(" " + std::string(cue)) != std::string::npos; });
}

enum class Tense : std::uint8_t { kPresent, kFuture, kHeld, kFounded };

struct Candidate {
  FoundDate date;
  Tense tense = Tense::kPresent;
};

std::vector<Candidate> candidates_in(std::string_view text) {
  std::vector<Candidate> candidates;
  for (const FoundDate& date : find_dates(text)) {
    const std::string context = context_before(text, date.begin);
    const Tense tense = has_cue(context, kFoundedWords)  ? Tense::kFounded
                        : has_cue(context, kHeldWords)   ? Tense::kHeld
                        : has_cue(context, kFutureWords) ? Tense::kFuture
                                                         : Tense::kPresent;
    candidates.push_back({date, tense});
  }
  return candidates;
}

bool is_single_year(const FoundDate& date) { return date.first.year != 0 && date.first.year == date.last.year; }

bool fits(const Date& day, const Date& coarse) {
  return day.year == coarse.year && (coarse.month == 0 || day.month == coarse.month);
}

class DateChooser {
 public:
  DateChooser(const Article& article, const std::vector<KnownDays>& known) : article_(article), known_(known) {
    const std::string_view body = article.body;
    const std::string_view lead = text::utf8::clip(body, kLeadBytes);
    title_ = candidates_in(article.title);
    lead_ = candidates_in(lead);
    rest_ = candidates_in(text::utf8::clip(body.substr(lead.size()), kDatedBytes));
  }

  Date choose() const {
    for (const Candidate& candidate : title_) {
      if (const Date day = resolved(candidate.date); is_day(candidate.date) && day.known()) return day;
    }
    const Date coarse = first_of(title_, {DateKind::kMonth, DateKind::kYear, DateKind::kBareYear});
    if (const Date day = day_in_lead(coarse); day.known()) return day;
    if (coarse.known()) return coarse;
    if (const Date day = only_day_below(); day.known()) return day;
    const Date month = first_of(lead_, {DateKind::kMonth});
    return plausible(month.known() ? month : first_of(lead_, {DateKind::kYear}));
  }

 private:
  /// A month or year of the text that agrees with the other dates of the page; else their year, if they have one.
  Date plausible(const Date& coarse) const {
    const auto& others = article_.page_dates;
    const auto same = [&](const Date& other) { return other.year == coarse.year; };
    if (others.empty() || std::ranges::any_of(others, same)) return coarse;
    const std::int16_t year = others.front().year;
    const bool agreed = std::ranges::all_of(others, [&](const Date& other) { return other.year == year; });
    return agreed ? Date{year, 0, 0} : Date{};
  }

  static bool is_day(const FoundDate& date) { return date.kind == DateKind::kDay; }

  /// The first day of the lead that is told of; one that may be recalled or is announced, if there is no other.
  Date day_in_lead(const Date& within) const {
    for (const Tense tense : {Tense::kPresent, Tense::kHeld, Tense::kFuture}) {
      for (const Candidate& candidate : lead_) {
        if (candidate.tense != tense || !is_day(candidate.date)) continue;
        const Date day = resolved(candidate.date);
        if (day.known() && (!within.known() || fits(day, within))) return day;
      }
    }
    return {};
  }

  Date first_of(const std::vector<Candidate>& candidates, std::initializer_list<DateKind> kinds) const {
    for (const DateKind kind : kinds) {
      for (const Candidate& candidate : candidates) {
        const bool good = candidate.tense == Tense::kPresent && is_single_year(candidate.date);
        if (good && candidate.date.kind == kind) return candidate.date.first;
      }
    }
    return {};
  }

  /// Far down, a date counts only if it is the only one.
  Date only_day_below() const {
    std::optional<Date> only;
    for (const Candidate& candidate : rest_) {
      if (!is_day(candidate.date) || candidate.tense != Tense::kPresent || candidate.date.first.year == 0) continue;
      if (only && *only != candidate.date.first) return {};
      only = candidate.date.first;
    }
    return only.value_or(Date{});
  }

  /// The date with a year, its own or the page's; unknown if there is no year to be had or it has no such day.
  Date resolved(const FoundDate& found) const {
    Date day = found.first;
    if (day.year == 0) day.year = year_for(day);
    return day.year != 0 && schema::is_valid(day) ? day : Date{};
  }

  std::int16_t year_for(const Date& day) const {
    if (const auto year = single_year_in(title_)) return *year;
    if (const auto year = year_of_known(day)) return *year;
    if (const auto year = year_near_page_dates(day)) return *year;
    if (const auto year = single_year_in(lead_)) return *year;
    return commonest_year();
  }

  std::optional<std::int16_t> single_year_in(const std::vector<Candidate>& candidates) const {
    for (const Candidate& candidate : candidates) {
      if (candidate.tense <= Tense::kFuture && is_single_year(candidate.date)) return candidate.date.first.year;
    }
    return std::nullopt;
  }

  std::optional<std::int16_t> year_of_known(Date day) const {
    for (const KnownDays& days : known_) {
      if (!days.from.known()) continue;
      day.year = days.from.year;
      if (!schema::is_valid(day)) continue;
      const std::int32_t at = schema::first_day(day);
      if (at >= schema::first_day(days.from) && at <= schema::last_day(days.to.known() ? days.to : days.from))
        return day.year;
    }
    return std::nullopt;
  }

  /// The year that brings the day nearest to another date of the page: its other news are about as old as itself.
  std::optional<std::int16_t> year_near_page_dates(Date day) const {
    std::optional<std::int16_t> best;
    std::int32_t best_distance = std::numeric_limits<std::int32_t>::max();
    for (const Date& other : article_.page_dates) {
      for (int shift = -1; shift <= 1; ++shift) {
        day.year = static_cast<std::int16_t>(other.year + shift);
        if (!schema::is_valid(day)) continue;
        const std::int32_t distance = std::abs(schema::first_day(day) - schema::first_day(other));
        if (distance >= best_distance) continue;
        best_distance = distance;
        best = day.year;
      }
    }
    return best;
  }

  /// Of all years in the text; 0 if it has none.
  std::int16_t commonest_year() const {
    std::vector<std::pair<int, std::int16_t>> counts;
    for (const Candidate& candidate : rest_) {
      if (!is_single_year(candidate.date)) continue;
      const std::int16_t year = candidate.date.first.year;
      const auto found = std::ranges::find(counts, year, &std::pair<int, std::int16_t>::second);
      if (found == counts.end())
        counts.emplace_back(1, year);
      else
        ++found->first;
    }
    return counts.empty() ? std::int16_t{0} : std::ranges::max_element(counts)->second;
  }

  const Article& article_;
  const std::vector<KnownDays>& known_;
  std::vector<Candidate> title_, lead_, rest_;
};

}  // namespace

Date article_date(const Article& article, const std::vector<KnownDays>& known) {
  return DateChooser(article, known).choose();
}

}  // namespace tarsach::corpus

#include "query/date_phrases.h"

#include <array>
#include <optional>

#include "query/date_points.h"
#include "query/periods.h"

namespace tarsach::query {
namespace {

using schema::Date;
using enum DateSense;
using MaybePhrase = std::optional<DatePhrase>;

class PhraseReader {
 public:
  PhraseReader(std::string_view text, const Date& today) : words_(text), today_(today) {}

  std::vector<DatePhrase> read() {
    std::vector<DatePhrase> phrases;
    while (!words_.at_end()) {
      const std::size_t begin = words_.at();
      auto phrase = words_.begins_word(begin) ? words_.first_of(*this, kFrames) : std::nullopt;
      if (phrase && words_.is_behind_word(words_.at())) {
        phrase->begin = words_.token(begin).begin;
        phrase->end = words_.token(words_.at() - 1).end;
        phrases.push_back(*phrase);
      } else {
        words_.go_to(begin + 1);
      }
    }
    return phrases;
  }

 private:
  using Frame = MaybePhrase (PhraseReader::*)();

  static MaybePhrase phrase(const Period& period, const DatePoint& counted) {
    return DatePhrase{.period = period, .use = counted.relative ? DateUse::kFilter : DateUse::kProposal};
  }

  /// From the first of one to the last of the other. A part takes from the second what it lacks.
  static MaybePhrase from_one_to_other(const DatePoint& one, const DatePoint& other) {
    if (!other.complete()) return std::nullopt;
    Date from = one.period.from;
    const Date& to = other.period.to;
    if (!one.complete()) {
      if (from.month == 0) from.month = other.period.from.month;
      from.year = other.period.from.year;
      if (one.period.from.month > other.period.from.month) --from.year;  // „от декември до март 2018“
      if (from.month == 0 || (from.day != 0 && to.day == 0)) return std::nullopt;
    }
    if (!is_valid(from) || first_day(from) > last_day(to)) return std::nullopt;
    return phrase({from, to}, one.complete() ? one : other);
  }

  /// от 2015 до 2017, from 2015 to 2017, между 5 и 9 юли 2018
  MaybePhrase from_to() {
    const bool pair = words_.take(kBetween).has_value();
    if (!pair && !words_.take(kFrom)) return std::nullopt;
    const auto one = read_point(words_, today_);
    if (!one || !(words_.take(pair ? kAnd : kTo) || words_.take_mark("-"))) return std::nullopt;
    words_.take(kFrom);
    const auto other = read_point(words_, today_);
    return other ? from_one_to_other(*one, *other) : std::nullopt;
  }

  /// since 2018, since last year; от 2018 насам
  MaybePhrase since() {
    const bool marked = words_.take(kSince).has_value();
    if (!marked && !words_.take(kFrom)) return std::nullopt;
    const auto one = read_point(words_, today_);
    if (!one || !one->complete() || !(words_.take(kHither) || marked)) return std::nullopt;
    return phrase({one->period.from, {}}, *one);
  }

  MaybePhrase before_after_until() {
    const bool before = words_.take(kBefore).has_value();
    const bool after = !before && words_.take(kAfter);
    if (!before && !after && !words_.take(kUntil)) return std::nullopt;
    words_.take(kLead);
    const auto one = read_point(words_, today_);
    if (!one || !one->complete() || one->relative) return std::nullopt;
    if (after) return phrase({one_after(one->period.to), {}}, *one);
    return phrase({{}, before ? one_before(one->period.from) : one->period.to}, *one);
  }

  /// A point, or two with a dash, with the prepositions before it: „през 2017“, "in July 2018", „14 и 15 юли 2018“.
  MaybePhrase one_or_two() {
    const bool bounded = words_.at() > 0 && is_bound(words_.at() - 1);
    words_.take(kLead);
    const auto one = read_point(words_, today_);
    if (!one || (one->relative && bounded)) return std::nullopt;
    const std::size_t behind = words_.at();
    if (words_.take_mark("-") || words_.take(kTo) || (one->is_day_alone() && words_.take(kAnd))) {
      const auto other = read_point(words_, today_);
      auto both = other ? from_one_to_other(*one, *other) : std::nullopt;
      if (both) return both;
      words_.go_to(behind);
    }
    return one->complete() ? phrase(one->period, *one) : std::nullopt;
  }

  /// „от Античността до днес“ is not about today.
  [[nodiscard]] bool is_bound(std::size_t at) const {
    return words_.sense_at(at, kBefore) || words_.sense_at(at, kAfter) || words_.sense_at(at, kUntil) ||
           words_.sense_at(at, kTo);
  }

  static constexpr std::array<Frame, 4> kFrames = {&PhraseReader::from_to, &PhraseReader::since,
                                                   &PhraseReader::before_after_until, &PhraseReader::one_or_two};

  DateCursor words_;
  Date today_;
};

}  // namespace

std::vector<DatePhrase> find_date_phrases(std::string_view text, const Date& today) {
  const bool usable =
      today.day != 0 && is_valid(today) && today.year >= kLeastYearMeant && today.year <= kMostYearMeant;
  return PhraseReader(text, usable ? today : Date{}).read();
}

}  // namespace tarsach::query

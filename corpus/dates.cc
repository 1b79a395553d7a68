#include "corpus/dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "text/date_tokens.h"
#include "text/date_words.h"

namespace tarsach::corpus {
namespace {

using schema::Date;
using text::DateToken;
using text::DateTokenKind;

template <std::size_t N>
bool any_of(const DateToken& token, const std::array<std::string_view, N>& words) {
  return token.kind != DateTokenKind::kEnd && std::ranges::find(words, token.text) != words.end();
}

constexpr auto kYearWords = std::to_array<std::string_view>({"г", "год", "година", "годината"});
constexpr auto kBefore =
    std::to_array<std::string_view>({"през", "в", "във", "от", "за", "до", "след", "преди", "към", "in", "since",
                                     "during", "of", "by", "until", "from", "for", "year", "година"});
constexpr auto kBetween = std::to_array<std::string_view>({"-", "и", "and", "до", "to", "&", "through", "until"});
constexpr auto kYearEndings = std::to_array<std::string_view>({"а", "та", "ата", "ва", "ра", "ма"});

Date make_date(int year, int month, int day) {
  return {static_cast<std::int16_t>(year), static_cast<std::int8_t>(month), static_cast<std::int8_t>(day)};
}

/// A day that some year has, if the year is not known.
bool exists(const Date& date) {
  if (date.month < 1 || date.month > 12 || date.day < 1) return false;
  Date checked = date;
  if (checked.year == 0) checked.year = 2000;  // a leap year
  return schema::is_valid(checked);
}

/// Reads the forms of dates at a token. Each rule leaves `at_` behind what it took, and untouched if it took nothing.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : tokens_(text::date_tokens(text)) {}

  std::vector<FoundDate> read() {
    while (tokens_[at_].kind != DateTokenKind::kEnd) {
      const std::size_t begin = at_;
      if (auto date = read_here()) {
        date->begin = tokens_[begin].begin;
        date->end = tokens_[at_ - 1].end;
        add(*date, begin);
      } else {
        at_ = begin + 1;
      }
    }
    return std::move(dates_);
  }

 private:
  using Rule = std::optional<FoundDate> (DateReader::*)();

  std::optional<FoundDate> read_here() {
    static constexpr std::array<Rule, 6> kRules = {&DateReader::year_first, &DateReader::numeric,
                                                   &DateReader::day_month,  &DateReader::month_day,
                                                   &DateReader::month_year, &DateReader::year_alone};
    if (glued_to_the_left()) return std::nullopt;
    const std::size_t begin = at_;
    for (const Rule rule : kRules) {
      if (auto date = (this->*rule)()) return date;
      at_ = begin;
    }
    return std::nullopt;
  }

  const DateToken& now() const { return tokens_[at_]; }
  const DateToken& peek(std::size_t ahead) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }

  bool take(std::string_view text) {
    if (!now().is(text)) return false;
    ++at_;
    return true;
  }

  /// Part of a longer number (1.2.3, 14:30) or of a name (BG2018).
  bool glued_to_the_left() const {
    if (at_ == 0 || now().kind != DateTokenKind::kNumber || now().space_before) return false;
    const DateToken& left = tokens_[at_ - 1];
    if (left.kind == DateTokenKind::kWord) return true;
    if (left.is("-") && last_token_ + 1 == at_) return false;  // 13.03.2015-15.03.2015
    const bool joins = left.is(".") || left.is("/") || left.is(":") || left.is(",") || left.is("-");
    return joins && at_ > 1 && !left.space_before && tokens_[at_ - 2].kind == DateTokenKind::kNumber;
  }

  /// Goes on as a longer number: 10.11.12.13.
  bool glued_to_the_right() const {
    const bool joins = now().is(".") || now().is("/") || now().is(":") || now().is("-");
    return joins && !now().space_before && peek(1).kind == DateTokenKind::kNumber && !peek(1).space_before;
  }

  int number(std::size_t least_digits, std::size_t most_digits) {
    if (!now().is_number(least_digits, most_digits)) return -1;
    return tokens_[at_++].value;
  }

  void year_word() {
    if (any_of(now(), kYearWords)) {
      const bool short_form = now().text != "година" && now().text != "годината";
      ++at_;
      if (short_form && now().is(".") && !now().space_before) ++at_;
    }
  }

  /// A year behind a month; 0 if there is none.
  int year_behind() {
    const std::size_t begin = at_;
    take(",");
    const int year = number(4, 4);
    if (year < kLeastYear || year > kMostYear || text::is_counted(now().text)) {
      at_ = begin;
      return 0;
    }
    year_word();
    return year;
  }

  void ordinal() {
    if (now().is("-") && !now().space_before && text::is_ordinal_ending(peek(1).text) && !peek(1).space_before)
      at_ += 2;
    else if (text::is_ordinal_ending(now().text) && !now().space_before)
      ++at_;
  }

  int day() {
    const int value = number(1, 2);
    if (value < 1 || value > 31) return -1;
    ordinal();
    return value;
  }

  static std::optional<FoundDate> days(Date first, Date last) {
    if (!exists(last)) return std::nullopt;
    if (!exists(first) || first > last) first = last;
    return FoundDate{.first = first, .last = last};
  }

  /// 2018-07-05, 2018/7/5, 2018.07.05
  std::optional<FoundDate> year_first() {
    const int year = number(4, 4);
    if (year < kLeastYear || year > kMostYear) return std::nullopt;
    const std::string mark = now().text;
    if ((mark != "-" && mark != "/" && mark != ".") || now().space_before) return std::nullopt;
    ++at_;
    const int month = number(1, 2);
    if (month < 1 || !take(mark)) return std::nullopt;
    const int day = number(1, 2);
    if (day < 1 || glued_to_the_right()) return std::nullopt;
    return days(make_date(year, month, day), make_date(year, month, day));
  }

  /// 03.11.2018, 07.11.20, 29/10/2020, 13-15.03.2015, 30.06.-02.07.2018
  std::optional<FoundDate> numeric() {
    const std::size_t begin = at_;
    const int first_day = number(1, 2);
    if (first_day < 1) return std::nullopt;
    int first_month = 0;
    if (now().is(".") && peek(1).is_number(1, 2) && (peek(2).is("-") || (peek(2).is(".") && peek(3).is("-")))) {
      ++at_;
      first_month = number(1, 2);
    }
    take(".");
    if (take("-")) {
      if (auto range = numeric_end()) {
        const Date& last = range->last;
        return days(make_date(last.year, first_month != 0 ? first_month : last.month, first_day), last);
      }
    }
    at_ = begin;
    return numeric_end();
  }

  std::optional<FoundDate> numeric_end() {
    const std::size_t day_digits = now().text.size();
    int day = number(1, 2);
    const std::string mark = now().text;
    if (day < 1 || (mark != "." && mark != "/") || now().space_before) return std::nullopt;
    ++at_;
    const std::size_t month_digits = now().text.size();
    int month = number(1, 2);
    if (month < 1 || now().space_before || !take(mark)) return std::nullopt;
    int year = number(4, 4);
    if (year < 0 && day_digits == 2 && month_digits == 2 && !now().space_before) {
      year = number(2, 2);
      if (year >= 0) year += year < kPivotYear ? 2000 : 1900;
    }
    if (year < kLeastYear || year > kMostYear || (!now().is("-") && glued_to_the_right())) return std::nullopt;
    if (mark == "/" && month > 12 && day <= 12) std::swap(day, month);  // 10/29/2020, as Americans write
    year_word();
    return days(make_date(year, month, day), make_date(year, month, day));
  }

  /// 14 юни 2009 г., 22-23 март, 5, 6 и 7 юли, 31-ви октомври, the 6th of July 2018
  std::optional<FoundDate> day_month() {
    const int first = day();
    if (first < 0) return std::nullopt;
    int last = first;
    while (more_days()) {
      const int next = day();
      if (next <= last) return std::nullopt;
      last = next;
    }
    take("of");
    const int month = month_here();
    if (month == 0) return std::nullopt;
    const int year = year_behind();
    return days(make_date(year, month, first), make_date(year, month, last));
  }

  /// Takes the mark between two days of one month. A comma only in a list that ends with „и“.
  bool more_days() {
    if (any_of(now(), kBetween) && peek(1).is_number(1, 2)) return ++at_, true;
    const bool listed = now().is(",") && peek(1).is_number(1, 2) &&
                        (peek(2).is(",") || peek(2).is("и") || peek(2).is("and")) && peek(3).is_number(1, 2);
    if (listed) ++at_;
    return listed;
  }

  /// A month, and the full stop of its short form.
  int month_here() {
    const int month = now().month;
    if (month == 0) return 0;
    const bool short_form = now().text.size() <= (now().text[0] & 0x80 ? 8U : 4U);
    const bool long_three = now().text == "май" || now().text == "юни" || now().text == "юли" || now().text == "may";
    ++at_;
    if (short_form && !long_three && now().is(".") && !now().space_before) ++at_;
    return month;
  }

  /// March 26-27, 2019; July 11; „юли 11, 2018“. In Bulgarian only with the year: „май 5 човека“ is "maybe five
  /// people".
  std::optional<FoundDate> month_day() {
    const bool english = (now().text[0] & 0x80) == 0;
    if (english && !now().capital) return std::nullopt;
    const int month = month_here();
    if (month == 0) return std::nullopt;
    const int first = day();
    if (first < 0) return std::nullopt;
    int last = first;
    if (any_of(now(), kBetween) && peek(1).is_number(1, 2) && peek(1).value > first) {
      ++at_;
      last = day();
    }
    const int year = year_behind();
    if ((!english && year == 0) || text::is_counted(now().text)) return std::nullopt;
    return days(make_date(year, month, first), make_date(year, month, last));
  }

  /// октомври 2016, юни – юли 2018 г., July 2018
  std::optional<FoundDate> month_year() {
    const DateToken name = now();
    const bool impossible_day = at_ > 0 && tokens_[at_ - 1].is_number(1, 2);  // „31 юни 2018“
    if (impossible_day || (name.text == "may" && !name.capital)) return std::nullopt;
    const int first = month_here();
    if (first == 0) return std::nullopt;
    int last = first;
    if (any_of(now(), kBetween) && peek(1).month > first) {
      ++at_;
      last = month_here();
    }
    const int year = year_behind();
    if (year == 0 || (name.text == "май" && maybe(year))) return std::nullopt;
    return FoundDate{make_date(year, first, 0), make_date(year, last, 0), DateKind::kMonth};
  }

  /// „май 1500 идваха“: a bare number that a word in lower case follows need not be a year.
  bool maybe(int year) const {
    const DateToken& last = tokens_[at_ - 1];
    const bool marked = last.kind != DateTokenKind::kNumber;
    return !marked && (year < kLeastBareYear || year > kMostBareYear);
  }

  /// 2018 г., 2016-а, в 2018, 2014-2020
  std::optional<FoundDate> year_alone() {
    const bool led = at_ > 0 && any_of(tokens_[at_ - 1], kBefore);
    const int first = number(4, 4);
    if (first < kLeastYear || first > kMostYear) return std::nullopt;
    int last = first;
    if (now().is("-") && peek(1).is_number(4, 4) && peek(1).value > first && peek(1).value <= kMostYear) {
      last = peek(1).value;
      at_ += 2;
    }
    FoundDate found{make_date(first, 0, 0), make_date(last, 0, 0), DateKind::kYear};
    if (any_of(now(), kYearWords)) return year_word(), found;
    if (now().is("-") && !now().space_before && any_of(peek(1), kYearEndings)) return at_ += 2, found;
    const bool likely = first >= kLeastBareYear && last <= kMostBareYear && !text::is_counted(now().text);
    if (!likely || glued_to_the_right() || decimal_follows()) return std::nullopt;
    if (!led || first != last) found.kind = DateKind::kBareYear;
    return found;
  }

  bool decimal_follows() const {
    return now().is(",") && !now().space_before && peek(1).kind == DateTokenKind::kNumber && !peek(1).space_before;
  }

  /// „30 юни – 2 юли 2018“ is one range; the first day takes its year from the second.
  void add(FoundDate date, std::size_t token) {
    const bool joined =
        !dates_.empty() && token >= 1 && last_token_ + 1 == token && any_of(tokens_[token - 1], kBetween);
    if (joined && joins(dates_.back(), date)) {
      FoundDate& before = dates_.back();
      before.first.year = before.first.year != 0 ? before.first.year : date.last.year;
      before.last = date.last;
      before.end = date.end;
    } else {
      dates_.push_back(date);
    }
    last_token_ = at_;
  }

  static bool joins(const FoundDate& before, const FoundDate& after) {
    if (before.kind != DateKind::kDay || after.kind != DateKind::kDay) return false;
    if (before.first.year != 0 && after.last.year == 0) return false;
    Date first = before.first;
    if (first.year == 0) first.year = after.last.year;
    return schema::is_valid(first) && first < after.last;
  }

  std::vector<DateToken> tokens_;
  std::vector<FoundDate> dates_;
  std::size_t at_ = 0;
  std::size_t last_token_ = 0;  // behind the last date
};

}  // namespace

std::vector<FoundDate> find_dates(std::string_view text) { return DateReader(text).read(); }

}  // namespace tarsach::corpus

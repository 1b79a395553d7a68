#include "query/date_senses.h"

#include <algorithm>
#include <array>

#include "query/periods.h"

namespace tarsach::query {
namespace {

using enum DateSense;

struct Row {
  DateSense sense;
  int value;
  std::string_view words;  // with a space between
};

constexpr int kDay = static_cast<int>(Span::kDay);
constexpr int kWeek = static_cast<int>(Span::kWeek);
constexpr int kMonth = static_cast<int>(Span::kMonth);
constexpr int kYear = static_cast<int>(Span::kYear);

constexpr auto kRows = std::to_array<Row>({
    {kOne, kDay, "ден деня денят денонощие денонощието day"},
    {kOne, kWeek, "седмица седмицата week"},
    {kOne, kMonth, "месец месеца месецът month"},
    {kOne, kYear, "година годината г год year"},
    {kSeveral, kDay, "дни дните дена денонощия денонощията days"},
    {kSeveral, kWeek, "седмици седмиците weeks"},
    {kSeveral, kMonth, "месеца месеци месеците months"},
    {kSeveral, kYear, "години годините г год years"},
    {kNumber, 1, "един една едно one"},
    {kNumber, 2, "два две двата двете two"},
    {kNumber, 3, "три трите three"},
    {kNumber, 4, "четири четирите four"},
    {kNumber, 5, "пет петте five"},
    {kNumber, 6, "шест шестте six"},
    {kNumber, 7, "седем седемте seven"},
    {kNumber, 8, "осем осемте eight"},
    {kNumber, 9, "девет деветте nine"},
    {kNumber, 10, "десет десетте ten"},
    {kNumber, 11, "единадесет единайсет eleven"},
    {kNumber, 12, "дванадесет дванайсет twelve"},
    {kNumber, 15, "петнадесет петнайсет fifteen"},
    {kNumber, 20, "двадесет двайсет twenty"},
    {kNumber, 30, "тридесет трийсет thirty"},
    {kThis, 0, "тази тая този тоя текущата текущия текущият настоящата настоящия настоящият this current"},
    {kLast, 0,
     "миналата миналия миналият минала минал предишната предишния предишният предходната предходния предходният "
     "last previous"},
    {kPast, 0, "последната последния последният изминалата изминалия изминалият изтеклата изтеклия past"},
    {kPastSeveral, 0,
     "последните последни миналите предишните предходните изминалите изтеклите last past previous recent latest"},
    {kDaysAgo, 0, "днес днеска today"},
    {kDaysAgo, 1, "вчера yesterday"},
    {kDaysAgo, 2, "завчера онзиден"},
    {kYearsAgo, 1, "лани"},
    {kOrdinal, 1, "първо първото първата първа i first 1st"},
    {kOrdinal, 2, "второ второто втората втора ii second 2nd"},
    {kOrdinal, 3, "трето третото iii third 3rd"},
    {kOrdinal, 4, "четвърто четвъртото iv fourth 4th"},
    {kOrdinal, 0, "последно последното last final"},
    {kSeason, 3, "пролет пролетта spring"},
    {kSeason, 6, "лято лятото summer"},
    {kSeason, 9, "есен есента autumn fall"},
    {kSeason, 12, "зима зимата winter"},
    {kQuarter, 0, "тримесечие тримесечието quarter"},
    {kHalf, 0, "полугодие полугодието половина половината half"},
    {kYearMark, 0, "г год година годината year"},
    {kMonthMark, 0, "месец month"},
    {kOf, 0, "на от през of in"},
    {kThe, 0, "the"},
    {kLead, 0, "през в във от за на in on of from for during over within at"},
    {kSince, 0, "since"},
    {kHither, 0, "насам досега onwards onward"},
    {kBefore, 0, "преди before"},
    {kAfter, 0, "след after"},
    {kUntil, 0, "до until till"},
    {kFrom, 0, "от from"},
    {kBetween, 0, "между between"},
    {kTo, 0, "до to until till through"},
    {kAnd, 0, "и and"},
});

/// No word of the table is longer.
constexpr std::size_t kLongestWord = 24;

bool lists(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

}  // namespace

std::vector<Sense> senses_of(std::string_view folded) {
  std::vector<Sense> senses;
  if (folded.empty() || folded.size() > 2 * kLongestWord) return senses;
  for (const Row& row : kRows)
    if (lists(row.words, folded)) senses.push_back({row.sense, row.value});
  return senses;
}

}  // namespace tarsach::query

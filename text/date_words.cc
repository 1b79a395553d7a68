#include "text/date_words.h"

#include <algorithm>
#include <array>

namespace tarsach::text {
namespace {

struct MonthName {
  std::string_view name;
  int month;
};

// Full and short names; „марта“, „юлий“ and "sept" are met in older and in hasty texts.
constexpr std::array kMonths = std::to_array<MonthName>({
    {"януари", 1},    {"яну", 1},       {"февруари", 2}, {"фев", 2},      {"февр", 2},      {"март", 3},
    {"мар", 3},       {"април", 4},     {"апр", 4},      {"май", 5},      {"юни", 6},       {"юний", 6},
    {"юли", 7},       {"юлий", 7},      {"август", 8},   {"авг", 8},      {"септември", 9}, {"сеп", 9},
    {"септ", 9},      {"октомври", 10}, {"окт", 10},     {"ноември", 11}, {"ное", 11},      {"ноем", 11},
    {"декември", 12}, {"дек", 12},      {"january", 1},  {"jan", 1},      {"february", 2},  {"feb", 2},
    {"march", 3},     {"mar", 3},       {"april", 4},    {"apr", 4},      {"may", 5},       {"june", 6},
    {"jun", 6},       {"july", 7},      {"jul", 7},      {"august", 8},   {"aug", 8},       {"september", 9},
    {"sep", 9},       {"sept", 9},      {"october", 10}, {"oct", 10},     {"november", 11}, {"nov", 11},
    {"december", 12}, {"dec", 12},
});

// „на 5 юли 2000 души“ says no year.
constexpr auto kCounted = std::to_array<std::string_view>(
    {"души",   "човека", "хора",         "лева",       "лв",      "евро",     "участници", "участника",
     "деца",   "долара", "км",           "км²",        "метра",   "тона",     "кв",        "декара",
     "бройки", "броя",   "жители",       "посетители", "млн",     "хил",      "people",    "euro",
     "euros",  "leva",   "participants", "visitors",   "members", "children", "dollars",   "km",
     "tonnes", "tons",   "employees",    "%",          "€"});
constexpr auto kOrdinals = std::to_array<std::string_view>(
    {"ви", "ри", "ти", "ми", "и", "я", "ия", "вия", "рия", "тия", "мия", "st", "nd", "rd", "th"});

}  // namespace

int month_of(std::string_view folded_word) {
  if (folded_word.size() > 18) return 0;  // „септември“
  for (const MonthName& name : kMonths) {
    if (name.name == folded_word) return name.month;
  }
  return 0;
}

bool is_counted(std::string_view folded_word) { return std::ranges::find(kCounted, folded_word) != kCounted.end(); }

bool is_ordinal_ending(std::string_view folded_word) {
  return std::ranges::find(kOrdinals, folded_word) != kOrdinals.end();
}

}  // namespace tarsach::text

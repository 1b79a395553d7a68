// The expressions of time in a run of words, Bulgarian and English.
//
//   find_date_phrases("клъстер ноември 2017", {2026, 11, 22})     2017-11 … 2017-11, kProposal, "ноември 2017"
//   find_date_phrases("пожари миналата година", {2026, 11, 22})   2025 … 2025, kFilter, "миналата година"
//   find_date_phrases("май 112 много", {2026, 11, 22})            none
//
// Forms: 14 ноември 2017 г. · July 11, 2018 · 14-16 юли 2018 · ноември 2017 · 14.11.2017 · 2017-11-14 · 2017-11
// · 11.2017 · 2017 г. · 2015-2017 · 2017/18 · от май до юли 2018 · between 2015 and 2017 · since 2018 · от 2018 насам ·
// преди 2015 · след 2018 · до 2015 · пролетта на 2018 · Q1 2019 · първото полугодие на 2019 · миналата година · last
// month · тази седмица · последните три години · past two years · вчера. Words and their forms: query/date_senses.cc.
//
// A month or a day without a year is no expression, nor is a number before what is counted („2000 лева“). A phrase
// reaches over whole words, and takes the preposition before it along. In the order of the text, not overlapping.
// Never fails. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "query/columns.h"
#include "schema/date.h"

namespace tarsach::query {

enum class DateUse : std::uint8_t {
  kFilter,    // counted from today: articles do not write these words for that time
  kProposal,  // articles name this date themselves: the words stay words
};

struct DatePhrase {
  Period period;
  DateUse use = DateUse::kProposal;
  std::size_t begin = 0;  // bytes in the text
  std::size_t end = 0;
};

/// Without a whole `today` (of a year that may be meant), what is counted from it is not found.
[[nodiscard]] std::vector<DatePhrase> find_date_phrases(std::string_view text, const schema::Date& today);

}  // namespace tarsach::query

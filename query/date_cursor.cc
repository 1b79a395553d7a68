#include "query/date_cursor.h"

#include <algorithm>
#include <array>

namespace tarsach::query {
namespace {

using text::DateToken;
using text::DateTokenKind;

/// Others („№2017“, "2017%", "covid-2019") make something else of a number.
bool is_mark_of_sentence(const DateToken& token) {
  constexpr auto kMarks = std::to_array<std::string_view>({".", ",", ";", ":", "!", "?", "…", "'", "’", "‘"});
  return token.kind == DateTokenKind::kMark && std::ranges::find(kMarks, token.text) != kMarks.end();
}

}  // namespace

DateCursor::DateCursor(std::string_view text) : tokens_(text::date_tokens(text)) {
  senses_.reserve(tokens_.size());
  for (const DateToken& token : tokens_) senses_.push_back(senses_of(token.text));
}

const DateToken& DateCursor::peek(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

std::optional<int> DateCursor::sense_at(std::size_t at, DateSense wanted) const {
  for (const Sense& sense : senses_[at])
    if (sense.sense == wanted) return sense.value;
  return std::nullopt;
}

std::optional<int> DateCursor::take(DateSense wanted) {
  const auto value = sense_at(at_, wanted);
  if (value) ++at_;
  return value;
}

bool DateCursor::take_mark(std::string_view mark) {
  if (!now().is(mark)) return false;
  ++at_;
  return true;
}

bool DateCursor::take_glue(std::string_view mark) {
  return !now().space_before && !peek(1).space_before && take_mark(mark);
}

void DateCursor::take_stop() {
  if (!now().space_before) take_mark(".");
}

int DateCursor::number(std::size_t least_digits, std::size_t most_digits) {
  return now().is_number(least_digits, most_digits) ? tokens_[at_++].value : -1;
}

bool DateCursor::begins_word(std::size_t at) const {
  while (at > 0 && !tokens_[at].space_before)
    if (!is_mark_of_sentence(tokens_[--at])) return false;
  return true;
}

bool DateCursor::is_behind_word(std::size_t at) const {
  for (; tokens_[at].kind != DateTokenKind::kEnd && !tokens_[at].space_before; ++at)
    if (!is_mark_of_sentence(tokens_[at])) return false;
  return true;
}

}  // namespace tarsach::query

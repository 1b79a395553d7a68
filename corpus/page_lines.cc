#include "corpus/page_lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/furniture.h"
#include "corpus/wording.h"

namespace tarsach::corpus {
namespace {

constexpr std::size_t kMostDateLineBytes = 160;
constexpr std::size_t kMostBylineWords = 14;
constexpr std::size_t kMostHeadlineWords = 28;
constexpr std::size_t kLeastSentenceWords = 3;

/// The line without its dates.
std::string without_dates(std::string_view text, const std::vector<FoundDate>& dates) {
  std::string rest;
  std::size_t at = 0;
  for (const FoundDate& date : dates) {
    rest.append(text.substr(at, date.begin - at)).append(" ");
    at = date.end;
  }
  return rest.append(text.substr(at));
}

bool has_day(const std::vector<FoundDate>& dates) {
  return std::ranges::any_of(dates, [](const FoundDate& date) {
    return date.first.year != 0 && (date.kind == DateKind::kDay || date.kind == DateKind::kMonth);
  });
}

bool is_number(const std::string& word) { return word.find_first_not_of("0123456789") == std::string::npos; }

bool is_date_line(std::string_view text, const std::vector<FoundDate>& dates) {
  if (!has_day(dates) || text.size() > kMostDateLineBytes) return false;
  const auto words = words_of(without_dates(text, dates));
  return std::ranges::all_of(words, [](const std::string& word) { return is_number(word) || is_date_word(word); });
}

bool is_byline(std::string_view text, const std::vector<FoundDate>& dates) {
  const auto words = words_of(text);
  if (words.size() > kMostBylineWords || words.empty() || ends_sentence(text)) return false;
  return begins_byline(key_of(text), has_day(dates) ? BylineDate::kPresent : BylineDate::kAbsent, text);
}

LineKind kind_by_shape(const Block& block, std::size_t words) {
  if (block.shape == Shape::kItem) return LineKind::kItem;
  if (block.shape == Shape::kHeading && words <= kMostHeadlineWords) return LineKind::kHeadline;
  if (words > kMostHeadlineWords) return LineKind::kProse;
  const bool asks = block.text.ends_with("?") || block.text.ends_with("!");
  if (asks && words <= kMostHeadlineWords / 2) return LineKind::kHeadline;
  return words >= kLeastSentenceWords && ends_sentence(block.text) ? LineKind::kProse : LineKind::kHeadline;
}

LineKind classify(const Block& block, const std::vector<FoundDate>& dates) {
  const std::string key = key_of(block.text);
  if (const auto known = furniture_kind(block.text, key)) return *known;
  if (is_date_line(block.text, dates)) return LineKind::kDate;
  if (is_byline(block.text, dates)) return LineKind::kByline;
  const auto words = static_cast<std::size_t>(std::ranges::count(key, ' ')) + 1;
  return kind_by_shape(block, words);
}

/// Prose keeps its dates to itself: find_dates() of a whole book is paid only where it is needed.
constexpr std::size_t kMostDatedBytes = 400;

std::vector<FoundDate> dates_of(std::string_view text) {
  return text.size() > kMostDatedBytes ? std::vector<FoundDate>{} : find_dates(text);
}

}  // namespace

bool ends_sentence(std::string_view text) {
  constexpr auto kQuotes = std::to_array<std::string_view>({"“", "”", "»", "\"", "'", "’", ")", "*", "_"});
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view quote : kQuotes) {
      if (!text.ends_with(quote)) continue;
      text.remove_suffix(quote.size());
      again = true;
    }
  }
  if (text.ends_with(" г.") || text.ends_with("гр.") || text.ends_with(" ч.")) return false;
  if (text.size() > 5 && text.ends_with("г.") && text[text.size() - 4] >= '0' && text[text.size() - 4] <= '9')
    return false;
  constexpr auto kEnds = std::to_array<std::string_view>({".", "!", "?", "…", ":", ";"});
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return text.ends_with(end); });
}

LineKind kind_of(const Block& block) { return classify(block, dates_of(block.text)); }

Line read_line(Block&& block) {
  Line line;
  line.dates = dates_of(block.text);
  line.kind = classify(block, line.dates);
  line.text = std::move(block.text);
  return line;
}

}  // namespace tarsach::corpus

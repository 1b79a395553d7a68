#include "searchd/value_type.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

using Read = tl::expected<Value, Text>;

constexpr std::size_t kMaxDateBytes = 10;
constexpr std::size_t kMaxYearDigits = 4;

std::optional<std::size_t> parse_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Read read_text(const Type& type, std::string_view text) {
  if (count_characters(text) <= type.most) return Value{.text = text};
  const auto most = std::to_string(type.most);
  return tl::unexpected(Text{"по-дълго е от " + most + " знака", "longer than " + most + " characters"});
}

Read read_number(const Type& type, std::string_view text) {
  const auto number = parse_number(text);
  if (number && *number >= type.least && *number <= type.most) return Value{.text = text, .number = *number};
  const auto range = std::to_string(type.least) + "–" + std::to_string(type.most);
  return tl::unexpected(
      Text{"очаква се цяло число в границите " + range, "expected a whole number in the range " + range});
}

std::optional<std::size_t> place_of(std::string_view word, const Words& words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

Read read_choice(const Type& type, std::string_view text) {
  const auto words = type.words();
  if (const auto place = place_of(text, words)) return Value{.text = text, .number = *place};
  return tl::unexpected(Text{"очаква се едно от: " + joined(words), "expected one of: " + joined(words)});
}

std::vector<std::string_view> split_list(std::string_view list) {
  std::vector<std::string_view> items;
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (comma != 0) items.push_back(list.substr(0, comma));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return items;
}

Read read_choices(const Type& type, std::string_view text) {
  const auto words = type.words();
  Value value{.text = text};
  for (const auto item : split_list(text)) {
    const auto place = place_of(item, words);
    if (!place)
      return tl::unexpected(Text{"очакват се, разделени със запетаи, някои от: " + joined(words),
                                 "expected, with commas, some of: " + joined(words)});
    value.numbers.push_back(*place);
  }
  std::sort(value.numbers.begin(), value.numbers.end());
  value.numbers.erase(std::unique(value.numbers.begin(), value.numbers.end()), value.numbers.end());
  return value;
}

Read read_date(std::string_view text) {
  const auto date = schema::parse_iso_date(text);
  if (date && text.size() <= kMaxDateBytes) return Value{.text = text, .date = *date};
  return tl::unexpected(
      Text{"очаква се дата като 2018-07-05, 2018-07 или 2018", "expected a date such as 2018-07-05, 2018-07 or 2018"});
}

std::optional<std::size_t> parse_year(std::string_view text) {
  return text.size() <= kMaxYearDigits ? parse_number(text) : std::nullopt;
}

Read read_years(std::string_view text) {
  const auto dots = text.find("..");
  const auto first = parse_year(text.substr(0, dots));
  const auto last = dots == std::string_view::npos ? first : parse_year(text.substr(dots + 2));
  if (first && last && *first >= 1 && *first <= *last && *last <= kMaxYear) return Value{.text = text};
  return tl::unexpected(Text{"очаква се година като 2018 или период като 2017..2019",
                             "expected a year such as 2018 or a range such as 2017..2019"});
}

}  // namespace

tl::expected<Value, Text> read_value(const Type& type, std::string_view text) {
  switch (type.kind) {
    case Kind::kText: return read_text(type, text);
    case Kind::kNumber: return read_number(type, text);
    case Kind::kChoice: return read_choice(type, text);
    case Kind::kChoices: return read_choices(type, text);
    case Kind::kDate: return read_date(text);
    case Kind::kYears: return read_years(text);
  }
  return Value{.text = text};
}

std::string joined(const Words& words, std::string_view separator) {
  std::string text;
  for (const auto& word : words) text.append(text.empty() ? "" : separator).append(word);
  return text;
}

}  // namespace tarsach::searchd

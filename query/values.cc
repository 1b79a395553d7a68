#include "query/values.h"

#include <array>
#include <charconv>
#include <utility>

#include "schema/terms.h"
#include "text/normalizer.h"

namespace tarsach::query {

namespace {

using schema::Field;

constexpr std::string_view kRange = "..";

struct LanguageName {
  std::string_view name, code;
};

constexpr std::array kLanguageNames = {
    LanguageName{"български", "bg"}, LanguageName{"бг", "bg"}, LanguageName{"bulgarian", "bg"},
    LanguageName{"английски", "en"}, LanguageName{"ен", "en"}, LanguageName{"english", "en"},
};

std::optional<int> parse_number(std::string_view text, std::size_t most_digits) {
  int number = 0;
  if (text.empty() || text.size() > most_digits) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The ends of "a..b"; a single value is both ends.
std::pair<std::string_view, std::string_view> ends_of(std::string_view text) {
  const std::size_t dots = text.find(kRange);
  if (dots == std::string_view::npos) return {trim(text), trim(text)};
  return {trim(text.substr(0, dots)), trim(text.substr(dots + kRange.size()))};
}

// "5.7.2018": the way Bulgarians write it.
std::optional<schema::Date> parse_dotted(std::string_view text) {
  const std::size_t first = text.find('.');
  const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto day = parse_number(text.substr(0, first), 2);
  const auto month = parse_number(text.substr(first + 1, second - first - 1), 2);
  const auto year = parse_number(text.substr(second + 1), 4);
  if (!day || !month || !year || *day == 0 || *month == 0 || *year == 0) return std::nullopt;
  const schema::Date date{static_cast<std::int16_t>(*year), static_cast<std::int8_t>(*month),
                          static_cast<std::int8_t>(*day)};
  return schema::is_valid(date) ? std::optional(date) : std::nullopt;
}

std::optional<schema::Date> parse_day(std::string_view text) {
  if (text.empty()) return schema::Date{};
  if (const auto date = schema::parse_iso_date(text)) return *date;
  for (const std::string_view suffix : {"г.", "г"})
    if (text.ends_with(suffix)) return parse_dotted(trim(text.substr(0, text.size() - suffix.size())));
  return parse_dotted(text);
}

}  // namespace

std::optional<Years> parse_years(std::string_view text) {
  const auto [from, to] = ends_of(text);
  if (from.empty() && to.empty()) return std::nullopt;
  Years years;
  for (const auto& [end, target] : {std::pair{from, &years.from}, std::pair{to, &years.to}}) {
    if (end.empty()) continue;
    const auto number = parse_number(end, 4);
    if (!number) return std::nullopt;
    *target = *number;
  }
  return years;
}

std::optional<Period> parse_period(std::string_view text) {
  const auto [from, to] = ends_of(text);
  const auto first = parse_day(from);
  const auto last = parse_day(to);
  if (!first || !last) return std::nullopt;
  const Period period{*first, *last};
  return period.open() ? std::nullopt : std::optional(period);
}

std::string language_code(std::string_view text) {
  std::string form = text::normalize(text).form;
  for (const LanguageName& known : kLanguageNames)
    if (form == known.name) return std::string(known.code);
  return std::string(text);
}

std::vector<std::uint32_t> exact_values(const Columns& columns, Field field, std::string_view value) {
  const Column& column = columns.of(field);
  std::vector<std::uint32_t> numbers;
  if (field == Field::kYear) {
    const auto years = parse_years(value);
    for (std::uint32_t i = 0; years && i < column.values().size(); ++i) {
      const auto year = parse_number(column.values()[i], 4);
      if (year && *year >= years->from && *year <= years->to) numbers.push_back(i);
    }
  } else if (const auto number = column.find(field == Field::kLanguage ? language_code(value) : std::string(value))) {
    numbers.push_back(*number);
  }
  return numbers;
}

std::optional<std::vector<std::uint32_t>> find_values(Session& session, Field field, std::string_view value) {
  const Snapshot& snapshot = session.snapshot();
  std::vector<std::uint32_t> numbers = exact_values(snapshot.columns(), field, value);
  if (!numbers.empty()) return numbers;
  if (field == Field::kYear) return parse_years(value) ? std::optional(numbers) : std::nullopt;
  if (field == Field::kLanguage) return std::nullopt;
  const schema::Vocabulary& vocabulary = snapshot.vocabulary();
  std::vector<std::string> ids = {schema::slug(value)};
  const bool listed = field == Field::kEvent ? vocabulary.find_event(ids.front()) != nullptr
                                             : vocabulary.find_topic(ids.front()) != nullptr;
  if (!listed && !snapshot.columns().of(field).find(ids.front()))
    ids = snapshot.names().find(field, lemma_sequence(value, session.analyzer()));
  if (ids.empty()) return std::nullopt;
  for (const std::string& id : ids)
    if (const auto number = snapshot.columns().of(field).find(id)) numbers.push_back(*number);
  return numbers;
}

}  // namespace tarsach::query

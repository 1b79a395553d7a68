// Values as text: from the environment, checked, stored, and shown; and names that were nearly right.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/option_sources.h"

namespace tarsach {
namespace {

constexpr std::size_t kMostEdits = 2;
constexpr std::size_t kLongestCompared = 64;  // bytes; the comparison is quadratic

/// What CLI11 and TOML write for a switch, and what people write in an environment.
constexpr std::array<std::pair<std::string_view, bool>, 8> kTruths = {{{"true", true},
                                                                       {"false", false},
                                                                       {"1", true},
                                                                       {"0", false},
                                                                       {"yes", true},
                                                                       {"no", false},
                                                                       {"on", true},
                                                                       {"off", false}}};

tl::unexpected<Error> refuse(const GivenValue& given, const std::string& text, const std::string& expected) {
  const auto code = given.origin == Origin::kFlag ? ErrorCode::kUsage : ErrorCode::kConfiguration;
  return fail(code, given.place + ": \"" + text + "\" is not " + expected);
}

template <typename Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string show_number(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

std::string expected_number(const Range& range, const std::string& kind) {
  const bool has_least = range.least > std::numeric_limits<double>::lowest();
  const bool has_most = range.most < std::numeric_limits<double>::max();
  if (has_least && has_most) return kind + " from " + show_number(range.least) + " to " + show_number(range.most);
  if (has_least) return kind + " of at least " + show_number(range.least);
  if (has_most) return kind + " of at most " + show_number(range.most);
  return kind;
}

/// Stores the texts; one overload for each kind of target. Of several texts for one value the last counts.
struct Storing {
  const Option& option;
  const GivenValue& given;

  Result<void> operator()(bool* target) const {
    for (const auto& [text, truth] : kTruths) {
      if (text != given.texts.back()) continue;
      *target = truth;
      return {};
    }
    return refuse(given, given.texts.back(), "true or false");
  }

  Result<void> operator()(std::int64_t* target) const { return store_number(target, "a whole number"); }
  Result<void> operator()(double* target) const { return store_number(target, "a number"); }

  Result<void> operator()(std::string* target) const {
    TARSACH_CHECK(check_choice(given.texts.back()));
    *target = given.texts.back();
    return {};
  }

  Result<void> operator()(std::vector<std::string>* target) const {
    for (const std::string& text : given.texts) TARSACH_CHECK(check_choice(text));
    *target = given.texts;
    return {};
  }

  template <typename Number>
  Result<void> store_number(Number* target, const std::string& kind) const {
    const auto number = number_of<Number>(given.texts.back());
    // Written so that "nan" is refused too.
    const auto in_range = [&](double value) { return value >= option.range.least && value <= option.range.most; };
    if (!number || !in_range(static_cast<double>(*number))) {
      return refuse(given, given.texts.back(), expected_number(option.range, kind));
    }
    *target = *number;
    return {};
  }

  [[nodiscard]] Result<void> check_choice(const std::string& text) const {
    if (option.choices.empty() || std::ranges::count(option.choices, text) > 0) return {};
    return refuse(given, text, "one of " + joined(option.choices) + suggestion(text, option.choices));
  }
};

std::string toml_string(const std::string& text) {
  // A basic string of TOML is written as one of JSON, but for DEL, which TOML wants escaped.
  std::string quoted_text = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  for (std::size_t at = 0; (at = quoted_text.find('\x7f', at)) != std::string::npos;)
    quoted_text.replace(at, 1, "\\u007F");
  return quoted_text;
}

struct Showing {
  std::string operator()(const bool* value) const { return *value ? "true" : "false"; }
  std::string operator()(const std::int64_t* value) const { return std::to_string(*value); }
  std::string operator()(const double* value) const {
    const std::string text = show_number(*value);
    return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
  }
  std::string operator()(const std::string* value) const { return toml_string(*value); }
  std::string operator()(const std::vector<std::string>* values) const {
    std::string text;
    for (const std::string& value : *values) text += (text.empty() ? "" : ", ") + toml_string(value);
    return "[" + text + "]";
  }
};

/// The variable's text, of a list cut at its commas.
std::vector<std::string> texts_of(const Option& option, const std::string& variable) {
  if (!std::holds_alternative<std::vector<std::string>*>(option.target)) return {variable};
  std::vector<std::string> texts;
  std::size_t begin = 0;
  while (begin <= variable.size()) {
    const std::size_t end = std::min(variable.find(',', begin), variable.size());
    if (end > begin) texts.push_back(variable.substr(begin, end - begin));
    begin = end + 1;
  }
  return texts;
}

/// The characters of a UTF-8 text, so that one wrong Cyrillic letter is one edit.
std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> characters;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    characters.push_back(text.substr(i, end - i));
    i = end;
  }
  return characters;
}

/// Insertions, deletions, replacements and swaps of neighbours ("optimal string alignment" distance).
std::size_t edits_between(std::string_view typed, std::string_view known) {
  const auto a = characters_of(typed);
  const auto b = characters_of(known);
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t k = 0; k <= b.size(); ++k) cost[0][k] = k;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const std::size_t replaced = cost[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1);
      cost[i][k] = std::min({cost[i - 1][k] + 1, cost[i][k - 1] + 1, replaced});
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) {
        cost[i][k] = std::min(cost[i][k], cost[i - 2][k - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::string environment_name(const std::string& option) {
  std::string name = "TARSACH_";
  for (const char letter : option) {
    const bool is_small = letter >= 'a' && letter <= 'z';
    name += letter == '-' ? '_' : is_small ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return name;
}

void read_environment(const Command& command, GivenValues& given) {
  for (std::size_t i = 0; i < command.options.size(); ++i) {
    if (given[i].origin != Origin::kDefault) continue;
    const std::string name = environment_name(command.options[i].name);
    const char* variable = std::getenv(name.c_str());
    if (variable == nullptr || *variable == '\0') continue;
    given[i] = {Origin::kEnvironment, name, texts_of(command.options[i], variable)};
  }
}

Result<void> store(const Option& option, const GivenValue& given) {
  if (given.origin == Origin::kDefault) return {};
  if (given.texts.empty() && !std::holds_alternative<std::vector<std::string>*>(option.target)) {
    return refuse(given, "", "a value");
  }
  return std::visit(Storing{option, given}, option.target);
}

std::string show_value(const Option& option) { return std::visit(Showing{}, option.target); }

bool is_switch(const Option& option) { return std::holds_alternative<bool*>(option.target); }
bool is_list(const Option& option) { return std::holds_alternative<std::vector<std::string>*>(option.target); }

std::string notes(const Option& option) {
  std::string text;
  if (option.need == Need::kRequired) {
    text += "required; ";
  } else if (!is_switch(option)) {
    const std::string value = show_value(option);
    if (value != "\"\"" && value != "[]") text += "default " + value + "; ";
  }
  if (!option.choices.empty()) text += "one of " + joined(option.choices) + "; ";
  if (is_list(option)) text += "may be repeated; ";
  return text + environment_name(option.name);
}

std::string suggestion(const std::string& typed, const std::vector<std::string>& candidates) {
  const std::string nearest = nearest_name(typed, candidates);
  return nearest.empty() ? "" : " (did you mean " + nearest + "?)";
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string nearest_name(const std::string& typed, const std::vector<std::string>& candidates) {
  std::string nearest;
  std::size_t fewest = kMostEdits + 1;
  if (typed.empty() || typed.size() > kLongestCompared) return nearest;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestCompared) continue;
    const std::size_t edits = edits_between(typed, candidate);
    // Two edits make any two-letter word out of any other: at least half of the letters must have been right.
    if (edits >= fewest || edits * 2 > characters_of(candidate).size()) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace tarsach

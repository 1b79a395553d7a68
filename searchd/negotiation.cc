#include "searchd/negotiation.h"

#include <optional>

namespace tarsach::searchd {
namespace {

constexpr int kFullQuality = 1000;

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes the text before the next separator off `rest`.
std::string_view take(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const auto part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return trim(part);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if ((a[i] | 0x20) != (b[i] | 0x20)) return false;
  return true;
}

/// "0.25" in thousandths; nothing if it is not a weight.
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int weight = (text[0] - '0') * kFullQuality;
  int unit = kFullQuality / 10;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (i == 1 && text[i] == '.') continue;
    if (i == 1 || text[i] < '0' || text[i] > '9') return std::nullopt;
    weight += (text[i] - '0') * unit;
    unit /= 10;
  }
  return weight > kFullQuality ? std::nullopt : std::optional(weight);
}

struct Preference {
  std::string_view name;
  int weight = kFullQuality;
};

Preference parse_preference(std::string_view entry) {
  Preference preference{take(entry, ';')};
  while (!entry.empty()) {
    const auto parameter = take(entry, ';');
    if (parameter.starts_with("q=") || parameter.starts_with("Q="))
      preference.weight = parse_weight(parameter.substr(2)).value_or(0);
  }
  return preference;
}

/// The weight of the most particular entry that `matches`; nothing if none does.
template <typename Matches>
std::optional<int> weight_of(std::string_view header, const Matches& matches) {
  std::optional<int> best;
  while (!header.empty()) {
    const auto preference = parse_preference(take(header, ','));
    if (matches(preference.name)) best = std::max(best.value_or(0), preference.weight);
  }
  return best;
}

std::optional<int> language_weight(std::string_view header, std::string_view language) {
  return weight_of(
      header, [&](std::string_view range) { return equal_ignoring_case(range.substr(0, range.find('-')), language); });
}

/// Whether this media type is named, and not ranked below JSON.
bool prefers_to_json(std::string_view accept, std::string_view media_type) {
  const auto is = [](std::string_view type) {
    return [type](std::string_view range) { return equal_ignoring_case(range, type); };
  };
  const int weight = weight_of(accept, is(media_type)).value_or(0);
  return weight > 0 && weight >= weight_of(accept, is("application/json")).value_or(0);
}

}  // namespace

Language preferred_language(std::string_view accept_language) {
  const auto english = language_weight(accept_language, "en");
  const auto bulgarian = language_weight(accept_language, "bg");
  const auto any = language_weight(accept_language, "*");
  const int bulgarian_weight = bulgarian.value_or(any.value_or(0));
  return english.value_or(0) > bulgarian_weight ? Language::kEnglish : Language::kBulgarian;
}

bool prefers_html(std::string_view accept) { return prefers_to_json(accept, "text/html"); }

bool prefers_open_search(std::string_view accept) { return prefers_to_json(accept, "application/x-suggestions+json"); }

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  const auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!if_none_match.empty()) {
    const auto candidate = take(if_none_match, ',');
    if (strong(candidate) == strong(etag)) return true;
  }
  return false;
}

}  // namespace tarsach::searchd

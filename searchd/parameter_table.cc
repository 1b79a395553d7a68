#include "searchd/parameter_table.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "query/json.h"
#include "searchd/url.h"

namespace tarsach::searchd {
namespace {

using schema::Field;

constexpr std::size_t kMaxValueBytes = 200;  // of an id in a filter
constexpr std::size_t kMaxIdBytes = 2'000;   // of an article
constexpr std::size_t kMaxCropLength = 200;
constexpr std::size_t kMaxYear = 9'999;

// ---- values ----

std::optional<std::size_t> parse_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Text expected_number(std::size_t least, std::size_t most) {
  const auto range = std::to_string(least) + "–" + std::to_string(most);
  return {"очаква се цяло число в границите " + range, "expected a whole number in the range " + range};
}

Complaint read_number(std::string_view value, std::size_t least, std::size_t most, std::size_t& target) {
  const auto number = parse_number(value);
  if (!number || *number < least || *number > most) return expected_number(least, most);
  target = *number;
  return std::nullopt;
}

/// One of a list of words that stand for values.
template <typename T>
struct Choice {
  std::string_view word;
  T value;
};

template <typename T, std::size_t n>
Complaint read_choice(std::string_view value, const std::array<Choice<T>, n>& choices, T& target) {
  Text expected{"очаква се едно от: ", "expected one of: "};
  std::string_view separator;
  for (const auto& choice : choices) {
    if (choice.word == value) {
      target = choice.value;
      return std::nullopt;
    }
    expected.bg.append(separator).append(choice.word);
    expected.en.append(separator).append(choice.word);
    separator = ", ";
  }
  return expected;
}

template <typename T, std::size_t n>
std::string word_for(const T& value, const std::array<Choice<T>, n>& choices) {
  for (const auto& choice : choices)
    if (choice.value == value) return std::string(choice.word);
  return {};
}

constexpr std::array kMatches = {Choice<query::Match>{"auto", query::Match::kAuto},
                                 Choice<query::Match>{"all", query::Match::kAll},
                                 Choice<query::Match>{"any", query::Match::kAny}};
constexpr std::array kRewrites = {Choice<query::Rewrite>{"auto", query::Rewrite::kAuto},
                                  Choice<query::Rewrite>{"off", query::Rewrite::kOff}};
constexpr std::array kSorts = {Choice<query::Sort>{"relevance", query::Sort::kRelevance},
                               Choice<query::Sort>{"date:desc", query::Sort::kNewestFirst},
                               Choice<query::Sort>{"date:asc", query::Sort::kOldestFirst}};
constexpr std::array kSwitch = {Choice<bool>{"true", true}, Choice<bool>{"false", false}};
constexpr std::array kLanguages = {Choice<Language>{"bg", Language::kBulgarian},
                                   Choice<Language>{"en", Language::kEnglish}};
constexpr std::array kFacets = {Choice<Field>{"event", Field::kEvent}, Choice<Field>{"year", Field::kYear},
                                Choice<Field>{"topic", Field::kTopic}};
/// The values of one parameter, whether it was repeated or written with commas.
std::vector<std::string_view> split_list(std::string_view list) {
  std::vector<std::string_view> items;
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (comma != 0) items.push_back(list.substr(0, comma));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return items;
}

std::string join(const std::vector<std::string>& items) {
  std::string joined;
  for (const auto& item : items) joined.append(joined.empty() ? "" : ",").append(item);
  return joined;
}

// ---- filters ----

enum class Side : std::uint8_t { kChosen, kExcluded };

Complaint check_year(std::string_view value) {
  const auto dots = value.find("..");
  const auto first = parse_number(value.substr(0, dots));
  const auto last = dots == std::string_view::npos ? first : parse_number(value.substr(dots + 2));
  if (first && last && *first >= 1 && *first <= *last && *last <= kMaxYear) return std::nullopt;
  return Text{"очаква се година като 2018 или период като 2017..2019",
              "expected a year such as 2018 or a range such as 2017..2019"};
}

template <Field field, Side side>
Complaint read_filter(Search& search, std::string_view value) {
  if (value.size() > kMaxValueBytes)
    return Text{"стойността е по-дълга от 200 байта", "the value is longer than 200 bytes"};
  if (field == Field::kYear)
    if (auto complaint = check_year(value)) return complaint;
  auto& filter = filter_of(search.request, field);
  auto& values = side == Side::kChosen ? filter.values : filter.excluded;
  const auto place = std::lower_bound(values.begin(), values.end(), value);
  if (place != values.end() && *place == value) return std::nullopt;
  if (values.size() >= query::kMaxFilterValues) return Text{"най-много 100 стойности", "at most 100 values"};
  values.insert(place, std::string(value));
  return std::nullopt;
}

template <Field field, Side side>
std::vector<std::string> write_filter(const Search& search) {
  const auto& filter = filter_of(search.request, field);
  return side == Side::kChosen ? filter.values : filter.excluded;
}

// ---- single parameters ----

Complaint read_query(Search& search, std::string_view value) {
  if (count_characters(value) > query::kMaxQueryCharacters)
    return Text{"заявката е по-дълга от 512 знака", "the query is longer than 512 characters"};
  search.request.query = value;
  return std::nullopt;
}

Complaint read_date(std::string_view value, schema::Date& target) {
  const auto date = schema::parse_iso_date(value);
  if (!date)
    return Text{"очаква се дата като 2018-07-05, 2018-07 или 2018",
                "expected a date such as 2018-07-05, 2018-07 or 2018"};
  target = *date;
  return std::nullopt;
}

Complaint read_facets(Search& search, std::string_view value) {
  std::vector<Field> facets;
  if (value != "none")
    for (const auto item : split_list(value)) {
      Field facet{};
      if (auto complaint = read_choice(item, kFacets, facet)) return complaint;
      if (std::find(facets.begin(), facets.end(), facet) == facets.end()) facets.push_back(facet);
    }
  std::sort(facets.begin(), facets.end());
  search.request.facets = std::move(facets);
  return std::nullopt;
}

Complaint read_fields(Search& search, std::string_view value) {
  for (const auto item : split_list(value)) search.fields.emplace_back(item);
  std::sort(search.fields.begin(), search.fields.end());
  search.fields.erase(std::unique(search.fields.begin(), search.fields.end()), search.fields.end());
  if (query::check_hit_members(search.fields)) return std::nullopt;
  const auto known = join(query::hit_members());
  return Text{"полетата са: " + known, "the members are: " + known};
}

std::string write_facets(const Search& search) {
  const auto& facets = search.request.facets;
  if (facets == query::Request{}.facets) return {};
  std::vector<std::string> words;
  for (const auto facet : facets) words.push_back(word_for(facet, kFacets));
  return words.empty() ? "none" : join(words);
}

/// Empty for a value that is the default, so that it is not written.
std::string unless_default(std::string_view value, std::string_view fallback) {
  return value == fallback ? std::string() : std::string(value);
}

std::vector<std::string> one(std::string value) {
  if (value.empty()) return {};
  return {std::move(value)};
}

// ---- the table ----

constexpr std::uint8_t kHits = bits(Endpoint::kSearch) | bits(Endpoint::kPage);
constexpr std::uint8_t kAll = kHits | bits(Endpoint::kFacet);
constexpr std::uint8_t kApi = bits(Endpoint::kSearch);
constexpr std::uint8_t kPages = bits(Endpoint::kPage) | bits(Endpoint::kArticle);

template <Field field, Side side>
constexpr Parameter filter(std::string_view name) {
  return {name, Times::kAnyNumber, kAll, read_filter<field, side>, write_filter<field, side>};
}

constexpr std::array kParameters = {
    Parameter{"q", Times::kOnce, kAll | bits(Endpoint::kSuggest) | bits(Endpoint::kArticle), read_query,
              [](const Search& s) { return one(s.request.query); }},
    filter<Field::kEvent, Side::kChosen>("event"),
    filter<Field::kEvent, Side::kExcluded>("-event"),
    filter<Field::kYear, Side::kChosen>("year"),
    filter<Field::kYear, Side::kExcluded>("-year"),
    filter<Field::kTopic, Side::kChosen>("topic"),
    filter<Field::kTopic, Side::kExcluded>("-topic"),
    filter<Field::kLanguage, Side::kChosen>("lang"),
    filter<Field::kLanguage, Side::kExcluded>("-lang"),
    Parameter{"from", Times::kOnce, kAll, [](Search& s, std::string_view v) { return read_date(v, s.request.from); },
              [](const Search& s) { return one(schema::format_iso_date(s.request.from)); }},
    Parameter{"to", Times::kOnce, kAll, [](Search& s, std::string_view v) { return read_date(v, s.request.to); },
              [](const Search& s) { return one(schema::format_iso_date(s.request.to)); }},
    Parameter{"match", Times::kOnce, kAll,
              [](Search& s, std::string_view v) { return read_choice(v, kMatches, s.request.match); },
              [](const Search& s) { return one(unless_default(word_for(s.request.match, kMatches), "auto")); }},
    Parameter{"rewrite", Times::kOnce, kAll,
              [](Search& s, std::string_view v) { return read_choice(v, kRewrites, s.request.rewrite); },
              [](const Search& s) { return one(unless_default(word_for(s.request.rewrite, kRewrites), "auto")); }},
    Parameter{"sort", Times::kOnce, kHits,
              [](Search& s, std::string_view v) { return read_choice(v, kSorts, s.request.sort); },
              [](const Search& s) { return one(unless_default(word_for(s.request.sort, kSorts), "relevance")); }},
    Parameter{"page", Times::kOnce, kHits,
              [](Search& s, std::string_view v) { return read_number(v, 1, query::kMaxDepth, s.page); },
              [](const Search& s) { return one(unless_default(std::to_string(s.page), "1")); }},
    Parameter{"per_page", Times::kOnce, kHits,
              [](Search& s, std::string_view v) { return read_number(v, 0, query::kMaxPerPage, s.per_page); },
              [](const Search& s) { return one(unless_default(std::to_string(s.per_page), "10")); }},
    Parameter{"facets", Times::kOnce, kApi, read_facets, [](const Search& s) { return one(write_facets(s)); }},
    Parameter{
        "facet_limit", Times::kOnce, kAll,
        [](Search& s, std::string_view v) { return read_number(v, 0, query::kMaxFacetLimit, s.request.facet_limit); },
        [](const Search& s) { return one(unless_default(std::to_string(s.request.facet_limit), "20")); }},
    Parameter{"facet_query", Times::kOnce, bits(Endpoint::kFacet),
              [](Search& s, std::string_view v) -> Complaint {
                if (v.size() > kMaxValueBytes)
                  return Text{"стойността е по-дълга от 200 байта", "the value is longer than 200 bytes"};
                s.facet_query = v;
                return std::nullopt;
              },
              [](const Search& s) { return one(s.facet_query); }},
    Parameter{"limit", Times::kOnce, bits(Endpoint::kSuggest),
              [](Search& s, std::string_view v) { return read_number(v, 1, query::kMaxSuggestions, s.suggestions); },
              [](const Search& s) { return one(unless_default(std::to_string(s.suggestions), "10")); }},
    Parameter{"fields", Times::kOnce, kApi, read_fields, [](const Search& s) { return one(join(s.fields)); }},
    Parameter{"highlight", Times::kOnce, kApi,
              [](Search& s, std::string_view v) { return read_choice(v, kSwitch, s.request.highlight); },
              [](const Search& s) { return one(unless_default(word_for(s.request.highlight, kSwitch), "true")); }},
    Parameter{"crop_length", Times::kOnce, kHits,
              [](Search& s, std::string_view v) { return read_number(v, 1, kMaxCropLength, s.request.crop_length); },
              [](const Search& s) { return one(unless_default(std::to_string(s.request.crop_length), "30")); }},
    Parameter{"id", Times::kOnce, bits(Endpoint::kArticle),
              [](Search& s, std::string_view v) -> Complaint {
                if (v.size() > kMaxIdBytes)
                  return Text{"стойността е по-дълга от 2000 байта", "the value is longer than 2000 bytes"};
                s.id = v;
                return std::nullopt;
              },
              [](const Search& s) { return one(s.id); }},
    Parameter{"ui", Times::kOnce, kPages,
              [](Search& s, std::string_view v) {
                Language language{};
                auto complaint = read_choice(v, kLanguages, language);
                if (!complaint) s.language = language;
                return complaint;
              },
              // Bulgarian is what a page has without being asked.
              [](const Search& s) { return one(s.language == Language::kEnglish ? "en" : ""); }},
};

}  // namespace

std::span<const Parameter> parameters() { return kParameters; }

}  // namespace tarsach::searchd

#include "searchd/parameter_table.h"

#include <algorithm>
#include <array>

#include "query/json.h"

namespace tarsach::searchd {
namespace {

using schema::Field;

constexpr std::size_t kMaxValueCharacters = 200;  // of an id in a filter
constexpr std::size_t kMaxIdCharacters = 2'000;   // of an article
constexpr std::size_t kMaxCropLength = 200;

// ---- words that stand for values, in the order of the values ----

Words match_words() { return {"auto", "all", "any"}; }
static_assert(static_cast<int>(query::Match::kAll) == 1 && static_cast<int>(query::Match::kAny) == 2);

Words rewrite_words() { return {"auto", "off"}; }
static_assert(static_cast<int>(query::Rewrite::kOff) == 1);

Words sort_words() { return {"relevance", "date:desc", "date:asc"}; }
static_assert(static_cast<int>(query::Sort::kNewestFirst) == 1 && static_cast<int>(query::Sort::kOldestFirst) == 2);

Words group_words() { return {"none", "event"}; }
static_assert(static_cast<int>(query::Group::kEvent) == 1);

Words form_words() { return {"auto", "json", "opensearch"}; }
static_assert(static_cast<int>(SuggestionForm::kAsOpenSearch) == 2);

Words switch_words() { return {"false", "true"}; }

Words ui_words() { return {"bg", "en"}; }
static_assert(static_cast<int>(Language::kEnglish) == 1);

constexpr std::array kFacets = query::kUsualFacets;
Words facet_words() { return {"event", "year", "topic", "none"}; }

template <typename T>
std::vector<std::string> word_for(T value, Words (*words)()) {
  return {words().at(static_cast<std::size_t>(value))};
}

std::vector<std::string> number(std::size_t value) { return {std::to_string(value)}; }

std::vector<std::string> one(std::string value) {
  if (value.empty()) return {};
  return {std::move(value)};
}

// ---- filters ----

enum class Side : std::uint8_t { kChosen, kExcluded };

template <Field field, Side side>
Complaint read_filter(Search& search, const Value& value) {
  auto& filter = filter_of(search.request, field);
  auto& values = side == Side::kChosen ? filter.values : filter.excluded;
  const auto place = std::lower_bound(values.begin(), values.end(), value.text);
  if (place != values.end() && *place == value.text) return std::nullopt;
  if (filter.values.size() + filter.excluded.size() >= query::kMaxFilterValues)
    return Text{"най-много 100 стойности, избрани и изключени", "at most 100 values, chosen and excluded"};
  values.insert(place, std::string(value.text));
  return std::nullopt;
}

template <Field field, Side side>
std::vector<std::string> write_filter(const Search& search) {
  const auto& filter = filter_of(search.request, field);
  return side == Side::kChosen ? filter.values : filter.excluded;
}

// ---- lists ----

Complaint read_facets(Search& search, const Value& value) {
  search.request.facets.clear();
  for (const auto place : value.numbers)
    if (place < kFacets.size()) search.request.facets.push_back(kFacets.at(place));
  return std::nullopt;
}

std::vector<std::string> write_facets(const Search& search) {
  Words words;
  for (const auto facet : search.request.facets) words.emplace_back(schema::row(facet).name);
  return {words.empty() ? "none" : joined(words, ",")};
}

Complaint read_fields(Search& search, const Value& value) {
  const auto known = query::hit_members();
  for (const auto place : value.numbers) search.fields.push_back(known.at(place));
  return std::nullopt;
}

// ---- the table ----

constexpr Endpoints kHits = bits(Endpoint::kSearch) | bits(Endpoint::kPage);
constexpr Endpoints kPaged = kHits | bits(Endpoint::kFeed);
constexpr Endpoints kFaceted = kHits | bits(Endpoint::kFacet);
constexpr Endpoints kFiltered = kFaceted | bits(Endpoint::kExplain) | bits(Endpoint::kFeed);
constexpr Endpoints kWorded = kFiltered | bits(Endpoint::kDocument);
constexpr Endpoints kPages = bits(Endpoint::kPage) | bits(Endpoint::kArticle) | bits(Endpoint::kEventPage) |
                             bits(Endpoint::kFeed) | bits(Endpoint::kOpenSearch);

template <Field field, Side side>
constexpr Parameter filter(std::string_view name, std::string_view meaning) {
  constexpr Type kType = field == Field::kYear ? Type{Kind::kYears} : text_up_to(kMaxValueCharacters);
  return {name, Times::kAnyNumber, kFiltered, kType, "", meaning, read_filter<field, side>, write_filter<field, side>};
}

constexpr std::array kParameters = {
    Parameter{"q", Times::kOnce, kWorded | bits(Endpoint::kSuggest) | bits(Endpoint::kArticle),
              text_up_to(query::kMaxQueryCharacters), "", "what is searched for; empty: browse, newest first",
              [](Search& s, const Value& v) {
                s.request.query = v.text;
                return Complaint();
              },
              [](const Search& s) { return one(s.request.query); }},
    filter<Field::kEvent, Side::kChosen>("event", "articles about this event; OR within a field, AND across fields"),
    filter<Field::kEvent, Side::kExcluded>("-event", "articles that are not about it"),
    filter<Field::kYear, Side::kChosen>("year", "articles of this year, or of these: `2017..2019`"),
    filter<Field::kYear, Side::kExcluded>("-year", "articles that are not of it"),
    filter<Field::kTopic, Side::kChosen>("topic", "articles about this topic"),
    filter<Field::kTopic, Side::kExcluded>("-topic", "articles that are not about it"),
    filter<Field::kLanguage, Side::kChosen>("lang", "articles in this language: `bg`, `en`"),
    filter<Field::kLanguage, Side::kExcluded>("-lang", "articles that are not in it"),
    Parameter{"from", Times::kOnce, kFiltered, Type{Kind::kDate}, "", "from this day, month or year on",
              [](Search& s, const Value& v) {
                s.request.from = v.date;
                return Complaint();
              },
              [](const Search& s) { return one(schema::format_iso_date(s.request.from)); }},
    Parameter{"to", Times::kOnce, kFiltered, Type{Kind::kDate}, "", "until it, inclusive",
              [](Search& s, const Value& v) {
                s.request.to = v.date;
                return Complaint();
              },
              [](const Search& s) { return one(schema::format_iso_date(s.request.to)); }},
    Parameter{"match", Times::kOnce, kWorded, one_of(match_words), "auto",
              "`auto`: all of up to three words and most of more, fewer when no article has all; `all`; `any`",
              [](Search& s, const Value& v) {
                s.request.match = static_cast<query::Match>(v.number);
                return Complaint();
              },
              [](const Search& s) { return word_for(s.request.match, match_words); }},
    Parameter{"rewrite", Times::kOnce, kWorded, one_of(rewrite_words), "auto",
              "`auto`: a word that is none is read from Latin letters, another keyboard or without its slip; words are "
              "also looked for in the other language; `off`: as typed",
              [](Search& s, const Value& v) {
                s.request.rewrite = static_cast<query::Rewrite>(v.number);
                return Complaint();
              },
              [](const Search& s) { return word_for(s.request.rewrite, rewrite_words); }},
    Parameter{"sort", Times::kOnce, kHits | bits(Endpoint::kExplain), one_of(sort_words), "relevance",
              "order of the hits; without words the newest come first",
              [](Search& s, const Value& v) {
                s.request.sort = static_cast<query::Sort>(v.number);
                return Complaint();
              },
              [](const Search& s) { return word_for(s.request.sort, sort_words); }},
    Parameter{"page", Times::kOnce, kPaged, number_between(1, query::kMaxDepth), "1",
              "which page; `page` × `per_page` is at most 10,000",
              [](Search& s, const Value& v) {
                s.page = v.number;
                return Complaint();
              },
              [](const Search& s) { return number(s.page); }},
    Parameter{"per_page", Times::kOnce, kPaged, number_between(0, query::kMaxPerPage), "10",
              "hits on a page; 0: only totals and facets",
              [](Search& s, const Value& v) {
                s.per_page = v.number;
                return Complaint();
              },
              [](const Search& s) { return number(s.per_page); }},
    Parameter{"group", Times::kOnce, kHits, one_of(group_words), "none",
              "`event`: articles about one event are one entry, and `page`, `per_page` count entries",
              [](Search& s, const Value& v) {
                s.request.group = static_cast<query::Group>(v.number);
                return Complaint();
              },
              [](const Search& s) { return word_for(s.request.group, group_words); }},
    Parameter{"group_limit", Times::kOnce, kHits, number_between(1, query::kMaxGroupLimit), "3",
              "hits shown of each group; `per_page` × `group_limit` is at most 1,000",
              [](Search& s, const Value& v) {
                s.request.group_limit = v.number;
                return Complaint();
              },
              [](const Search& s) { return number(s.request.group_limit); }},
    Parameter{"facets", Times::kOnce, bits(Endpoint::kSearch), some_of(facet_words), "event,year,topic",
              "which facets to count", read_facets, write_facets},
    Parameter{"facet_limit", Times::kOnce, kFaceted, number_between(0, query::kMaxFacetLimit), "20",
              "values of a facet; chosen ones are always there",
              [](Search& s, const Value& v) {
                s.request.facet_limit = v.number;
                return Complaint();
              },
              [](const Search& s) { return number(s.request.facet_limit); }},
    Parameter{"facet_query", Times::kOnce, bits(Endpoint::kFacet), text_up_to(kMaxValueCharacters), "",
              "only values whose id or label has words that begin so",
              [](Search& s, const Value& v) {
                s.facet_query = v.text;
                return Complaint();
              },
              [](const Search& s) { return one(s.facet_query); }},
    Parameter{"limit", Times::kOnce, bits(Endpoint::kSuggest), number_between(1, query::kMaxSuggestions), "10",
              "how many suggestions",
              [](Search& s, const Value& v) {
                s.suggestions = v.number;
                return Complaint();
              },
              [](const Search& s) { return number(s.suggestions); }},
    Parameter{"limit", Times::kOnce, bits(Endpoint::kSimilar), number_between(1, query::kMaxSimilar), "10",
              "how many similar articles of each language",
              [](Search& s, const Value& v) {
                s.similar = v.number;
                return Complaint();
              },
              [](const Search& s) { return number(s.similar); }},
    Parameter{"limit", Times::kOnce, bits(Endpoint::kEvent), number_between(0, query::kMaxPerPage), "20",
              "articles shown of each language",
              [](Search& s, const Value& v) {
                s.event_articles = v.number;
                return Complaint();
              },
              [](const Search& s) { return number(s.event_articles); }},
    Parameter{"format", Times::kOnce, bits(Endpoint::kSuggest), one_of(form_words), "auto",
              "`opensearch`: as browsers take them; `json`; `auto`: what `Accept` prefers",
              [](Search& s, const Value& v) {
                s.form = static_cast<SuggestionForm>(v.number);
                return Complaint();
              },
              [](const Search& s) { return word_for(s.form, form_words); }},
    Parameter{"fields", Times::kOnce, bits(Endpoint::kSearch), some_of(query::hit_members), "",
              "which members of a hit to show; all but `author` without it", read_fields,
              [](const Search& s) { return one(joined(s.fields, ",")); }},
    Parameter{"highlight", Times::kOnce, bits(Endpoint::kSearch), one_of(switch_words), "true",
              "whether `formatted` has a snippet with `<mark>`; `false`: its texts are empty",
              [](Search& s, const Value& v) {
                s.request.highlight = v.number == 1;
                return Complaint();
              },
              [](const Search& s) { return word_for(s.request.highlight, switch_words); }},
    Parameter{"crop_length", Times::kOnce, kPaged, number_between(1, kMaxCropLength), "30", "words of a snippet",
              [](Search& s, const Value& v) {
                s.request.crop_length = v.number;
                return Complaint();
              },
              [](const Search& s) { return number(s.request.crop_length); }},
    Parameter{"explain", Times::kOnce, bits(Endpoint::kSearch), one_of(switch_words), "false",
              "whether `explanation` tells why the answer is as it is, as `/v1/explain` does",
              [](Search& s, const Value& v) {
                s.explain = v.number == 1;
                return Complaint();
              },
              [](const Search& s) { return word_for(s.explain, switch_words); }},
    Parameter{"id", Times::kOnce, bits(Endpoint::kArticle) | bits(Endpoint::kEventPage), text_up_to(kMaxIdCharacters),
              "", "of the article, of the event",
              [](Search& s, const Value& v) {
                s.id = v.text;
                return Complaint();
              },
              [](const Search& s) { return one(s.id); }},
    Parameter{"ui", Times::kOnce, kPages, one_of(ui_words), "bg", "language of the page, of the feed's own words",
              [](Search& s, const Value& v) {
                s.language = static_cast<Language>(v.number);
                return Complaint();
              },
              [](const Search& s) { return word_for(s.language.value_or(Language::kBulgarian), ui_words); }},
};

}  // namespace

std::span<const Parameter> parameters() { return kParameters; }

}  // namespace tarsach::searchd

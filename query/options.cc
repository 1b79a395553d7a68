#include "query/options.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/version.h"
#include "query/manual.h"
#include "query/similar.h"
#include "query/suggest.h"
#include "schema/date.h"
#include "schema/manifest.h"
#include "text/analyzer.h"

namespace tarsach::query {
namespace {

template <typename Value>
struct Name {
  const char* name;
  Value value;
};

constexpr std::array kMatches = {Name<Match>{"auto", Match::kAuto}, Name<Match>{"all", Match::kAll},
                                 Name<Match>{"any", Match::kAny}};
constexpr std::array kSorts = {Name<Sort>{"relevance", Sort::kRelevance}, Name<Sort>{"date:desc", Sort::kNewestFirst},
                               Name<Sort>{"date:asc", Sort::kOldestFirst}};

template <typename Names>
std::vector<std::string> choices(const Names& names) {
  std::vector<std::string> list;
  for (const auto& row : names) list.emplace_back(row.name);
  return list;
}

/// The value of a name that parse() has already found among the choices.
template <typename Names>
auto value_of(const Names& names, const std::string& name) {
  const auto* row = std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.name == name; });
  return row == names.end() ? names.front().value : row->value;
}

using Options = std::vector<Option>;

Options operator+(Options left, Options right) {
  std::move(right.begin(), right.end(), std::back_inserter(left));
  return left;
}

Options index_option(Settings& to) {
  return {{"index", "DIR", "the index to ask", &to.index},
          {"generation",
           "N",
           "one of its generations, as tarsach-indexer status tells them (0: the current one)",
           &to.generation,
           Need::kOptional,
           {0, 1e15}}};
}

Options deadline_option(Settings& to) {
  return {{"deadline",
           "MS",
           "give up after so many milliseconds (0: never)",
           &to.deadline,
           Need::kOptional,
           {0, 86'400'000}}};
}

Options filter_options(Settings& to) {
  return {{"event", "ID", "only articles about this event (again: or about that one)", &to.events},
          {"year", "YEAR", "only of this year, or 2017..2019", &to.years},
          {"topic", "ID", "only with this topic", &to.topics},
          {"lang", "CODE", "only in this language: bg, en, und", &to.languages},
          {"not-event", "ID", "nothing about this event", &to.not_events},
          {"not-year", "YEAR", "nothing of this year, or 2017..2019", &to.not_years},
          {"not-topic", "ID", "nothing with this topic", &to.not_topics},
          {"not-lang", "CODE", "nothing in this language", &to.not_languages},
          {"from", "DATE", "not older than 2018, 2018-07 or 2018-07-05", &to.from},
          {"to", "DATE", "not newer than this", &to.to},
          {"match",
           "HOW",
           "auto: all words, most of four or more, fewer when nothing has all; all; any",
           &to.match,
           Need::kOptional,
           {},
           choices(kMatches)},
          {"no-rewrite", "", "take the words as they were typed: no other letters, keyboards, spellings or languages",
           &to.no_rewrite}};
}

Options search_options(Settings& to) {
  return {
      {"sort", "ORDER", "relevance, date:desc or date:asc", &to.sort, Need::kOptional, {}, choices(kSorts)},
      {"limit", "N", "so many hits", &to.limit, Need::kOptional, {0, double{kMaxLimit}}},
      {"offset", "N", "after so many hits", &to.offset, Need::kOptional, {0, double{kMaxDepth}}},
      {"group", "FIELD", "event: one entry for all articles about an event", &to.group, Need::kOptional, {}, {"event"}},
      {"group-limit",
       "N",
       "so many articles of each entry of --group",
       &to.group_limit,
       Need::kOptional,
       {1, double{kMaxGroupLimit}}},
      {"format",
       "FORMAT",
       "text, json, jsonl, tsv, trec or ids (default: text; trec for a batch)",
       &to.format,
       Need::kOptional,
       {},
       {"text", "json", "jsonl", "tsv", "trec", "ids"}},
      {"fields", "LIST", "members of a hit to show in json, jsonl and tsv, separated by commas", &to.fields},
      {"batch", "FILE", "ask every query of a file of id<TAB>query lines ('-': standard input)", &to.batch}};
}

Options facet_options(Settings& to) {
  return {{"field", "LIST", "facets to count: event, year, topic (default: all)", &to.facet_fields},
          {"facet-query", "WORDS", "only values with words that begin so", &to.facet_query},
          {"facet-limit", "N", "so many values of each", &to.facet_limit, Need::kOptional, {1, double{kMaxFacetLimit}}},
          {"format", "FORMAT", "text, tsv or json", &to.format, Need::kOptional, {}, {"text", "tsv", "json"}}};
}

Options suggest_options(Settings& to) {
  return {{"limit", "N", "so many suggestions", &to.limit, Need::kOptional, {1, double{kMaxSuggestions}}},
          {"format", "FORMAT", "text or json", &to.format, Need::kOptional, {}, {"text", "json"}}};
}

Options show_options(Settings& to) {
  return {{"format", "FORMAT", "text or json", &to.format, Need::kOptional, {}, {"text", "json"}}};
}

Options similar_options(Settings& to) {
  return {{"limit", "N", "so many articles of each language", &to.limit, Need::kOptional, {1, double{kMaxSimilar}}},
          {"format", "FORMAT", "text or json", &to.format, Need::kOptional, {}, {"text", "json"}}};
}

Options event_options(Settings& to) {
  return {{"limit", "N", "so many articles of each language", &to.limit, Need::kOptional, {0, double{kMaxPerPage}}},
          {"format", "FORMAT", "text or json", &to.format, Need::kOptional, {}, {"text", "json"}}};
}

Options analyze_options(Settings& to) {
  return {{"stems", "", "read a word a line, print its stems separated by TABs", &to.stems},
          {"rules-only", "", "by rules, without the dictionary", &to.rules_only},
          {"format", "FORMAT", "text or tsv", &to.format, Need::kOptional, {}, {"text", "tsv"}}};
}

Options evaluate_options(Settings& to) {
  return {{"queries", "FILE", "id<TAB>query lines (default: the queries of the judgments)", &to.queries},
          {"judgments", "FILE", "query id<TAB>query<TAB>document id<TAB>grade lines", &to.judgments, Need::kRequired},
          {"relevant-grade",
           "N",
           "the least grade that RR and recall take as relevant",
           &to.relevant_grade,
           Need::kOptional,
           {1, 10}},
          {"match", "HOW", "as in search", &to.match, Need::kOptional, {}, choices(kMatches)},
          {"format", "FORMAT", "text, tsv or json", &to.format, Need::kOptional, {}, {"text", "tsv", "json"}}};
}

Options pager_options(Settings& to) {
  return {
      {"pager", "COMMAND", "what shows output that is longer than the terminal (default: PAGER, else less)", &to.pager},
      {"no-pager", "", "print it as it comes", &to.no_pager}};
}

Positionals words(Settings& to, std::size_t least) {
  return {"QUERY", "the words to find; behind -- when one begins with -", &to.arguments, least};
}

std::vector<Command> commands(Settings& to) {
  const Options where = index_option(to);
  const Options which = where + filter_options(to) + deadline_option(to);
  return {
      {"search", "find articles (without a query: the newest)", which + search_options(to), words(to, 0)},
      {"count", "say how many articles a search finds", which, words(to, 0)},
      {"facets", "count the events, years and topics of what a search finds", which + facet_options(to), words(to, 0)},
      {"suggest",
       "complete what was typed: titles, events, topics, phrases and words",
       where + suggest_options(to) + deadline_option(to),
       {"WORDS", "the words; a space at the end of the last one ends it (default: the most usual)", &to.arguments}},
      {"show", "print one article", where + show_options(to), {"ID", "its id", &to.arguments, 1, 1}},
      {"similar",
       "find articles that are about the same as one, in both languages",
       where + similar_options(to) + deadline_option(to),
       {"ID", "the article's id", &to.arguments, 1, 1}},
      {"event",
       "print one event: its articles by language, and the events next to it in time",
       where + event_options(to) + deadline_option(to),
       {"ID", "its id", &to.arguments, 1, 1}},
      {"explain", "tell how a query is understood and why its first hits come first", which + show_options(to),
       words(to, 1)},
      {"analyze",
       "show the words and terms of a text (no index is needed)",
       analyze_options(to),
       {"TEXT", "the text (default: standard input)", &to.arguments}},
      {"evaluate", "measure the ranking with judged queries", where + evaluate_options(to) + deadline_option(to)}};
}

void add_filter(Request& request, schema::Field field, const std::vector<std::string>& values,
                const std::vector<std::string>& excluded) {
  if (!values.empty() || !excluded.empty()) request.filters.push_back({field, values, excluded});
}

Result<schema::Date> date_of(const std::string& option, const std::string& text) {
  if (text.empty()) return schema::Date{};
  auto date = schema::parse_iso_date(text);
  if (!date)
    return fail(ErrorCode::kUsage, "--" + option + " is '" + text + "', which is not a date",
                "write 2018, 2018-07 or 2018-07-05");
  return date;
}

std::string joined(const std::vector<std::string>& arguments) {
  std::string text;
  for (const std::string& argument : arguments) text.append(text.empty() ? "" : " ").append(argument);
  return text;
}

}  // namespace

Result<Parsed> parse_options(int argc, const char* const* argv, Settings& settings) {
  Program program{"tarsach", "Searches an index of articles.",
                  version_text("tarsach", schema::kSchemaVersion, text::kAnalysisVersion), commands(settings),
                  manual()};
  for (Command& command : program.commands) command.options = command.options + pager_options(settings);
  return parse(program, argc, argv);
}

Result<Request> request_of(const Settings& settings) {
  Request request;
  request.query = joined(settings.arguments);
  add_filter(request, schema::Field::kEvent, settings.events, settings.not_events);
  add_filter(request, schema::Field::kYear, settings.years, settings.not_years);
  add_filter(request, schema::Field::kTopic, settings.topics, settings.not_topics);
  add_filter(request, schema::Field::kLanguage, settings.languages, settings.not_languages);
  TARSACH_TRY(request.from, date_of("from", settings.from));
  TARSACH_TRY(request.to, date_of("to", settings.to));
  request.today = schema::today();
  request.match = value_of(kMatches, settings.match);
  request.rewrite = settings.no_rewrite ? Rewrite::kOff : Rewrite::kAuto;
  request.sort = value_of(kSorts, settings.sort);
  request.limit = static_cast<std::size_t>(settings.limit);
  request.offset = static_cast<std::size_t>(settings.offset);
  request.facet_limit = static_cast<std::size_t>(settings.facet_limit);
  request.group = settings.group.empty() ? Group::kNone : Group::kEvent;
  request.group_limit = static_cast<std::size_t>(settings.group_limit);
  if (request.offset + request.limit > kMaxDepth)
    return fail(ErrorCode::kUsage, "--offset and --limit reach behind hit " + std::to_string(kMaxDepth),
                "narrow the search with words, --year, --from or --to");
  return request;
}

std::vector<std::string> split_at_commas(const std::vector<std::string>& lists) {
  std::vector<std::string> parts;
  for (const std::string& list : lists)
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      if (end > begin) parts.push_back(list.substr(begin, end - begin));
      begin = end + 1;
    }
  return parts;
}

}  // namespace tarsach::query
